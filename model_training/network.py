"""The classifier: a backbone, dropout and one dense layer with a sigmoid for each label."""

from __future__ import annotations

from typing import Final

import keras

from model_training.backbone import efficientnet_lite, load_imagenet

HEAD: Final = "logits"


def build_classifier(
    backbone: str, size: int, labels: int, dropout: float, *, imagenet: bool = True
) -> keras.Model:
    """Build a classifier.

    Args:
        backbone: A key of `model_training.backbone.VARIANTS`.
        size: Side of the input in pixels.
        labels: How many labels.
        dropout: Share of the features dropped in training.
        imagenet: Whether the backbone starts from ImageNet weights.

    Returns:
        A model from pixels (batch, size, size, 3) in [0, 255] to logits (batch, labels).

    Raises:
        torch_weights.WeightsError: The ImageNet weights are missing.
    """
    features = efficientnet_lite(backbone, (size, size, 3))
    if imagenet:
        load_imagenet(features)
    pixels = keras.Input((size, size, 3), name="image")
    x = keras.layers.Dropout(dropout, name="dropout")(features(pixels))
    logits = keras.layers.Dense(labels, name=HEAD)(x)
    return keras.Model(pixels, logits, name="classifier")


def set_trainable(model: keras.Model, *, head_only: bool) -> None:
    """Choose what the next phase trains.

    Batch normalisation always stays frozen: the statistics of ImageNet serve better than those of
    small batches.

    Args:
        model: What `build_classifier` returned.
        head_only: Whether the backbone is frozen.
    """
    backbone = model.layers[1]
    backbone.trainable = not head_only
    if not head_only:
        for layer in backbone.layers:
            layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)


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
    logits = model.get_layer(HEAD)(model.layers[1](pixels))
    scores = keras.layers.Activation("sigmoid", name="scores")(logits)
    # Keras would count the models of the process in a name of its own, which gets into the file.
    return keras.Model(pixels, scores, name="serving")
