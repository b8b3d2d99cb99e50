"""Find labels that are probably wrong: models that never saw the picture are sure of another one.

Source of the idea: C. Northcutt, L. Jiang, I. Chuang, "Confident learning", 2021,
https://arxiv.org/abs/1911.00068, here with linear heads on frozen ImageNet features, which cannot
learn a wrong label by heart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from model_training.dataset import Dataset
from model_training.hygiene.findings import Finding, Kind
from model_training.out_of_fold import imagenet_features, judge_out_of_fold
from petsight.labels import NEITHER

Array = NDArray[Any]

SURE: Final = 0.9
"""How likely another answer must be on every label that differs."""


def out_of_fold(dataset: Dataset, fold_of: Mapping[str, int], backbones: Sequence[str]) -> Array:
    """Judge every picture by heads that were fitted on the other folds.

    Args:
        dataset: Readable pictures only.
        fold_of: Fold by path; near-duplicates share one.
        backbones: Keys of `model_training.backbone.VARIANTS`, whose features are joined.

    Returns:
        Calibrated probabilities, (pictures, labels).
    """
    pictures = dataset.pictures
    features = imagenet_features(backbones, dataset.root, pictures)
    folds = np.array([fold_of[picture.path] for picture in pictures])
    return judge_out_of_fold(features, dataset.targets(pictures), np.ones(len(pictures)), folds)


def find_wrong_labels(dataset: Dataset, scores: Array) -> Iterator[Finding]:
    """Name the pictures whose label nobody would guess.

    Args:
        dataset: The pictures.
        scores: What `out_of_fold` returned.

    Yields:
        Findings, the most certain first.
    """
    targets = dataset.targets(dataset.pictures)
    against = np.abs(scores - targets)
    for index in np.argsort(-against.max(axis=1), kind="stable"):
        guess = scores[index] > 0.5
        differs = guess != (targets[index] > 0.5)
        if not differs.any() or against[index][differs].min() < SURE:
            continue
        picture = dataset.pictures[index]
        seems = [name for name, shown in zip(dataset.labels, guess, strict=True) if shown]
        chance = ", ".join(
            f"{name} {score:.1%}"
            for name, score in zip(dataset.labels, scores[index].tolist(), strict=True)
        )
        said, heard = _words(sorted(picture.labels)), _words(seems)
        yield Finding(picture.path, Kind.LABEL, f"said to be {said}, looks like {heard} ({chance})")


def _words(labels: Sequence[str]) -> str:
    return " and ".join(labels) or NEITHER
