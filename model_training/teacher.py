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

from model_training.config import TrainConfig
from model_training.files import replace_file
from model_training.out_of_fold import imagenet_features, judge_out_of_fold
from model_training.prepared import Prepared

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
        pictures = prepared.parts["train"]
        features = imagenet_features(config.teacher, prepared.dataset.root, pictures)
        weights = np.array([picture.weight for picture in pictures])
        folds = np.random.default_rng(config.seed).permutation(len(pictures)) % FOLDS
        scores = judge_out_of_fold(features, targets, weights, folds)
        replace_file(path, lambda partial: np.save(partial, scores.astype(np.float32)))
    opinion: Array = np.load(path)
    share = config.teacher_share
    mixed: Array = (1 - share) * targets + share * opinion
    return mixed.astype(np.float32)
