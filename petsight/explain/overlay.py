"""Paint heat over a picture, readable with any kind of colour vision."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_STOPS: Final = ((24, 32, 88), (92, 62, 130), (190, 84, 100), (244, 150, 60), (255, 236, 110))
"""From cold to hot: from dark to light without a step back, and from blue to yellow, so that the
order shows without red and green, and in grey."""
_LIGHTEST: Final = 0.35
_STRONGEST: Final = 0.7
"""How much of the picture the coldest and the hottest colour covers."""


def colours(heat: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return the colours of heat.

    Args:
        heat: Values in [0, 1], any shape.

    Returns:
        Red, green and blue in [0, 255], in one more dimension.
    """
    places = np.linspace(0, 1, len(_STOPS))
    channels = [np.interp(heat, places, channel) for channel in zip(*_STOPS, strict=True)]
    return np.rint(np.stack(channels, axis=-1)).astype(np.uint8)


def paint(image: Image.Image, heat: NDArray[np.float32]) -> Image.Image:
    """Lay heat over a picture, which is drained of its own colours.

    Args:
        image: A picture in mode RGB; stays as it is.
        heat: Values in [0, 1], shape (rows, columns), over the whole picture.

    Returns:
        An image of the same size in mode RGB.
    """
    smooth = Image.fromarray(heat).resize(image.size, Image.Resampling.BICUBIC)
    # A cubic curve overshoots. 256 steps are finer than what anybody sees.
    levels = Image.fromarray(np.rint(np.clip(np.asarray(smooth), 0, 1) * 255).astype(np.uint8))
    steps = np.linspace(0, 1, 256, dtype=np.float32)
    shares = np.rint(255 * np.interp(steps, (0, 1), (_LIGHTEST, _STRONGEST)))
    share = levels.point(shares.astype(np.uint8).tolist())
    levels.putpalette(colours(steps).tobytes())
    return Image.composite(levels.convert("RGB"), image.convert("L").convert("RGB"), share)
