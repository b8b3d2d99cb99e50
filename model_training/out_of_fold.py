"""Judge pictures by linear heads on ImageNet features that were fitted without them.

The teacher's opinion comes from it, and the doubt about labels: such a head cannot learn a wrong
label by heart.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model_training.backbone import VARIANTS, efficientnet_lite, load_imagenet
from model_training.cache import load_pictures
from model_training.calibrate import apply_scalings, fit_scalings
from model_training.dataset import Picture
from model_training.metrics import sigmoid
from model_training.network import predict_logits
from model_training.probe import fit_probe

Array = NDArray[Any]


def imagenet_features(backbones: Sequence[str], root: Path, pictures: Sequence[Picture]) -> Array:
    """Return what backbones make of pictures, each at the size that it knows best, side by side.

    Args:
        backbones: Keys of `model_training.backbone.VARIANTS`.
        root: The data folder.
        pictures: Readable pictures.

    Returns:
        Features, float32 (pictures, 1280 for each backbone).

    Raises:
        torch_weights.WeightsError: The ImageNet weights are missing.
    """
    return np.concatenate([_features(name, root, pictures) for name in backbones], axis=1)


def _features(name: str, root: Path, pictures: Sequence[Picture]) -> Array:
    size = VARIANTS[name].size
    backbone = efficientnet_lite(name, (size, size, 3))
    load_imagenet(backbone)
    return predict_logits(backbone, load_pictures(root, pictures, size))


def judge_out_of_fold(features: Array, targets: Array, weights: Array, folds: Array) -> Array:
    """Judge every picture by a linear head that was fitted on the other folds.

    Args:
        features: (n, features).
        targets: Zeros and ones, (n, labels).
        weights: How much each picture counts, (n,).
        folds: Fold of each picture, (n,); two at least.

    Returns:
        Calibrated probabilities, (n, labels).
    """
    logits = np.zeros(targets.shape)
    for fold in np.unique(folds):
        rest = folds != fold
        probe = fit_probe(features[rest], targets[rest], weights[rest])
        logits[~rest] = probe.logits(features[~rest])
    return sigmoid(apply_scalings(logits, fit_scalings(logits, targets)))
