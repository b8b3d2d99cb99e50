"""Image data on its way into Qt, and out of it: clipboard, drags, pictures opened by the core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from petsight.errors import ImageError

if TYPE_CHECKING:
    from PIL.Image import Image

Pixels: TypeAlias = QImage | bytes
"""An image of Qt's, or the bytes of a PNG file."""

PNG: Final = "image/png"


def has_pixels(data: QMimeData) -> bool:
    """Tell whether there is image data, without asking for it."""
    return data.hasFormat(PNG) or data.hasImage()


def take_pixels(data: QMimeData) -> Pixels | None:
    """Get the image data; in the thread of the event loop, for its owner may have to be asked.

    Returns:
        The image, as a PNG where its owner has one; None if there is none.
    """
    if data.hasFormat(PNG):
        return bytes(data.data(PNG).data())
    image = data.imageData()
    return image if isinstance(image, QImage) and not image.isNull() else None


def encode_png(pixels: Pixels) -> bytes:
    """Write image data as a PNG file; in any thread.

    Raises:
        ImageError: Qt cannot write it.
    """
    if isinstance(pixels, bytes):
        return pixels
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stub wants bytes, PySide itself takes text alone.
    if not pixels.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise ImageError("the pasted picture cannot be kept")
    return bytes(content.data())


def to_qimage(image: Image) -> QImage:
    """Turn an image in mode RGB into one of Qt's, with bytes of its own."""
    pixels = image.tobytes()
    # Qt does not copy; `copy` makes an image of its own before the bytes are gone.
    return QImage(pixels, *image.size, 3 * image.width, QImage.Format.Format_RGB888).copy()
