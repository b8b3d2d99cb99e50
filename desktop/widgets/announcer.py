"""Tells screen readers what has happened, in few words and not too often."""

from __future__ import annotations

from collections import Counter
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desktop.services.photo import Photo, State
from desktop.widgets.card_text import badge_text, spoken

PAUSE_MS: Final = 1500
FEW: Final = 3
"""So many answers are read out one by one; more of them are counted."""


class Announcer(QObject):
    """Gathers new answers and announces them together.

    Signals:
        announced: With the text, as a screen reader gets it.
    """

    announced = Signal(str)

    def __init__(self, window: QWidget) -> None:
        """Speak for a window."""
        super().__init__(window)
        self._window = window
        self._news: dict[int, Photo] = {}
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._tell_news)

    def add(self, photos: list[Photo]) -> None:
        """Announce the answers of some pictures by and by; those that wait are passed over."""
        self._news.update((photo.id, photo) for photo in photos if photo.state is not State.WAITING)
        if self._news and not self._timer.isActive():
            self._timer.start()

    def say(self, text: str) -> None:
        """Announce a text at once."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._window, text))
        self.announced.emit(text)

    def _tell_news(self) -> None:
        photos, self._news = list(self._news.values()), {}
        if len(photos) <= FEW:
            self.say(". ".join(spoken(photo) for photo in photos))
            return
        counted = Counter(badge_text(photo) for photo in photos)
        answers = ", ".join(f"{name}: {count}" for name, count in counted.most_common())
        sentence = self.tr("%Ln new answer(s)", None, len(photos))
        self.say(f"{sentence}. {answers}")
