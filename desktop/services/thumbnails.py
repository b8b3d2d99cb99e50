"""Small pictures for the gallery and middle-sized ones for the panel beside it."""

from __future__ import annotations

import io
from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE: Final = 192
"""Least pixels of a thumbnail's longer side."""
_QUALITY: Final = 80


def make_thumbnail(image: Image) -> bytes:
    """Shrink a picture for the gallery.

    Args:
        image: What `open_image` returned; it stays as it is.

    Returns:
        A JPEG file whose longer side has at least `SIDE` pixels and less than twice as many, or the
        picture's own size where that is smaller.
    """
    buffer = io.BytesIO()
    # Whole pixels are averaged: another step to an exact size would cost twice as much as this one.
    shrunken = image.reduce(max(1, max(image.size) // SIDE))
    shrunken.save(buffer, "JPEG", quality=_QUALITY)
    return buffer.getvalue()


def open_preview(path: str, side: int) -> Image:
    """Open a picture to look at.

    Args:
        path: The file.
        side: Pixels that the longer side may have.

    Returns:
        An image in mode RGB, upright, at most as large as the file's own.

    Raises:
        ImageError: The subclass says what is wrong with the picture.
    """
    from petsight.image import open_image

    return shrunk(open_image(path), side)


def shrunk(image: Image, side: int) -> Image:
    """Return an image whose longer side has at most so many pixels, the same where it has."""
    from PIL.Image import Resampling

    scale = side / max(image.size)
    if scale >= 1:
        return image
    width, height = (max(1, round(length * scale)) for length in image.size)
    # Whole pixels are averaged first, which costs a third and shows no difference at this size.
    return image.resize((width, height), Resampling.BILINEAR, reducing_gap=1.0)


class ThumbnailCache:
    """Keeps the thumbnails used last, bounded in memory. For one thread."""

    def __init__(self, load: Callable[[str], bytes | None], max_bytes: int = 16 * 2**20) -> None:
        """Start empty.

        Args:
            load: Finds a thumbnail that is not in memory by its picture's digest, or None.
            max_bytes: How many bytes are kept.
        """
        self._load = load
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def put(self, digest: str, data: bytes) -> None:
        """Keep a thumbnail, and drop those that were not used for longest."""
        self._bytes += len(data) - len(self._kept.get(digest, b""))
        self._kept[digest] = data
        self._kept.move_to_end(digest)
        while self._bytes > self._max_bytes:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= len(dropped)

    def get(self, digest: str) -> bytes | None:
        """Return a picture's thumbnail, or None if there is none."""
        data = self._kept.get(digest)
        if data is not None:
            self._kept.move_to_end(digest)
            return data
        data = self._load(digest)
        if data is not None:
            self.put(digest, data)
        return data
