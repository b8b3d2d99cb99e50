"""Measure an exported model file on pictures it was not trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from model_training.curves import risk_coverage_curve, roc_curves
from model_training.dataset import Picture
from model_training.metrics import (
    brier_score,
    expected_calibration_error,
    log_loss,
    rate,
    reliability,
    roc_auc,
)
from petsight import Model, decide
from petsight.labels import NEITHER, NOT_SURE, Label

Array = NDArray[Any]

NEARLY_CERTAIN: Final = 0.99
"""Most answers score above this and are right; calibration is also shown without them."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Pictures with what a model said of them.

    Attributes:
        pictures: The pictures.
        targets: Zeros and ones, (n, labels).
        scores: Probabilities, (n, labels).
        labels: Labels with thresholds.
    """

    pictures: Sequence[Picture]
    targets: Array
    scores: Array
    labels: tuple[Label, ...]

    @property
    def answers(self) -> list[str]:
        """The final answer to each picture."""
        return [decide(row, self.labels) for row in self.scores.tolist()]

    @property
    def truths(self) -> list[str]:
        """The right answer to each picture."""
        names = [label.name for label in self.labels]
        return [
            " and ".join(name for name in names if name in picture.labels) or NEITHER
            for picture in self.pictures
        ]

    def without(self, paths: Collection[str]) -> Scored:
        """Return the same without some pictures."""
        kept = [i for i, picture in enumerate(self.pictures) if picture.path not in paths]
        pictures = [self.pictures[i] for i in kept]
        return Scored(pictures, self.targets[kept], self.scores[kept], self.labels)

    @property
    def single(self) -> Array:
        """Which pictures show exactly one label, so that labels can be told apart on them."""
        return np.asarray(self.targets.sum(axis=1) == 1)

    @property
    def told_apart(self) -> Array:
        """Whether the highest score belongs to a label that the picture shows."""
        best = self.scores.argmax(axis=1)
        return np.asarray(self.targets[np.arange(len(best)), best] == 1)


def score_pictures(model: Model, images: Array) -> Array:
    """Run a model file over decoded pictures.

    Args:
        model: The model.
        images: uint8 (n, height, width, 3).

    Returns:
        Probabilities, (n, labels).
    """
    rows = [model.scores(np.asarray(image)[np.newaxis]) for image in images]
    return np.array(rows).reshape(-1, len(model.info.labels))


def evaluate(scored: Scored) -> dict[str, Any]:
    """Measure everything at once.

    Args:
        scored: Pictures of one part with their scores.

    Returns:
        JSON-ready figures; every rate as `{"hits", "n", "value", "low", "high"}`, the interval
        being Wilson's at 95 %. What the pictures cannot tell is None.
    """
    answers, truths = np.array(scored.answers), np.array(scored.truths)
    shows, shows_none = truths != NEITHER, truths == NEITHER
    top = scored.scores.max(axis=1)
    bins = reliability(top, scored.told_apart)
    uncertain = top < NEARLY_CERTAIN
    uncertain_bins = reliability(top[uncertain], scored.told_apart[uncertain])
    sources = sorted({picture.source for picture in scored.pictures})
    return {
        "pictures": len(scored.pictures),
        "told_apart": rate_row(scored.told_apart[scored.single]),
        "answers": {
            "right": rate_row(answers == truths),
            "wrong": rate_row((answers != truths) & (answers != NOT_SURE)),
            "not_sure": rate_row(answers == NOT_SURE),
            "wrong_among_sure": rate_row((answers != truths)[answers != NOT_SURE]),
            "shown_answered_neither": rate_row(answers[shows] == NEITHER),
            "shown_answered_not_sure": rate_row(answers[shows] == NOT_SURE),
            "none_answered_with_label": rate_row(
                (answers[shows_none] != NEITHER) & (answers[shows_none] != NOT_SURE)
            ),
            "none_answered_not_sure": rate_row(answers[shows_none] == NOT_SURE),
        },
        "confusion": _confusion(truths, answers),
        "sources": {source: _source_row(scored, answers, truths, source) for source in sources},
        "roc_auc_shown_against_none": roc_auc(top, shows),
        "roc": roc_curves(scored.scores, scored.targets, [label.name for label in scored.labels]),
        "risk_coverage": risk_coverage_curve(scored.scores, scored.targets),
        "brier_score": brier_score(scored.scores, scored.targets),
        "log_loss": log_loss(scored.scores, scored.targets),
        "calibration": {
            "error": expected_calibration_error(bins),
            "bins": [b._asdict() for b in bins],
            "error_below_0.99": expected_calibration_error(uncertain_bins),
            "bins_below_0.99": [b._asdict() for b in uncertain_bins],
        },
        "mistakes": [
            {
                "path": scored.pictures[i].path,
                "truth": str(truths[i]),
                "answer": str(answers[i]),
                "scores": scored.scores[i].round(4).tolist(),
            }
            for i in worst_first(scored)
        ],
    }


def worst_first(scored: Scored) -> list[int]:
    """Return the indices of wrong and unsure answers, the most confidently wrong first."""
    answers, truths = scored.answers, scored.truths
    regret = np.abs(scored.scores - scored.targets).max(axis=1)
    wrong = [i for i in range(len(answers)) if answers[i] != truths[i]]
    return sorted(wrong, key=lambda i: -regret[i])


def _source_row(scored: Scored, answers: Array, truths: Array, source: str) -> dict[str, Any]:
    here = np.array([picture.source == source for picture in scored.pictures])
    return {
        "told_apart": rate_row(scored.told_apart[here & scored.single]),
        "right": rate_row(answers[here] == truths[here]),
        "not_sure": rate_row(answers[here] == NOT_SURE),
    }


def _confusion(truths: Iterable[str], answers: Iterable[str]) -> dict[str, dict[str, int]]:
    counts = Counter(zip(truths, answers, strict=True))
    rows: dict[str, dict[str, int]] = {}
    for (truth, answer), n in sorted(counts.items()):
        rows.setdefault(truth, {})[answer] = n
    return rows


def rate_row(mask: Array) -> dict[str, float | None]:
    """Return a rate ready for JSON; see `model_training.metrics.rate`."""
    r = rate(mask)
    return {"hits": r.hits, "n": r.n, "value": r.value, "low": r.low, "high": r.high}
