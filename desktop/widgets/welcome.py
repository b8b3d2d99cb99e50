"""What an empty window shows: where to drop, and two buttons for those who would rather choose."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QPushButton,
    QWidget,
)

from desktop.widgets.glyphs import draw_glyph
from desktop.widgets.parts import column, mark, text
from desktop.widgets.theme import tones_of

MARGIN: Final = 24
SIDE_BY_SIDE: Final = 420
"""Below this width, in pixels, the buttons stand above each other."""


class Welcome(QWidget):
    """A large area with a dashed frame; the whole window takes drops, so it only invites."""

    def __init__(
        self, open_files: QAction, open_folder: QAction, parent: QWidget | None = None
    ) -> None:
        """Offer two actions as buttons."""
        super().__init__(parent)
        title = text(self.tr("Drop photos or folders here"))
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setWeight(font.Weight.DemiBold)
        title.setFont(font)
        what = text(
            self.tr(
                "Each photo gets an answer: a cat, a dog, both, or neither. "
                "Your photos stay on this device unless you choose the cloud."
            )
        )
        mark(what, "muted")
        for line in (title, what):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.setSpacing(12)
        self._buttons.addStretch()
        for action, primary in ((open_files, True), (open_folder, False)):
            button = _button(action, primary)
            self._buttons.addWidget(button)
            if primary:
                self.setFocusProxy(button)
        self._buttons.addStretch()
        layout = column(self, spacing=12)
        layout.setContentsMargins(2 * MARGIN, MARGIN, 2 * MARGIN, MARGIN)
        layout.addStretch(3)
        layout.addSpacing(96)
        layout.addWidget(title)
        layout.addWidget(what)
        layout.addSpacing(12)
        layout.addLayout(self._buttons)
        layout.addStretch(4)
        self._title = title

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame and the drawing above the title."""
        tones = tones_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(tones.border), 2, Qt.PenStyle.DashLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(QColor(tones.surface))
        frame = QRectF(self.rect()).adjusted(MARGIN, MARGIN / 2, -MARGIN, -MARGIN)
        painter.drawRoundedRect(frame, 20, 20)
        place = QRectF(0, 0, 72, 72)
        place.moveCenter(QRectF(self._title.geometry()).center())
        place.moveBottom(self._title.geometry().top() - 16)
        draw_glyph(painter, "drop", place, QColor(tones.accent), 1.2)
        painter.end()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Put the buttons above each other where they do not fit side by side."""
        wide = self.width() >= SIDE_BY_SIDE
        direction = QBoxLayout.Direction
        self._buttons.setDirection(direction.LeftToRight if wide else direction.TopToBottom)


def _button(action: QAction, primary: bool) -> QPushButton:
    button = QPushButton(action.text())
    if primary:
        mark(button, "primary")
    button.clicked.connect(action.trigger)
    return button
