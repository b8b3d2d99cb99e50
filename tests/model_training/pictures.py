"""Pictures that are unlike each other, and pictures that are nearly the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image


def blobs(seed: int, size: tuple[int, int] = (96, 80)) -> Image.Image:
    """Make a smooth random picture; two seeds give two pictures that share nothing."""
    coarse = np.random.default_rng(seed).integers(0, 256, (8, 8, 3), np.uint8)
    return Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)


def save(picture: Image.Image, path: Path, quality: int = 90) -> None:
    """Write a picture, making its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, quality=quality)


def write_folders(root: Path, **counts: int) -> Path:
    """Write so many different pictures into each folder."""
    for number, (folder, count) in enumerate(counts.items()):
        for index in range(count):
            save(blobs(1000 * number + index), root / folder / f"{index:03}.jpg")
    return root
