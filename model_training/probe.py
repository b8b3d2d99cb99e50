"""A linear head on frozen features: the teacher's judgement, and where fine-tuning may start.

Fine-tuning from a fitted head keeps what the backbone knows, where a random head first pulls it
about. Source: A. Kumar et al., "Fine-tuning can distort pretrained features and underperform
out-of-distribution", 2022, https://arxiv.org/abs/2202.10054
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import keras
import numpy as np
from numpy.typing import NDArray

from model_training.calibrate import fit_scalings, fold_scalings
from model_training.network import HEAD, predict_logits

Array = NDArray[Any]

PENALTY: Final = 0.5
"""Ridge penalty in units of the number of pictures, for features of unit variance."""
STEEPNESS: Final = 10.0
"""Least squares gives values near 0 and 1; this times their distance from the middle is a logit."""


class Probe(NamedTuple):
    """A linear head: `features @ kernel + bias` are logits.

    Attributes:
        kernel: (features, labels).
        bias: (labels,).
    """

    kernel: Array
    bias: Array

    def logits(self, features: Array) -> Array:
        """Return logits, (n, labels)."""
        result: Array = features @ self.kernel + self.bias
        return result


def fit_probe(features: Array, targets: Array, weights: Array) -> Probe:
    """Fit weighted ridge regression with a penalty on the head, not on its offset.

    Args:
        features: (n, features).
        targets: Probabilities, (n, labels).
        weights: How much each picture counts, (n,).

    Returns:
        The head for features as they came, not calibrated.
    """
    spread = features.std(axis=0) + 1e-3
    centre = features.mean(axis=0)
    standard = (features.astype(np.float64) - centre) / spread
    column = (weights / weights.mean())[:, np.newaxis]
    middle = (targets * column).mean(axis=0)
    gram = standard.T @ (standard * column)
    gram[np.diag_indices_from(gram)] += PENALTY * len(features)
    head = np.linalg.solve(gram, standard.T @ ((targets - middle) * column))
    kernel = STEEPNESS * head / spread[:, np.newaxis]
    return Probe(kernel, STEEPNESS * (middle - 0.5) - centre @ kernel)


def start_from_probe(model: keras.Model, images: Array, targets: Array, weights: Array) -> None:
    """Give a new classifier the last layer that fits best what comes into it.

    That is the backbone's features, or what untrained layers of the head make of them.

    Args:
        model: What `build_classifier` returned; its last layer is changed in place.
        images: uint8 (n, size, size, 3).
        targets: Probabilities, (n, labels).
        weights: How much each picture counts, (n,).
    """
    features = predict_logits(keras.Model(model.inputs, model.get_layer(HEAD).input), images)
    probe = fit_probe(features, targets, weights)
    model.get_layer(HEAD).set_weights([probe.kernel, probe.bias])
    labels = (targets > 0.5).astype(np.float32)
    fold_scalings(model, fit_scalings(probe.logits(features), labels))
