"""How far a batch has come, with pause and cancel."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QProgressBar,
    QToolButton,
    QWidget,
)

from desktop.services.progress import Progress
from desktop.widgets import words
from desktop.widgets.parts import column, row, text

PATIENCE_MS: Final = 400
"""A batch that ends sooner shows no progress: it would only flash."""
_JOIN: Final = " · "


class ProgressStrip(QWidget):
    """A line of words, a thin bar and two buttons; not there while nothing goes on.

    What the line has no room for is left out, what matters least first; hovering shows all of it.
    """

    def __init__(self, pause: QAction, cancel: QAction, parent: QWidget | None = None) -> None:
        """Offer two actions as buttons."""
        super().__init__(parent)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._line = text(role="muted")
        self._line.setWordWrap(False)
        self._parts: list[str] = []
        line = row(spacing=6)
        line.addWidget(self._bar, 1)
        for action in (pause, cancel):
            button = QToolButton()
            button.setDefaultAction(action)
            line.addWidget(button)
        layout = column(self, spacing=6)
        layout.addWidget(self._line)
        layout.addLayout(line)
        self._timer = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._timer.timeout.connect(self.show)
        self.hide()

    def set_progress(self, progress: Progress) -> None:
        """Show a batch, or nothing once it is done."""
        if progress.done >= progress.total:
            self._end()
            return
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._say(self._sentences(progress))
        self._begin()

    def set_searching(self, found: int | None) -> None:
        """Show that folders are searched.

        Args:
            found: Pictures found so far; None once the search is over.
        """
        if found is None:
            self._end()
            return
        self._bar.setRange(0, 0)
        sentence = self.tr("Looking for pictures: {pictures} so far")
        self._say([sentence.format(pictures=words.pictures(found))])
        self._begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say as much as there is room for now."""
        super().resizeEvent(event)
        self._fit()

    def _say(self, parts: list[str]) -> None:
        """Say some things, the one that matters most first."""
        self._parts = parts
        self._line.setToolTip(_JOIN.join(parts))
        self._fit()

    def _fit(self) -> None:
        measure = self._line.fontMetrics().horizontalAdvance
        shown = self._parts
        while len(shown) > 1 and measure(_JOIN.join(shown)) > self.width():
            shown = shown[:-1]
        self._line.setText(_JOIN.join(shown))

    def _begin(self) -> None:
        if self.isHidden() and not self._timer.isActive():
            self._timer.start()

    def _end(self) -> None:
        self._timer.stop()
        self.hide()

    def _sentences(self, progress: Progress) -> list[str]:
        parts = [
            self.tr("{done} of {total}").format(
                done=words.number(progress.done), total=words.number(progress.total)
            )
        ]
        if progress.paused:
            parts.append(self.tr("paused"))
        if progress.remaining_s is not None:
            parts.append(words.time_left(progress.remaining_s))
        if progress.failed:
            parts.append(words.failed_count(progress.failed))
        if not progress.paused and progress.rate is not None:
            parts.append(words.rate(progress.rate))
        return parts
