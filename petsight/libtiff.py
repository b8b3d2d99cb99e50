"""Load Pillow's TIFF plug-in so that libtiff keeps its remarks to itself.

Pillow silences the warnings of libtiff, not its errors: for a damaged file they go to standard
error, which nothing in Python can keep from people. Whatever is wrong arrives as an exception too.
"""

from __future__ import annotations

import contextlib
import ctypes

from PIL import TiffImagePlugin, _imaging

__all__ = ["TiffImagePlugin"]

# The function is in a library beside Pillow's own. Where it is part of that, or has another name,
# libtiff goes on talking.
with contextlib.suppress(AttributeError, OSError):
    ctypes.CDLL(_imaging.__file__).TIFFSetErrorHandler(None)
