"""How many pictures have which answer, among all of them or among those that are searched for."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bridge.jobs import Job, start
from desktop.bridge.library import Library
from desktop.services.photo import Photo
from desktop.services.tallying import Tally, tallied

AT_ONCE: Final = 2000
"""So many pictures are searched in the blink between two frames; more of them in a thread."""
PAUSE_MS: Final = 150


class Tallying(QObject):
    """Counts what a search finds; without one, what the library knows at every moment.

    Signals:
        counted: With the new `Tally`.
    """

    counted = Signal(object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        """Count everything.

        Args:
            library: The pictures.
            parent: Keeps this alive.
        """
        super().__init__(parent)
        self._library = library
        self._text = ""
        self._corrected: set[int] = set()
        self._job: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.recount)
        library.changed.connect(lambda ids: self._note(library.photos(ids)))
        library.restored.connect(lambda: self._note(library.photos()))
        library.removed.connect(self._corrected.difference_update)
        self._note(library.photos())

    def search(self, text: str) -> None:
        """Count only what a search finds from now on.

        Args:
            text: As in `Filter.text`; empty for everything.
        """
        if text != self._text:
            self._text = text
            if self._job is not None:
                self._job.cancel()
                self._job = None
            self.recount()

    def recount(self) -> None:
        """Tell the counts as they are now; of many pictures a moment later."""
        if not self._text:
            self.counted.emit(Tally(self._library.counts, len(self._corrected)))
        elif self._library.counts.total <= AT_ONCE:
            self.counted.emit(tallied(self._library.photos(), self._text))
        elif self._job is None:
            self._begin()
        else:
            self._timer.start()

    def _begin(self) -> None:
        photos, text, began = self._library.photos(), self._text, time.monotonic()
        self._job = start(lambda _job: tallied(photos, text), self)
        self._job.done.connect(lambda tally: self._end(tally, time.monotonic() - began))

    def _end(self, tally: Tally, seconds: float) -> None:
        self._job = None
        # While counting takes long, most of the time shall be left for other things.
        self._timer.setInterval(max(PAUSE_MS, round(seconds * 4000)))
        self.counted.emit(tally)

    def _note(self, photos: list[Photo]) -> None:
        for photo in photos:
            if photo.correction is not None:
                self._corrected.add(photo.id)
            else:
                self._corrected.discard(photo.id)
