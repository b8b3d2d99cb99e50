"""Train nothing but a head, on features of a frozen backbone.

For backbones that take too long to fine-tune, and for choosing between backbones.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from model_training.augment import Augmenter
from model_training.config import TrainConfig
from model_training.frozen_features import BLOCK, FeatureReader
from model_training.layered_head import Examples, fit_layers
from model_training.logistic import fit_logistic
from model_training.network import HEAD, build_classifier
from model_training.prepared import Prepared
from model_training.train import make_deterministic

Array = NDArray[Any]


def train_frozen(config: TrainConfig, prepared: Prepared) -> keras.Model:
    """Fit a head on the features of every view of the train part.

    What was computed before a kill is found in the cache, so the same command goes on from there.

    Args:
        config: The configuration, with a `head_penalty`.
        prepared: The divided data set.

    Returns:
        The classifier, not calibrated.
    """
    make_deterministic(config)
    model = build_classifier(config, len(prepared.dataset.labels))
    reader = FeatureReader(model.layers[1])
    examples = Examples(*map(np.concatenate, zip(*_views(config, prepared, reader), strict=True)))
    if config.hidden:
        fit_layers(model, examples, config)
    else:
        head = fit_logistic(*examples, config.head_penalty)
        model.get_layer(HEAD).set_weights([head.kernel, head.bias])
    return model


def _views(
    config: TrainConfig, prepared: Prepared, reader: FeatureReader
) -> Iterator[tuple[Array, Array, Array]]:
    """Yield features, targets and weights of the pictures as they are, mirrored, and changed."""
    images, targets = prepared.images("train", config.size), prepared.targets("train")
    weights = np.array([picture.weight for picture in prepared.parts["train"]])
    for view in (images, images[:, :, ::-1])[: config.views]:
        yield reader.read(view), targets, weights
    larger = prepared.images("train", config.train_size)
    for number in range(2, config.views):
        rng = np.random.default_rng([config.seed, number])
        order = rng.permutation(len(larger))  # a mosaic takes its two pictures from one batch
        augment = Augmenter(config.size, config.augmentation, config.seed * 1000 + number * 10)
        for start in range(0, len(order), BLOCK):
            rows = order[start : start + BLOCK]
            changed, shown = augment(np.asarray(larger[rows]), targets[rows])
            pixels = keras.ops.convert_to_numpy(changed).round().astype(np.uint8)
            yield reader.read(pixels), keras.ops.convert_to_numpy(shown), weights[rows]
