"""How many pictures have which answer, among all of them or among those that are searched for."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
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
        self._stale = False
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._recount_stale)
        library.changed.connect(self._note)
        library.restored.connect(self._note_all)
        library.removed.connect(self._drop)
        self._note_all()

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
            self._rest.stop()
            self.recount()

    def recount(self) -> None:
        """Tell the counts as they are now; of many pictures a moment later."""
        if not self._text:
            self.counted.emit(Tally(self._library.counts, len(self._corrected)))
        elif self._library.counts.total <= AT_ONCE:
            self.counted.emit(tallied(self._library.photos(), self._text))
        elif self._job is None and not self._rest.isActive():
            self._begin()
        else:
            self._stale = True

    def _begin(self) -> None:
        self._stale = False
        photos, text, began = self._library.photos(), self._text, time.monotonic()
        self._job = start(lambda _job: tallied(photos, text), self)
        self._job.done.connect(lambda tally: self._end(tally, time.monotonic() - began))

    def _end(self, tally: Tally, seconds: float) -> None:
        self._job = None
        # While counting takes long, most of the time shall be left for other things.
        self._rest.start(max(PAUSE_MS, round(seconds * 4000)))
        self.counted.emit(tally)

    def _recount_stale(self) -> None:
        if self._stale:
            self.recount()

    def _note_all(self) -> None:
        self._corrected = set(_corrected(self._library.photos()))

    def _note(self, ids: list[int]) -> None:
        self._corrected.difference_update(ids)
        self._corrected.update(_corrected(self._library.photos(ids)))

    def _drop(self, ids: list[int]) -> None:
        self._corrected.difference_update(ids)


def _corrected(photos: Iterable[Photo]) -> Iterator[int]:
    return (photo.id for photo in photos if photo.correction is not None)
