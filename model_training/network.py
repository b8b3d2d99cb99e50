"""The classifier: a backbone, dropout and a dense layer with a sigmoid for each label."""

from __future__ import annotations

from typing import Any, Final

import keras
import numpy as np
from numpy.typing import NDArray

from model_training.backbones import build_backbone
from model_training.config import CONVNET, TrainConfig

Array = NDArray[Any]

HEAD: Final = "logits"
DROPOUT: Final = "dropout"


def build_classifier(config: TrainConfig, labels: int, *, imagenet: bool = True) -> keras.Model:
    """Build a classifier.

    Args:
        config: Says the backbone, the side of the input, the head's layers and their dropout.
        labels: How many labels.
        imagenet: Whether a backbone that has ImageNet weights starts from them.

    Returns:
        A model from pixels (batch, size, size, 3) in [0, 255] to logits (batch, labels).

    Raises:
        torch_weights.WeightsError: The ImageNet weights are missing.
    """
    size = config.size
    features = build_backbone(config.backbone, size, imagenet=imagenet)
    pixels = keras.Input((size, size, 3), name="image")
    x = features(pixels)
    for place, width in enumerate(config.hidden):
        x = keras.layers.Dense(width, activation="relu", name=f"hidden{place}")(x)
    x = keras.layers.Dropout(config.dropout, name=DROPOUT)(x)
    # Under mixed precision too: in float16 the loss would round away what is nearly certain.
    logits = keras.layers.Dense(labels, name=HEAD, dtype="float32")(x)
    return keras.Model(pixels, logits, name="classifier")


def set_trainable(model: keras.Model, *, head_only: bool, frozen_blocks: int = 0) -> None:
    """Choose what the next phase trains.

    Batch normalisation stays frozen where it comes from ImageNet: those statistics serve better
    than those of small batches.

    Args:
        model: What `build_classifier` returned.
        head_only: Whether the backbone is frozen.
        frozen_blocks: How many blocks of the backbone, counted from the picture, stay frozen
            together with its stem; 0 frees everything.
    """
    backbone = model.layers[1]
    backbone.trainable = not head_only
    if head_only:
        return
    frozen = ("stem", *(f"block{i}_" for i in range(frozen_blocks))) if frozen_blocks else ()
    pretrained = not CONVNET.fullmatch(backbone.name)
    for layer in backbone.layers:
        normalises = pretrained and isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = not (normalises or layer.name.startswith(frozen))


def predict_logits(model: keras.Model, images: Array, batch_size: int = 32) -> Array:
    """Run a classifier over pictures.

    Args:
        model: What `build_classifier` returned, or its backbone for features.
        images: uint8 (n, size, size, 3).
        batch_size: Pictures a step.

    Returns:
        Logits, float32 (n, labels), or features.
    """
    steps = range(0, len(images), batch_size)
    rows = [model.predict_on_batch(np.asarray(images[i : i + batch_size])) for i in steps]
    return np.concatenate(rows)


def serving_model(model: keras.Model) -> keras.Model:
    """Wrap a classifier for export: one picture of a fixed shape to probabilities.

    Args:
        model: What `build_classifier` returned.

    Returns:
        A model from float32 pixels (1, size, size, 3) to probabilities (1, labels). Its layers are
        the classifier's own, in one flat graph without dropout.
    """
    size = model.input_shape[1]
    pixels = keras.Input(batch_shape=(1, size, size, 3), name="image", dtype="float32")
    x = pixels
    for layer in model.layers[1:]:
        if layer.name != DROPOUT:
            x = layer(x)
    scores = keras.layers.Activation("sigmoid", name="scores")(x)
    # Keras would count the models of the process in a name of its own, which gets into the file.
    return keras.Model(pixels, scores, name="serving")
