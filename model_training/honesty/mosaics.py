"""Two pictures in one, for want of photos that show two kinds of animals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from PIL import Image, ImageOps

from model_training.dataset import Picture


def pair_up(
    pictures: Sequence[Picture], labels: Sequence[str]
) -> Iterator[tuple[Picture, Picture]]:
    """Pair pictures of one label each with those of another, each at most once for two labels.

    Args:
        pictures: Those that show exactly one label are used, in their order.
        labels: Names in order.

    Yields:
        Two pictures with different labels; every second pair the other way round.
    """
    for first, second in combinations(labels, 2):
        shown = [[p for p in pictures if p.labels == {name}] for name in (first, second)]
        for index, (a, b) in enumerate(zip(*shown, strict=False)):
            yield (b, a) if index % 2 else (a, b)


def join(first: Picture, second: Picture) -> Picture:
    """Return what the mosaic of two pictures shows, named after both."""
    path = f"{first.path}+{second.path}"
    return replace(first, path=path, labels=first.labels | second.labels, source="mosaics")


def side_by_side(first: Image.Image, second: Image.Image, upright: bool = False) -> Image.Image:
    """Put two pictures into one without changing their shapes.

    Args:
        first: On the left, or on top.
        second: On the right, or below.
        upright: Whether one is above the other.

    Returns:
        Both at the height of the smaller one, or at its width.
    """
    side = min(picture.width if upright else picture.height for picture in (first, second))
    large = (side, 2**16) if upright else (2**16, side)
    a, b = (ImageOps.contain(picture, large) for picture in (first, second))
    size = (side, a.height + b.height) if upright else (a.width + b.width, side)
    mosaic = Image.new("RGB", size)
    mosaic.paste(a)
    mosaic.paste(b, (0, a.height) if upright else (a.width, 0))
    return mosaic
