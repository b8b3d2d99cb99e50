"""What an empty window shows: where to drop, and two buttons for those who would rather choose.

The first frame shows it without the buttons. What is used up to then names nothing of `Qt`: for its
first name PySide makes classes of 93 enums, which takes longer than everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.theme import tones_of

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QPaintEvent, QResizeEvent

MARGIN: Final = 24
SIDE_BY_SIDE: Final = 420
"""Below this width, in pixels, the buttons stand above each other."""
BUTTON: Final = 32
"""Height of a button, in pixels: the room that is left for those that come later."""
GAP: Final = 12
_CENTRED: Final = 0x0004 | 0x0080 | 0x1000
"""`AlignCenter` and `TextWordWrap` of Qt, by their numbers."""
_DASHES: Final = (3.0, 4.0)
"""Length of a dash and of the space after it, in widths of the line."""


class Welcome(QWidget):
    """A large area with a dashed frame; the whole window takes drops, so it only invites."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Say where to drop; `offer` adds the buttons."""
        super().__init__(parent)
        self._title = _Line(self.tr("Drop photos or folders here"))
        font = self._title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        font.setWeight(font.Weight.DemiBold)
        self._title.setFont(font)
        what = _Line(
            self.tr(
                "Each photo gets an answer: a cat, a dog, both, or neither. "
                "Your photos stay on this device unless you choose the cloud."
            )
        )
        what.mute()
        self._first: QPushButton | None = None
        self._room = QWidget()
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._room)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(GAP)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(GAP)
        self._layout.setContentsMargins(2 * MARGIN, MARGIN, 2 * MARGIN, MARGIN)
        self._layout.addStretch(3)
        self._layout.addSpacing(96)
        self._layout.addWidget(self._title)
        self._layout.addWidget(what)
        self._layout.addSpacing(GAP)
        self._layout.addWidget(self._room)
        self._layout.addStretch(4)

    def offer(self, open_files: QAction, open_folder: QAction) -> None:
        """Offer two actions as buttons."""
        self._first = _button(open_files, primary=True)
        self._buttons.addStretch()
        self._buttons.addWidget(self._first)
        self._buttons.addWidget(_button(open_folder, primary=False))
        self._buttons.addStretch()
        self.update()

    def invite(self) -> None:
        """Give the keys to the first button."""
        # Not as a focus proxy: this widget would be a stop of its own on the way of the Tab key.
        if self._first is not None:
            self._first.show()  # or its layout would show it a turn later, too late for the keys
            self._first.setFocus()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, and the drawing above the title."""
        tones = tones_of(self.palette())
        path = QPainterPath()
        area = QRectF(self.rect()).adjusted(MARGIN, MARGIN / 2, -MARGIN, -MARGIN)
        path.addRoundedRect(area, 20, 20)
        pen = QPen()
        pen.setColor(QColor(tones.border))
        pen.setWidthF(2)
        pen.setDashPattern(_DASHES)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(path, self.palette().base())
        painter.strokePath(path, pen)
        if self._first is not None:
            self._draw_arrow(painter, tones.accent)
        painter.end()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Put the buttons above each other where they do not fit side by side."""
        wide = self.width() >= SIDE_BY_SIDE
        direction = QBoxLayout.Direction
        self._buttons.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._room.setMinimumHeight(BUTTON if wide else 2 * BUTTON + GAP)
        self._layout.activate()  # now, not after the first frame

    def _draw_arrow(self, painter: QPainter, colour: str) -> None:
        from desktop.widgets.glyphs import draw_glyph  # names `Qt`

        place = QRectF(0, 0, 72, 72)
        place.moveCenter(QRectF(self._title.geometry()).center())
        place.moveBottom(self._title.geometry().top() - 16)
        draw_glyph(painter, "drop", place, QColor(colour), 1.2)


class _Line(QLabel):
    """A centred text that wraps and never widens the window."""

    def __init__(self, content: str) -> None:
        super().__init__(content)
        self.setWordWrap(True)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.setSizePolicy(policy)

    def mute(self) -> None:
        """Take the colour of less weight, which the style sheet gives later, from the beginning."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(tones_of(palette).muted))
        self.setPalette(palette)
        self.setProperty("muted", True)  # noqa: FBT003 - Qt's signature

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text; to have it centred by QLabel would name `Qt`."""
        painter = QPainter(self)
        painter.drawText(QRectF(self.contentsRect()), _CENTRED, self.text())
        painter.end()


def _button(action: QAction, *, primary: bool) -> QPushButton:
    button = QPushButton(action.text())
    if primary:
        button.setProperty("primary", True)  # noqa: FBT003 - Qt's signature
    button.clicked.connect(action.trigger)
    return button
