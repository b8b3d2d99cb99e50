"""Make probabilities mean what they say, and choose when to answer at all."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray

from model_training.metrics import sigmoid
from model_training.network import HEAD
from petsight.labels import Label

Array = NDArray[Any]

PRIOR: Final = 1.0
"""Strength of the pull towards leaving the logits as they are, in pictures' worth of evidence."""


class Scaling(NamedTuple):
    """What is done to one label's logit: `scale * logit + offset`."""

    scale: float
    offset: float


def fit_scaling(logits: Array, targets: Array) -> Scaling:
    """Fit Platt scaling to one label by Newton's method.

    Source: J. Platt, "Probabilistic outputs for support vector machines", 1999; his smoothed
    targets guard against a part of the data that happens to hold no mistake.

    Args:
        logits: (n,).
        targets: Zeros and ones, (n,).

    Returns:
        The scaling with the least log loss, kept near (1, 0) by `PRIOR`.
    """
    positives, negatives = targets.sum(), (1 - targets).sum()
    smoothed = np.where(targets > 0, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    design = np.stack([logits, np.ones_like(logits)], axis=1).astype(np.float64)
    start = np.array([1.0, 0.0])

    def loss(theta: Array) -> float:
        z = design @ theta
        return float(
            (np.logaddexp(0, z) - smoothed * z).sum() + PRIOR / 2 * ((theta - start) ** 2).sum()
        )

    theta = start.copy()
    for _ in range(50):
        p = sigmoid(design @ theta)
        gradient = design.T @ (p - smoothed) + PRIOR * (theta - start)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + PRIOR * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        # Where logits are large the loss is far from a parabola and whole steps would diverge.
        while np.abs(step).max() >= 1e-9 and loss(theta - step) > loss(theta):
            step /= 2
        theta -= step
        if np.abs(step).max() < 1e-9:
            break
    return Scaling(float(theta[0]), float(theta[1]))


def fit_scalings(logits: Array, targets: Array) -> list[Scaling]:
    """Fit every label's scaling; see `fit_scaling`."""
    return [fit_scaling(logits[:, i], targets[:, i]) for i in range(logits.shape[1])]


def apply_scalings(logits: Array, scalings: list[Scaling]) -> Array:
    """Return calibrated logits, (n, labels)."""
    return logits * [s.scale for s in scalings] + [s.offset for s in scalings]


def fold_scalings(model: keras.Model, scalings: list[Scaling]) -> None:
    """Change the last layer so that the classifier itself gives calibrated logits.

    Args:
        model: A classifier of `model_training.network`; its last layer is changed in place.
        scalings: One for each label.
    """
    layer = model.get_layer(HEAD)
    kernel, bias = layer.get_weights()
    scale = np.array([s.scale for s in scalings])
    offset = np.array([s.offset for s in scalings])
    layer.set_weights([kernel * scale, bias * scale + offset])


def choose_thresholds(labels: tuple[str, ...], doubt: float) -> tuple[Label, ...]:
    """Answer only where the calibrated probability of being wrong is small enough.

    This is Chow's rule: with an unsure answer costing `doubt` of a wrong one, no other thresholds
    cost less. Source: C. K. Chow, "On optimum recognition error and reject tradeoff", 1970. It
    leans on the calibration alone, not on the few pictures in the tails of a small part.

    Args:
        labels: Names in order.
        doubt: The chance of being wrong about a label from which on the answer is "not sure",
            from 0 up to 0.5.

    Returns:
        The labels with their thresholds.
    """
    return tuple(Label(name, round(1 - doubt, 4), round(doubt, 4)) for name in labels)
