"""Let a decoder ask for the bytes of a file only so often.

Pillow walks through chunks, segments, padding and strips in Python, piece by piece. A file of a few
megabytes can be cut into a million of them and keep it busy for many seconds, whatever the size of
the picture.
"""

from __future__ import annotations

import io

from petsight.errors import ImageTooLargeError


class MeteredFile(io.BytesIO):
    """The bytes of a picture's file, read in so many pieces at most."""

    def __init__(self, data: bytes, pieces: int) -> None:
        """Hold a file.

        Args:
            data: The whole file; it is not copied.
            pieces: How often it may be read from.
        """
        super().__init__(data)
        self._left = pieces

    def read(self, size: int | None = -1, /) -> bytes:
        """Read on.

        Raises:
            ImageTooLargeError: This was asked for too often.
        """
        self._left -= 1
        if self._left < 0:
            raise too_many_pieces()
        return super().read(size)


def too_many_pieces() -> ImageTooLargeError:
    """Return the error of a file that is cut into too many pieces."""
    return ImageTooLargeError("the picture's file is cut into too many pieces")
