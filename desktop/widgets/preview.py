"""The picture in the panel beside the gallery."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.theme import tones_of

SIDE: Final = 1024
"""Pixels of a preview's longer side: enough for the panel on a screen of high density."""
PATIENCE_MS: Final = 60
"""Whoever runs through the gallery with an arrow key opens no picture that is passed."""

_TALLEST: Final = 420
_SHAPE: Final = 0.75
"""Height to width, so that the panel's text stays where it is from one picture to the next."""
_CORNER: Final = 6.0


class Preview(QWidget):
    """Paints an image as large as fits, whole and in its own proportions.

    The widget's size never follows the image, so no picture can widen the window.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until `set_image` is called."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Preview"))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._pixmap = QPixmap()
        self._map = QPixmap()

    def set_image(self, image: QImage | None) -> None:
        """Show an image, or the empty ground where there is none."""
        self._pixmap = QPixmap() if image is None else QPixmap.fromImage(image)
        self.update()

    def set_map(self, image: QImage | None) -> None:
        """Show a map in place of the image, until there is None."""
        self._map = QPixmap() if image is None else QPixmap.fromImage(image)
        self.update()

    @property
    def empty(self) -> bool:
        """Whether no image is shown."""
        return self._pixmap.isNull()

    def sizeHint(self) -> QSize:
        """Return a size for Qt's layouts."""
        return QSize(280, self.heightForWidth(280))

    def heightForWidth(self, width: int) -> int:
        """Return the height that goes with a width."""
        return min(_TALLEST, round(width * _SHAPE))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the ground and the image in its middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tones_of(self.palette()).sunken))
        painter.drawRoundedRect(self.rect(), _CORNER, _CORNER)
        shown = self._pixmap if self._map.isNull() else self._map
        if not shown.isNull():
            painter.drawPixmap(self._place(shown), shown, QRectF(shown.rect()))
        painter.end()

    def _place(self, shown: QPixmap) -> QRectF:
        size = shown.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        # A thumbnail shown for a moment fills the same place as the picture that follows it.
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())
