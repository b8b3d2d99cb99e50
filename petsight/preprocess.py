"""Turn an opened picture into what a model takes, the same everywhere."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PREPROCESS_ID: Final = "p1"
"""Names the algorithm of `open_image` and `to_input` together, never a size."""


def to_input(image: Image.Image, width: int, height: int) -> NDArray[np.uint8]:
    """Stretch an image to a model's size, with no crop and no padding.

    Pillow's BILINEAR averages over the covered area when it shrinks. An image that already has the
    size is left untouched.

    Args:
        image: What `open_image` returned (mode RGB).
        width: Width in pixels.
        height: Height in pixels.

    Returns:
        Pixels in [0, 255], shape (1, height, width, 3).
    """
    if image.size != (width, height):
        image = image.resize((width, height), Image.Resampling.BILINEAR)
    return np.asarray(image, dtype=np.uint8)[np.newaxis]
