"""What happens to pictures on their way: each kind at three levels, the same every time."""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

from model_training.honesty.screenshot import Layout, screenshot
from petsight import open_image


@dataclass(frozen=True, slots=True)
class Distortion:
    """One kind of change.

    Attributes:
        name: Its name in tables.
        meaning: What the levels say.
        levels: From mild to strong.
        change: Takes a picture in mode RGB, a level and a generator; returns a picture.
    """

    name: str
    meaning: str
    levels: tuple[Any, Any, Any]
    change: Callable[[Image.Image, Any, np.random.Generator], Image.Image]

    def apply(self, picture: Image.Image, level: Any, name: str) -> Image.Image:
        """Change a picture; equal names give equal changes, in one direction on all levels.

        Args:
            picture: In mode RGB.
            level: One of `levels`.
            name: Whatever tells this picture from others.
        """
        return self.change(picture, level, np.random.default_rng(zlib.crc32(name.encode())))


def _blur(picture: Image.Image, share: float, _: np.random.Generator) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(share * min(picture.size)))


def _noise(picture: Image.Image, deviation: float, rng: np.random.Generator) -> Image.Image:
    pixels = np.asarray(picture, np.float32)
    noisy = pixels + rng.normal(0, deviation, pixels.shape)
    return Image.fromarray(noisy.round().clip(0, 255).astype(np.uint8))


def _jpeg(picture: Image.Image, quality: int, _: np.random.Generator) -> Image.Image:
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return open_image(buffer.getvalue())


def _brightness(picture: Image.Image, factor: float, _: np.random.Generator) -> Image.Image:
    return ImageEnhance.Brightness(picture).enhance(factor)


def _rotation(picture: Image.Image, degrees: float, rng: np.random.Generator) -> Image.Image:
    """Turn a picture and cut out the largest frame of its shape that has no empty corner."""
    turned = picture.rotate(rng.choice((-1, 1)) * degrees, Image.Resampling.BICUBIC)
    angle, ratio = math.radians(degrees), max(picture.size) / min(picture.size)
    share = 1 / (math.cos(angle) + ratio * math.sin(angle))
    share -= 3 / min(picture.size)  # what rounding may add
    return _window(turned, share, 0.5, 0.5)


def _crop(picture: Image.Image, share: float, rng: np.random.Generator) -> Image.Image:
    return _window(picture, share, *rng.random(2))


def _window(picture: Image.Image, share: float, across: float, down: float) -> Image.Image:
    """Cut out a window with a share of both sides; 0 to 1 say where between the edges it is."""
    width, height = (max(1, round(side * share)) for side in picture.size)
    left, top = round((picture.width - width) * across), round((picture.height - height) * down)
    return picture.crop((left, top, left + width, top + height))


def _screenshot(picture: Image.Image, layout: Layout, _: np.random.Generator) -> Image.Image:
    return screenshot(picture, layout)


DISTORTIONS: Final = (
    Distortion("blur", "Gaussian, radius / shorter side", (0.005, 0.01, 0.02), _blur),
    Distortion("noise", "Gaussian, standard deviation of 255", (8, 16, 32), _noise),
    Distortion("JPEG", "quality", (60, 30, 10), _jpeg),
    Distortion("darker", "share of the brightness", (0.75, 0.5, 0.25), _brightness),
    Distortion("brighter", "times the brightness", (1.25, 1.6, 2.2), _brightness),
    Distortion("rotation", "degrees, to the left or right", (5, 10, 20), _rotation),
    Distortion("small crop", "share of both sides, anywhere", (0.9, 0.75, 0.6), _crop),
    Distortion(
        "screenshot",
        "of a phone that shows it",
        (Layout.FULL, Layout.GALLERY, Layout.CHAT),
        _screenshot,
    ),
)
