"""Logistic regression with independent labels, for a head on many features of few pictures.

Where a ridge head also pulls at pictures that are right by far, this one spends its freedom on
those near the border. Every step minimises a parabola that lies above the loss everywhere, and all
these parabolas have one curvature, so that one factorisation serves all steps and all labels.
Sources: D. Böhning, B. Lindsay, "Monotonicity of quadratic-approximation algorithms", 1988,
https://doi.org/10.1007/BF00049423; the momentum is that of B. O'Donoghue, E. Candès, "Adaptive
restart for accelerated gradient schemes", 2015, https://arxiv.org/abs/1204.3982
"""

from __future__ import annotations

import logging
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from model_training.metrics import sigmoid
from model_training.probe import Probe

Array = NDArray[Any]

logger = logging.getLogger(__name__)

MOST_STEPS: Final = 400
TOLERANCE: Final = 1e-5
"""Fitting ends where no step changes a standardised weight by more than this."""


def fit_logistic(features: Array, targets: Array, weights: Array, penalty: float) -> Probe:
    """Fit a head by penalised, weighted cross-entropy.

    Args:
        features: (n, features).
        targets: Probabilities, (n, labels).
        weights: How much each picture counts, (n,).
        penalty: Half of it times the squared weights, for features of unit variance, is added to
            the mean loss; more than 0. The offset is free.

    Returns:
        The head for features as they came, not calibrated.
    """
    spread = features.std(axis=0) + 1e-3
    centre = features.mean(axis=0)
    design = np.ones((len(features), features.shape[1] + 1), np.float32)
    np.divide(features - centre, spread, out=design[:, :-1])
    share = (weights / weights.sum()).astype(np.float32)[:, np.newaxis]
    penalties = np.full((design.shape[1], 1), penalty)
    penalties[-1] = 0.0
    curvature = (design.T @ (design * share)).astype(np.float64) / 4
    # The offset's curvature is 1/4 already; the small term only guards against a flat feature.
    curvature[np.diag_indices_from(curvature)] += penalties[:, 0] + 1e-9
    head = _minimise(design, targets, share, penalties, np.linalg.inv(curvature))
    kernel = head[:-1] / spread[:, np.newaxis]
    return Probe(kernel, head[-1] - centre @ kernel)


def _minimise(
    design: Array, targets: Array, share: Array, penalties: Array, inverse: Array
) -> Array:
    """Step until nothing moves; momentum is dropped whenever it points uphill.

    A head that still moves after `MOST_STEPS` serves too, and a warning tells of it.
    """
    head = np.zeros((design.shape[1], targets.shape[1]))
    ahead, momentum, change = head, 1.0, np.inf
    for _ in range(MOST_STEPS):
        wrong = (sigmoid(design @ ahead.astype(np.float32)) - targets) * share
        step = inverse @ (design.T @ wrong.astype(np.float32) + penalties * ahead)
        moved = ahead - step
        change = np.abs(moved - head).max()
        if change < TOLERANCE:
            return moved
        if np.sum(step * (moved - head)) > 0:
            momentum = 1.0
        following = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved + (momentum - 1) / following * (moved - head)
        head, momentum = moved, following
    logger.warning(
        "the logistic head is not at its best: step %d still changed a weight by %.1e",
        MOST_STEPS,
        change,
    )
    return head
