"""A small convolutional network to train from nothing: the baseline that every table starts with.

Blocks of two 3x3 convolutions, each with batch normalisation and ReLU, and a halving after each
block; twice the filters block by block, up to a limit; global average pooling, so that one set of
weights takes pictures of any size. After K. Simonyan, A. Zisserman, "Very deep convolutional
networks", 2015, https://arxiv.org/abs/1409.1556, with batch normalisation in place of its depth of
dense layers.
"""

from __future__ import annotations

from typing import Final

import keras

from model_training.config import CONVNET

FIRST_FILTERS: Final = 16
MOST_FILTERS: Final = 256
MOMENTUM: Final = 0.9
"""Of the normalisation's averages. Keras' 0.99 needs some 500 steps; an epoch of the small set has
11, and the short trials of a search would be judged by averages that are still the first ones."""


def convnet(name: str, input_shape: tuple[int | None, int | None, int]) -> keras.Model:
    """Build a network with random weights.

    Args:
        name: "convnet-4" has four blocks.
        input_shape: (height, width, 3); None leaves a side open.

    Returns:
        A model from pixels (batch, height, width, 3) in [0, 255] to features (batch, filters).
    """
    match = CONVNET.fullmatch(name)
    assert match is not None
    pixels = keras.Input(input_shape, name="image")
    x = keras.layers.Rescaling(1 / 128, offset=-127 / 128, name="normalise")(pixels)
    for block in range(int(match[1])):
        filters = min(FIRST_FILTERS * 2**block, MOST_FILTERS)
        for layer in range(2):
            stem = f"block{block}_{layer}"
            x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False, name=stem)(x)
            x = keras.layers.BatchNormalization(momentum=MOMENTUM, name=f"{stem}_norm")(x)
            x = keras.layers.ReLU(name=f"{stem}_act")(x)
        x = keras.layers.MaxPooling2D(padding="same", name=f"block{block}_pool")(x)
    x = keras.layers.GlobalAveragePooling2D(name="features")(x)
    return keras.Model(pixels, x, name=name)
