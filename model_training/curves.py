"""Curves over every threshold: who is told from whom, and what leaving doubt unanswered buys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from model_training.metrics import risk_coverage, risk_coverage_area, roc_auc, roc_points

Array = NDArray[Any]

ANY_AGAINST_NONE: Final = "any label against none"
ERRORS: Final = (0.002, 0.003, 0.01)
"""Shares of wrong answers for which it is told how many pictures can be answered."""
MOST: Final = 200
"""Points kept of a curve; more cannot be seen."""


def roc_curves(scores: Array, targets: Array, names: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Compare labels with each other, and pictures that show something with those that do not.

    Args:
        scores: Probabilities, (n, labels).
        targets: Zeros and ones, (n, labels).
        names: Labels in order.

    Returns:
        By name, `auc`, `n` and `points`; only what the pictures can tell. A label is held against
        the others on pictures that show exactly one; of two labels one curve says it all.
    """
    single = targets.sum(axis=1) == 1
    pairs = []
    for index, name in enumerate(names[:1] if len(names) == 2 else names if len(names) > 1 else ()):
        others = np.delete(scores, index, axis=1).max(axis=1)
        rest = names[1] if len(names) == 2 else "the others"
        ahead = (scores[:, index] - others)[single]
        pairs.append((f"{name} against {rest}", ahead, targets[single, index] == 1))
    pairs.append((ANY_AGAINST_NONE, scores.max(axis=1), targets.any(axis=1)))
    return {
        name: {"auc": auc, "n": len(ranked), "points": _thin(roc_points(ranked, positive))}
        for name, ranked, positive in pairs
        if (auc := roc_auc(ranked, positive)) is not None
    }


def risk_coverage_curve(scores: Array, targets: Array) -> dict[str, Any]:
    """Follow the share of wrong answers while more and more doubtful pictures are answered.

    Every label is taken as shown or not, whichever is likelier; how sure an answer is, is how sure
    its least sure label is. That is what `accept` and `reject` look at too.

    Args:
        scores: Probabilities, (n, labels), n > 0.
        targets: Zeros and ones, (n, labels).

    Returns:
        `area` under the curve, its `points` of coverage and risk, and `answered`: for each of
        `ERRORS` the largest coverage with no more risk.
    """
    sure = np.maximum(scores, 1 - scores).min(axis=1)
    wrong = ((scores > 0.5) != (targets > 0.5)).any(axis=1)
    points = risk_coverage(sure, wrong)
    answered = [
        {"error": error, "coverage": float(points[points[:, 1] <= error, 0].max(initial=0.0))}
        for error in ERRORS
    ]
    area = risk_coverage_area(sure, wrong)
    return {"area": area, "points": _thin(points), "answered": answered}


def _thin(points: Array) -> list[list[float]]:
    places = np.unique(np.linspace(0, len(points) - 1, min(MOST, len(points))).round().astype(int))
    return [[float(x), float(y)] for x, y in points[places]]
