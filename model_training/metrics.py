"""Figures about predictions, each with the number of pictures behind it."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Rate(NamedTuple):
    """A share with its evidence.

    Attributes:
        hits: How many pictures.
        n: Of how many.
        low: Lower end of the 95 % interval.
        high: Upper end of the 95 % interval.
    """

    hits: int
    n: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.hits / self.n if self.n else None


def rate(mask: Array) -> Rate:
    """Count a mask, with Wilson's interval at 95 %.

    Source: E. B. Wilson, "Probable inference", JASA 22 (1927).

    Args:
        mask: Booleans, one for each picture.

    Returns:
        The share of true ones.
    """
    hits, n = int(np.count_nonzero(mask)), int(np.size(mask))
    if n == 0:
        return Rate(0, 0, 0.0, 1.0)
    z, p = 1.959964, hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return Rate(hits, n, max(0.0, middle - half), min(1.0, middle + half))


def sigmoid(logits: Array) -> Array:
    """Turn logits into probabilities without overflow."""
    return np.exp(-np.logaddexp(0.0, -np.asarray(logits, np.float64)))


def log_loss(scores: Array, targets: Array) -> float:
    """Mean over pictures of the binary cross-entropy summed over labels, in nats."""
    p = np.clip(scores, 1e-7, 1 - 1e-7)
    return float(-(targets * np.log(p) + (1 - targets) * np.log(1 - p)).sum(axis=1).mean())


def brier_score(scores: Array, targets: Array) -> float:
    """Mean squared error of the probabilities over pictures and labels (Brier, 1950)."""
    return float(((scores - targets) ** 2).mean())


def roc_auc(scores: Array, positive: Array) -> float | None:
    """Chance that a positive outranks a negative, ties counting half (Mann-Whitney U).

    None if there are no positives or no negatives.
    """
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]  # tied scores share their mean rank
    n, m = int(positive.sum()), int((~positive).sum())
    if not n or not m:
        return None
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * m))


def roc_points(scores: Array, positive: Array) -> Array:
    """Return the corners of the ROC curve, from (0, 0) to (1, 1).

    Args:
        scores: (n,), ties are one step.
        positive: Booleans, (n,), of both kinds.

    Returns:
        Shares of negatives and of positives that lie above a falling threshold, (points, 2).
    """
    _, places = np.unique(-scores, return_inverse=True)
    steps = [np.bincount(places, weights=kind) for kind in (~positive, positive)]
    rates = np.stack([np.cumsum(step) / step.sum() for step in steps], axis=1)
    points = np.concatenate([np.zeros((1, 2)), rates])
    before, after = points[1:-1] - points[:-2], points[2:] - points[1:-1]
    turns = ~np.isclose(before[:, 0] * after[:, 1], before[:, 1] * after[:, 0], atol=1e-12)
    corners: Array = points[np.concatenate([[True], turns, [True]])]
    return corners


def risk_coverage(confidence: Array, wrong: Array) -> Array:
    """Follow the share of wrong answers while the surest pictures are answered first.

    Source: R. El-Yaniv, Y. Wiener, "On the foundations of noise-free selective classification",
    JMLR 11 (2010).

    Args:
        confidence: How sure each answer is, (n,), n > 0; ties are one step.
        wrong: Booleans, (n,).

    Returns:
        Coverage and risk after each step, (steps, 2).
    """
    _, places = np.unique(-confidence, return_inverse=True)
    answered = np.cumsum(np.bincount(places))
    return np.stack(
        [answered / len(wrong), np.cumsum(np.bincount(places, weights=wrong)) / answered], axis=1
    )


def risk_coverage_area(confidence: Array, wrong: Array) -> float:
    """Mean, over the pictures, of the risk at which each is first answered; 0 is best.

    Source: Y. Geifman, G. Uziel, R. El-Yaniv, "Bias-reduced uncertainty estimation for deep neural
    classifiers", ICLR 2019.
    """
    _, places = np.unique(-confidence, return_inverse=True)
    return float(risk_coverage(confidence, wrong)[places, 1].mean())


class Bin(NamedTuple):
    """One bin of a reliability diagram: scores in (low, high]."""

    low: float
    high: float
    n: int
    confidence: float
    accuracy: float


def reliability(confidence: Array, correct: Array, bins: int = 10) -> list[Bin]:
    """Group answers by how sure they are and compare that with how often they are right.

    Args:
        confidence: Probabilities in [0, 1], (n,).
        correct: Booleans, (n,).
        bins: How many bins of equal width.

    Returns:
        The bins that hold anything.
    """
    edges = np.linspace(0, 1, bins + 1)
    places = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, bins - 1)
    return [
        Bin(
            float(edges[i]),
            float(edges[i + 1]),
            int(chosen.sum()),
            float(confidence[chosen].mean()),
            float(correct[chosen].mean()),
        )
        for i in range(bins)
        if (chosen := places == i).any()
    ]


def expected_calibration_error(bins: list[Bin]) -> float | None:
    """Mean gap between confidence and accuracy, weighted by bin (Naeini et al., AAAI 2015).

    None of no bins.
    """
    total = sum(b.n for b in bins)
    return sum(b.n * abs(b.confidence - b.accuracy) for b in bins) / total if total else None
