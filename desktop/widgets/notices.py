"""Messages inside the window that never stop anybody from working."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QPushButton, QToolButton, QWidget

from desktop.widgets import words
from desktop.widgets.glyphs import glyph_icon
from desktop.widgets.parts import column, mark, unbroken
from desktop.widgets.parts import text as line
from desktop.widgets.theme import FAILED, badge_of, tones_of
from petsight.labels import NOT_SURE

KEPT: Final = 20
"""With more, the oldest are dropped."""
SHOWN_MS: Final = 8000
OFFERED_MS: Final = 20000
"""Whoever may act on it needs time to read, and to get there."""
WIDE: Final = 520
"""From this width, in pixels, the button stands beside the sentence."""


class Level(StrEnum):
    """How much a notice matters."""

    INFO = "info"
    """Goes away by itself."""
    WARNING = "warning"
    """Stays until it is closed."""
    ERROR = "error"
    """Stays until it is closed."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that a person may do about a notice.

    Attributes:
        text: On the button.
        accept: Called when it is pressed.
        lapse: Called when the notice goes away and it was not.
        undoes: Whether it undoes what the notice tells.
    """

    text: str
    accept: Callable[[], object]
    lapse: Callable[[], object] = lambda: None
    undoes: bool = False


class Notices(QWidget):
    """A stack of notices, of which the newest is shown: one line, so that little moves.

    Signals:
        told: With the text of every notice, for a screen reader.
        changed: There is another one, or one less.
    """

    told = Signal(str)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._layout = column(self)
        self.hide()

    def tell(self, text: str, level: Level = Level.WARNING, offer: Offer | None = None) -> Notice:
        """Show a notice; one with the same text takes the place of the older.

        Args:
            text: A sentence.
            level: How much it matters.
            offer: What may be done about it.

        Returns:
            The notice, whose signal `closed` takes it back.
        """
        for notice in self._all():
            if notice.text == text:
                self._drop(notice)
        for notice in self._all()[: 1 - KEPT]:
            self._drop(notice)
        notice = Notice(text, level, offer, self)
        notice.closed.connect(lambda: self._close(notice))
        notice.passed.connect(lambda: self._pass(notice))
        notice.all_closed.connect(self._close_all)
        self._layout.addWidget(notice)
        self._show_newest()
        self.told.emit(unbroken(text))
        return notice

    @property
    def undoing(self) -> Notice | None:
        """The newest one that offers to undo something."""
        return next((notice for notice in reversed(self._all()) if notice.undoes), None)

    @property
    def texts(self) -> list[str]:
        """What is shown now."""
        return [notice.text for notice in self._all() if not notice.isHidden()]

    def _all(self) -> list[Notice]:
        items = (self._layout.itemAt(place) for place in range(self._layout.count()))
        return [widget for item in items if item and isinstance(widget := item.widget(), Notice)]

    def _show_newest(self) -> None:
        notices = self._all()
        for notice in notices[:-1]:
            notice.hide()
        for notice in notices[-1:]:
            notice.set_earlier(len(notices) - 1)
            notice.show()
        self.setVisible(bool(notices))
        self.changed.emit()

    def _pass(self, notice: Notice) -> None:
        """Put the newest behind all others."""
        self._layout.removeWidget(notice)
        self._layout.insertWidget(0, notice)
        self._show_newest()

    def _close(self, notice: Notice) -> None:
        self._drop(notice)
        self._show_newest()

    def _close_all(self) -> None:
        for notice in self._all():
            self._drop(notice)
        self._show_newest()

    def _drop(self, notice: Notice) -> None:
        self._layout.removeWidget(notice)
        notice.hide()
        notice.leave()
        notice.deleteLater()


class Notice(QFrame):
    """One message with a button to close it, and perhaps one to act.

    Signals:
        closed: The person has seen it, or its time is over.
        passed: The person wants to see the one before.
        all_closed: The person wants to see none of them.
    """

    closed = Signal()
    passed = Signal()
    all_closed = Signal()

    def __init__(self, text: str, level: Level, offer: Offer | None, parent: QWidget) -> None:
        """Show a sentence; see `Notices.tell`."""
        super().__init__(parent)
        self.text = text
        self._level = level
        self._offer = offer
        self._button = QPushButton(offer.text if offer else "", self)
        self._button.setVisible(offer is not None)
        self._button.clicked.connect(self.accept)
        self._earlier = self._make_earlier()
        self._close = QToolButton(autoRaise=True)
        mark(self._close, "quiet")
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setIconSize(QSize(14, 14))
        self._close.clicked.connect(self.closed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 6, 6, 6)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(line(text), 0, 0)
        self._grid.addWidget(self._earlier, 0, 2)
        self._grid.addWidget(self._close, 0, 3)
        self._place_button(wide=True)
        if level is Level.INFO:
            shown = SHOWN_MS if offer is None else OFFERED_MS
            QTimer.singleShot(shown, self, self.closed.emit)
        self._paint_by_theme()

    def set_earlier(self, count: int) -> None:
        """Say how many messages there are besides."""
        self._earlier.setVisible(count > 0)
        self._earlier.setText(f"+{words.number(count)}")
        self._earlier.setToolTip(self.tr("%Ln earlier message(s)", "", count))
        self._earlier.setAccessibleName(self._earlier.toolTip())

    def leave(self) -> None:
        """Let what was offered lapse, unless it was accepted."""
        if self._offer is not None:
            self._offer.lapse()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the button below the sentence where there is little room."""
        self._place_button(wide=event.size().width() >= WIDE)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take other colours when light becomes dark."""
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_by_theme()
        super().changeEvent(event)

    @property
    def undoes(self) -> bool:
        """Whether it still offers to undo something."""
        return self._offer is not None and self._offer.undoes

    def accept(self) -> None:
        """Do what is offered, and go away."""
        if self._offer is not None:
            accept, self._offer = self._offer.accept, None
            accept()
        self.closed.emit()

    def _make_earlier(self) -> QToolButton:
        button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        mark(button, "quiet")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(button)
        menu.addAction(self.tr("Show the message before")).triggered.connect(self.passed)
        menu.addAction(self.tr("Close all messages")).triggered.connect(self.all_closed)
        button.setMenu(menu)
        button.hide()
        return button

    def _place_button(self, *, wide: bool) -> None:
        place = (0, 1) if wide else (1, 0)
        self._grid.addWidget(self._button, *place, Qt.AlignmentFlag.AlignLeft)

    def _paint_by_theme(self) -> None:
        palette = self.palette()
        tones = tones_of(palette)
        ground, text = QColor(tones.wash), QColor(tones.text)
        if self._level is not Level.INFO:
            badge = badge_of(FAILED if self._level is Level.ERROR else NOT_SURE, palette)
            ground, text = badge.ground, badge.text
        sheet = (
            f"Notice {{ background: {ground.name()}; border-radius: 10px; }}"
            f"Notice QLabel {{ color: {text.name()}; }}"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
            self._close.setIcon(glyph_icon("close", text))
