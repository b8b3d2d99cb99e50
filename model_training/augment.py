"""Random changes to training pictures, as Keras layers that run on any backend."""

from __future__ import annotations

import math
from typing import Any

import keras
from keras import ops

from model_training.config import Augmentation

Tensor = Any
"""A tensor of whichever backend Keras runs on."""


class RandomView(keras.layers.Layer):  # type: ignore[misc]
    """Mirrors, turns, zooms, stretches and shifts by one interpolation instead of one for each.

    Turns (batch, side, side, 3) into (batch, size, size, 3), float32 in [0, 255]: the middle of the
    changed picture, so that what a zoom brings in from the margin is real pixels.
    """

    def __init__(self, size: int, strength: Augmentation, seed: int) -> None:
        super().__init__()
        self.size = size
        self.strength = strength
        self.random = keras.random.SeedGenerator(seed)

    def call(self, images: Tensor) -> Tensor:
        """Change each picture of a batch in its own way."""
        side = images.shape[1]
        batch = images.shape[0]
        angle = self._uniform(batch, math.radians(self.strength.rotation))
        zoom = ops.exp(self._uniform(batch, math.log1p(self.strength.zoom)))
        stretch = ops.exp(self._uniform(batch, math.log1p(self.strength.stretch) / 2))
        mirror = ops.ones((batch,))
        if self.strength.flip:
            mirror = ops.sign(self._uniform(batch, 1.0) + 1e-9)
        matrix = _affine(
            side,
            (zoom * stretch * mirror, zoom / stretch),
            angle,
            (
                self._uniform(batch, self.strength.shift * side),
                self._uniform(batch, self.strength.shift * side),
            ),
        )
        changed = ops.image.affine_transform(
            ops.cast(images, "float32"),
            matrix,
            interpolation="bilinear",
            fill_mode="reflect",
            data_format="channels_last",
        )
        margin = (side - self.size) // 2
        return changed[:, margin : margin + self.size, margin : margin + self.size, :]

    def _uniform(self, batch: int, limit: float) -> Tensor:
        return keras.random.uniform((batch,), -limit, limit, seed=self.random)


def _affine(
    side: int, scale: tuple[Tensor, Tensor], angle: Tensor, shift: tuple[Tensor, Tensor]
) -> Tensor:
    """Map output to input coordinates about the centre: scale, turn, shift; shape (batch, 8)."""
    centre = (side - 1) / 2
    a0, a1 = scale[0] * ops.cos(angle), -scale[1] * ops.sin(angle)
    b0, b1 = scale[0] * ops.sin(angle), scale[1] * ops.cos(angle)
    a2 = centre - a0 * centre - a1 * centre + shift[0]
    b2 = centre - b0 * centre - b1 * centre + shift[1]
    zero = ops.zeros_like(a0)
    return ops.stack([a0, a1, a2, b0, b1, b2, zero, zero], axis=1)


class Mosaic(keras.layers.Layer):  # type: ignore[misc]
    """Puts two pictures with different labels into one, which then has the labels of both.

    The first pictures of a batch, half of them side by side and half one above the other, get a
    partner from the same batch. This is how a model learns that a picture can show a cat and a dog
    where no such photos are at hand.
    """

    def __init__(self, rate: float, seed: int) -> None:
        super().__init__()
        self.rate = rate
        self.random = keras.random.SeedGenerator(seed)

    def call(self, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Return pictures and labels of the same shapes, the first of them merged."""
        batch = images.shape[0]
        count = round(batch * self.rate)
        if count == 0:
            return images, labels
        partners = self._partners(labels, count)
        others = ops.take(images, partners, axis=0)
        half = count // 2
        merged = ops.concatenate(
            [
                _join(images[:half], others[:half], axis=2),
                _join(images[half:count], others[half:], axis=1),
                images[count:],
            ],
            axis=0,
        )
        union = ops.maximum(labels[:count], ops.take(labels, partners, axis=0))
        return merged, ops.concatenate([union, labels[count:]], axis=0)

    def _partners(self, labels: Tensor, count: int) -> Tensor:
        """Draw a partner for each of the first pictures, with other labels where there is one."""
        shown = labels > 0.5  # a teacher's opinion is never exactly 0 or 1
        present = ops.any(shown, axis=1)
        differ = ops.any(shown[:count, None, :] != shown[None, :, :], axis=2)
        wanted = ops.logical_and(differ, ops.logical_and(present[:count, None], present[None, :]))
        lottery = keras.random.uniform(wanted.shape, seed=self.random)
        return ops.argmax(lottery + ops.cast(wanted, "float32"), axis=1)


def _join(first: Tensor, second: Tensor, axis: int) -> Tensor:
    """Squeeze the middle of two batches of pictures into half a picture each, along an axis."""
    if first.shape[0] == 0:
        return first
    size = first.shape[axis]
    low, high = round(size * 0.15), round(size * 0.85)
    shape = [first.shape[1], first.shape[2]]
    halves = []
    for part, pictures in ((size // 2, first), (size - size // 2, second)):
        shape[axis - 1] = part
        middle = pictures[:, :, low:high] if axis == 2 else pictures[:, low:high]
        halves.append(ops.image.resize(middle, tuple(shape), data_format="channels_last"))
    return ops.concatenate(halves, axis=axis)


class Augmenter:
    """All changes in order; two of the same seed do exactly the same."""

    def __init__(self, size: int, strength: Augmentation, seed: int) -> None:
        """Build the layers.

        Args:
            size: Side of the model's input in pixels.
            strength: How strong each change may be.
            seed: Seed of everything random here.
        """
        layers = keras.layers
        saturation = (0.5 - strength.saturation / 2, 0.5 + strength.saturation / 2)
        self._view = RandomView(size, strength, seed)
        self._mosaic = Mosaic(strength.mosaic, seed + 1)
        # Even at strength 0 these would round, on their way to another colour space and back.
        self._colour = [
            layer
            for share, layer in (
                (strength.saturation, layers.RandomSaturation(saturation, seed=seed + 2)),
                (strength.contrast, layers.RandomContrast(strength.contrast, seed=seed + 3)),
                (strength.brightness, layers.RandomBrightness(strength.brightness, seed=seed + 4)),
                (strength.grayscale, layers.RandomGrayscale(strength.grayscale, seed=seed + 5)),
            )
            if share
        ]

    def __call__(self, images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
        """Change a batch.

        Args:
            images: uint8 (batch, side, side, 3), larger than the model's input.
            labels: float32 (batch, labels) of zeros and ones.

        Returns:
            float32 pictures (batch, size, size, 3) in [0, 255] and their labels.
        """
        images, labels = self._mosaic(self._view(images), ops.convert_to_tensor(labels))
        for layer in self._colour:
            images = layer(images, training=True)
        return images, labels
