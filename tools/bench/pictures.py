"""Make pictures that cost a decoder what photos cost it, the same on every machine."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

LARGE: Final = (4000, 3000)
SMALL: Final = (500, 375)
QUALITY: Final = 90
COARSEST: Final = 4
"""Cells of the coarsest octave along the longer side; each further octave doubles them."""
PERSISTENCE: Final = 0.86
"""Strength of an octave relative to the one before; sets the size of the files."""


def photo(size: tuple[int, int], seed: int) -> bytes:
    """Return a JPEG whose detail falls off with its fineness, as it does in photos.

    Args:
        size: Width and height in pixels.
        seed: Equal seeds give equal pictures.

    Returns:
        The bytes of the file.
    """
    generator = np.random.default_rng(seed)
    grey = _noise(size, generator, finest=1)
    tint = [_noise(size, generator, finest=32) for _ in range(3)]
    channels = [np.clip(128 + 40 * grey + 25 * colour, 0, 255) for colour in tint]
    image = Image.fromarray(np.stack(channels, axis=-1).astype(np.uint8))
    file = io.BytesIO()
    image.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def folder(path: Path, count: int) -> list[Path]:
    """Write different small pictures into a folder and return their paths."""
    paths = [path / f"{number:03}.jpg" for number in range(count)]
    for number, target in enumerate(paths):
        target.write_bytes(photo(SMALL, seed=number))
    return paths


def _noise(
    size: tuple[int, int], generator: np.random.Generator, finest: int
) -> NDArray[np.float32]:
    """Add octaves of noise down to cells of `finest` pixels, each weaker than the one before."""
    cells, strength = COARSEST, 1.0
    total = np.zeros((1, 1), np.float32)
    while max(size) / cells >= finest:
        shape = (cells * size[1] // max(size), cells * size[0] // max(size))
        total = _stretched(total, shape)
        total += strength * generator.standard_normal(shape, dtype=np.float32)
        cells, strength = cells * 2, strength * PERSISTENCE
    return _stretched(total, size[::-1])


def _stretched(values: NDArray[np.float32], shape: tuple[int, int]) -> NDArray[np.float32]:
    return np.array(Image.fromarray(values).resize(shape[::-1], Image.Resampling.BICUBIC))
