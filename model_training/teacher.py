"""Let larger networks teach a small one: soft targets in place of plain yes and no.

The teacher is a linear head on the joined ImageNet features of several frozen backbones. It never
judges a picture that it was fitted on: each fold of the train part is judged by a head fitted on
the other folds. Source of the idea: G. Hinton et al., "Distilling the knowledge in a neural
network", 2015, https://arxiv.org/abs/1503.02531
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from model_training.backbone import VARIANTS, efficientnet_lite, load_imagenet
from model_training.calibrate import apply_scalings, fit_scalings
from model_training.config import TrainConfig
from model_training.files import replace_file
from model_training.metrics import sigmoid
from model_training.network import predict_logits
from model_training.prepared import Prepared
from model_training.probe import fit_probe

Array = NDArray[Any]

FOLDS: Final = 5


def training_targets(config: TrainConfig, prepared: Prepared, run: Path) -> Array:
    """Return what the train part is fitted to: labels, mixed with the teacher's opinion.

    Args:
        config: The configuration; without `teacher` the plain labels are returned.
        prepared: The divided data set.
        run: The run folder, where the teacher's opinion is kept.

    Returns:
        Probabilities, float32 (n, labels).
    """
    targets: Array = prepared.targets("train")
    if not config.teacher:
        return targets
    path = run / "teacher.npy"
    if not path.exists():
        features = np.concatenate([_features(name, prepared) for name in config.teacher], axis=1)
        weights = np.array([picture.weight for picture in prepared.parts["train"]])
        scores = out_of_fold_scores(features, targets, weights, config.seed)
        replace_file(path, lambda partial: np.save(partial, scores.astype(np.float32)))
    opinion: Array = np.load(path)
    share = config.teacher_share
    mixed: Array = (1 - share) * targets + share * opinion
    return mixed.astype(np.float32)


def out_of_fold_scores(features: Array, targets: Array, weights: Array, seed: int) -> Array:
    """Judge every picture by a linear head that was fitted without it.

    Args:
        features: (n, features).
        targets: Zeros and ones, (n, labels).
        weights: How much each picture counts, (n,).
        seed: Seed of the division into folds.

    Returns:
        Calibrated probabilities, (n, labels).
    """
    folds = np.random.default_rng(seed).permutation(len(features)) % FOLDS
    logits = np.zeros(targets.shape)
    for fold in range(FOLDS):
        rest = folds != fold
        probe = fit_probe(features[rest], targets[rest], weights[rest])
        logits[~rest] = probe.logits(features[~rest])
    return sigmoid(apply_scalings(logits, fit_scalings(logits, targets)))


def _features(name: str, prepared: Prepared) -> Array:
    size = VARIANTS[name].size
    backbone = efficientnet_lite(name, (size, size, 3))
    load_imagenet(backbone)
    return predict_logits(backbone, prepared.images("train", size))
