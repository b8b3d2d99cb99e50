"""Messages inside the window that never stop anybody from working."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QToolButton,
    QWidget,
)

from desktop.widgets.glyphs import glyph_icon
from desktop.widgets.parts import column, mark, row, unbroken
from desktop.widgets.parts import text as line
from desktop.widgets.theme import FAILED, badge_of, tones_of
from petsight.labels import NOT_SURE

AT_MOST: Final = 2
"""Shown at a time; older ones are folded away, and come back as newer ones are closed."""
KEPT: Final = 20
"""With more, the oldest are dropped."""
SHOWN_MS: Final = 8000


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
    """

    text: str
    accept: Callable[[], object]


class Notices(QWidget):
    """A stack of notices, the newest one last.

    Signals:
        told: With the text of every notice, for a screen reader.
    """

    told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing."""
        super().__init__(parent)
        self._layout = column(self, spacing=6)
        self._count = line(role="muted")
        close_all = QPushButton(self.tr("Close all"))
        close_all.clicked.connect(self._close_all)
        self._folded = QWidget()
        folded = row(self._folded)
        folded.addWidget(self._count, 1)
        folded.addWidget(close_all)
        self._layout.addWidget(self._folded)
        self.hide()

    def tell(self, text: str, level: Level = Level.WARNING, offer: Offer | None = None) -> None:
        """Show a notice; one with the same text takes the place of the older.

        Args:
            text: A sentence.
            level: How much it matters.
            offer: What may be done about it.
        """
        for notice in self._all():
            if notice.text == text:
                self._drop(notice)
        for notice in self._all()[: 1 - KEPT]:
            self._drop(notice)
        notice = Notice(text, level, offer, self)
        notice.closed.connect(lambda: self._close(notice))
        self._layout.addWidget(notice)
        self._fold()
        self.told.emit(unbroken(text))

    @property
    def texts(self) -> list[str]:
        """What is shown now, the oldest first."""
        return [notice.text for notice in self._all() if not notice.isHidden()]

    def _all(self) -> list[Notice]:
        items = (self._layout.itemAt(place) for place in range(self._layout.count()))
        return [widget for item in items if item and isinstance(widget := item.widget(), Notice)]

    def _fold(self) -> None:
        """Show the newest notices, and how many there are besides."""
        notices = self._all()
        for notice in notices[:-AT_MOST]:
            notice.hide()
        for notice in notices[-AT_MOST:]:
            notice.show()
        folded = max(0, len(notices) - AT_MOST)
        self._count.setText(self.tr("%Ln earlier message(s)", "", folded))
        self._folded.setVisible(folded > 0)
        self.setVisible(bool(notices))

    def _close(self, notice: Notice) -> None:
        self._drop(notice)
        self._fold()

    def _close_all(self) -> None:
        for notice in self._all():
            self._drop(notice)
        self._fold()

    def _drop(self, notice: Notice) -> None:
        self._layout.removeWidget(notice)
        notice.hide()
        notice.deleteLater()


class Notice(QFrame):
    """One message with a button to close it and perhaps one to act.

    Signals:
        closed: The person has seen it, or its time is over.
    """

    closed = Signal()

    def __init__(self, text: str, level: Level, offer: Offer | None, parent: QWidget) -> None:
        """Show a sentence; see `Notices.tell`."""
        super().__init__(parent)
        self.text = text
        self._level = level
        label = line(text)
        self._close = QToolButton(autoRaise=True)
        mark(self._close, "quiet")
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setIconSize(QSize(14, 14))
        self._close.clicked.connect(self.closed)
        layout = row(self, spacing=10)
        layout.setContentsMargins(14, 6, 6, 6)
        layout.addWidget(label, 1)
        if offer is not None:
            layout.addWidget(self._offer_button(offer))
        layout.addWidget(self._close)
        if level is Level.INFO:
            QTimer.singleShot(SHOWN_MS, self, self.closed.emit)
        self._paint_by_theme()

    def changeEvent(self, event: QEvent) -> None:
        """Take other colours when light becomes dark."""
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_by_theme()
        super().changeEvent(event)

    def _offer_button(self, offer: Offer) -> QPushButton:
        button = QPushButton(offer.text)
        button.clicked.connect(offer.accept)
        button.clicked.connect(self.closed)
        return button

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
