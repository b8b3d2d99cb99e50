"""Train nothing but a logistic head, on features of a frozen backbone.

For backbones that take too long to fine-tune, and for choosing between backbones.
"""

from __future__ import annotations

import keras
import numpy as np

from model_training.config import TrainConfig
from model_training.frozen_features import FeatureReader
from model_training.logistic import fit_logistic
from model_training.network import HEAD, build_classifier
from model_training.prepared import Prepared
from model_training.train import make_deterministic


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
    images = prepared.images("train", config.size)
    views = (images, images[:, :, ::-1])[: config.views]
    weights = np.array([picture.weight for picture in prepared.parts["train"]])
    head = fit_logistic(
        np.concatenate([reader.read(view) for view in views]),
        np.concatenate([prepared.targets("train")] * len(views)),
        np.tile(weights, len(views)),
        config.head_penalty,
    )
    model.get_layer(HEAD).set_weights([head.kernel, head.bias])
    return model
