"""How far a batch has come, with pause and cancel."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop.services.progress import Progress
from desktop.widgets import words
from desktop.widgets.parts import column, mark, row

PATIENCE_MS: Final = 400
"""A batch that ends sooner shows no progress: it would only flash."""


class ProgressStrip(QWidget):
    """A thin bar, a line of words and two buttons; not there while nothing goes on."""

    def __init__(self, pause: QAction, cancel: QAction, parent: QWidget | None = None) -> None:
        """Offer two actions as buttons."""
        super().__init__(parent)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._line = QLabel()
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        mark(self._line, "muted")
        line = row(spacing=6)
        line.addWidget(self._line, 1)
        for action in (pause, cancel):
            button = QToolButton()
            button.setDefaultAction(action)
            line.addWidget(button)
        layout = column(self, spacing=6)
        layout.addWidget(self._bar)
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
        self._line.setText(self._sentence(progress))
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
        self._line.setText(sentence.format(pictures=words.pictures(found)))
        self._begin()

    def _begin(self) -> None:
        if self.isHidden() and not self._timer.isActive():
            self._timer.start()

    def _end(self) -> None:
        self._timer.stop()
        self.hide()

    def _sentence(self, progress: Progress) -> str:
        parts = [
            self.tr("{done} of {total}").format(
                done=words.number(progress.done), total=words.number(progress.total)
            )
        ]
        if progress.failed:
            parts.append(words.failed_count(progress.failed))
        if progress.paused:
            parts.append(self.tr("paused"))
        elif progress.rate is not None:
            parts.append(words.rate(progress.rate))
        if progress.remaining_s is not None:
            parts.append(words.time_left(progress.remaining_s))
        return " · ".join(parts)
