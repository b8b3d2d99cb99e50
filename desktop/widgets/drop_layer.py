"""What lies over the window while something is dragged over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from desktop.widgets.glyphs import draw_glyph
from desktop.widgets.theme import tones_of

if TYPE_CHECKING:
    from desktop.bridge.intake import Intake

MARGIN: Final = 10


class DropLayer(QWidget):
    """Answers what is dragged over a window, and covers it meanwhile with an invitation."""

    def __init__(self, window: QWidget, intake: Intake) -> None:
        """Lie hidden over a window.

        Args:
            window: Hands on its drag events.
            intake: Says what can be taken, and takes it.
        """
        super().__init__(window)
        self._window = window
        self._intake = intake
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        window.installEventFilter(self)
        self.hide()

    def enter(self, event: QDragMoveEvent) -> None:
        """Invite what can be taken."""
        if not self._intake.can_take(event.mimeData()):
            event.ignore()
            return
        _accept(event)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def move_on(self, event: QDragMoveEvent) -> None:
        """Go on inviting, or begin to: the drag may have entered before this layer was made."""
        if self.isVisible():
            _accept(event)
        else:
            self.enter(event)

    def drop(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        self.hide()
        if self._intake.add_mime(event.mimeData()):
            _take(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a veil, a frame and the words."""
        tones = tones_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(tones.window)
        veil.setAlphaF(0.88)
        painter.fillRect(self.rect(), veil)
        frame = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        wash = QColor(tones.wash)
        wash.setAlphaF(0.6)
        painter.setBrush(wash)
        painter.setPen(QPen(QColor(tones.accent), 3, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(frame, 20, 20)
        place = QRectF(0, 0, 64, 64)
        place.moveCenter(frame.center())
        place.moveBottom(frame.center().y())
        draw_glyph(painter, "drop", place, QColor(tones.accent), 1.4)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(tones.text))
        below = QRectF(frame.left(), place.bottom() + 16, frame.width(), 48)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self.tr("Drop to add"))
        painter.end()


def _accept(event: QDropEvent) -> None:
    """Accept a drag, as a copy wherever its source allows that, whatever it proposes."""
    event.setDropAction(_action(event))
    event.accept()


def _take(event: QDropEvent) -> None:
    """Accept a drop without ever making its source remove anything."""
    action = _action(event)
    # A source that allows nothing but moving deletes the file once it hears that it was moved.
    event.setDropAction(
        Qt.DropAction.IgnoreAction if action is Qt.DropAction.MoveAction else action
    )
    event.accept()


def _action(event: QDropEvent) -> Qt.DropAction:
    for action in (Qt.DropAction.CopyAction, Qt.DropAction.LinkAction):
        if event.possibleActions() & action:
            return action
    return Qt.DropAction.MoveAction
