"""Pictures sorted into folders, and back."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal

from desktop.bridge.jobs import Job, start
from desktop.bridge.library import Library
from desktop.services.photo import Photo
from petsight.errors import PetsightError

if TYPE_CHECKING:
    from desktop.services.past_sorting import PastSorting
    from desktop.services.sort_plan import Plan
    from petsight.sorting import Placed, Sorted, Undone

PROGRESS_S: Final = 0.05
"""Seconds between two signals of progress."""


class Sorting(QObject):
    """Copies and moves what the library holds, as jobs, and remembers how to take it back.

    Signals:
        advanced: With how many pictures are sorted, or brought back, of how many.
        folder_changed: With the folder whose last sorting can be undone, as text, or None. It is
            told with the first file, so that a sorting that is killed can be undone too.
    """

    advanced = Signal(int, int)
    folder_changed = Signal(object)
    _relocated = Signal(object)
    _begun = Signal(object)
    _emptied = Signal(object)

    def __init__(self, library: Library) -> None:
        """Read from a library.

        Args:
            library: The pictures.
        """
        super().__init__()
        self._library = library
        self._folder: Path | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._relocated.connect(self._follow, queued)
        self._begun.connect(self._set_folder, queued)
        self._emptied.connect(self._forget, queued)

    @property
    def folder(self) -> Path | None:
        """Where pictures were sorted into last; None where there is nothing to undo."""
        return self._folder

    def remember(self, folder: Path) -> Job:
        """Take up what an earlier run of the app knew, if its journal is still there.

        Args:
            folder: What `folder_changed` told that run.

        Returns:
            A job whose result is a `PastSorting` or None.
        """
        job = self.look_for_past(folder)
        job.done.connect(lambda past: self._take_up(folder, past))
        return job

    def look_for_past(self, folder: Path) -> Job:
        """Find out what `undo` would bring back.

        Returns:
            A job whose result is a `PastSorting`, or None where nothing was sorted.
        """

        def work(_job: Job) -> PastSorting | None:
            from desktop.services.past_sorting import last_sorting

            return last_sorting(folder)

        return start(work, self)

    def sortable(self, ids: Iterable[int]) -> int:
        """Count the pictures that have an answer to be sorted by."""
        return len(_pairs(self._library.photos(ids)))

    def plan(self, written: str, ids: Iterable[int], *, move: bool = False) -> Job:
        """Say what `sort_into` would do, and do nothing.

        Args:
            written: The folder for the folders, as a person wrote it.
            ids: Which pictures; those without an answer stay where they are.
            move: Whether to move rather than copy.

        Returns:
            A job whose result is a `Plan`.
        """
        photos = self._library.photos(ids)
        pairs = _pairs(photos)

        def work(_job: Job) -> Plan:
            from desktop.services.sort_plan import make_plan

            return make_plan(pairs, written, move=move, unanswered=len(photos) - len(pairs))

        return start(work, self)

    def sort_into(self, folder: Path, ids: Iterable[int], *, move: bool) -> Job:
        """Copy or move pictures into one folder per answer, or per what a person put right.

        Args:
            folder: The folder for the folders.
            ids: Which pictures; those without an answer stay where they are.
            move: Whether to move rather than copy.

        Returns:
            A job whose result is a `petsight.sorting.Sorted`. After `cancel` it ends with the file
            that it is at, and can still be undone.
        """
        pairs = _pairs(self._library.photos(ids))

        def work(job: Job) -> Sorted:
            from petsight.sorting import sort_files

            told = _Told(self.advanced.emit, len(pairs), lambda: self._begun.emit(folder))
            done = sort_files(
                pairs, folder, move=move, progress=told, cancelled=lambda: job.cancelled
            )
            self._relocated.emit(told.moved)
            return done

        return start(work, self)

    def undo(self, folder: Path) -> Job:
        """Bring back what was sorted into a folder last, by this run of the app or any other.

        Returns:
            A job whose result is a `petsight.sorting.Undone`. After `cancel` it ends with the file
            that it is at; the rest can still be undone.
        """

        def work(job: Job) -> Undone:
            from desktop.services.past_sorting import last_sorting
            from petsight.sorting import undo

            past = last_sorting(folder)
            if past is None:
                raise PetsightError("nothing was sorted that could be brought back")
            told = _Told(self.advanced.emit, past.copies + len(past.moved))
            undone = undo(past.journal, progress=told.count, cancelled=lambda: job.cancelled)
            self._relocated.emit([(new, old) for old, new in past.moved if _is_back(old, new)])
            if last_sorting(folder) is None:
                self._emptied.emit(folder)
            return undone

        return start(work, self)

    def _follow(self, moved: list[tuple[str, str]]) -> None:
        relocate(self._library, moved)

    def _take_up(self, folder: Path, past: PastSorting | None) -> None:
        if past is not None and self._folder is None:
            self._set_folder(folder)

    def _set_folder(self, folder: Path | None) -> None:
        if folder != self._folder:
            self._folder = folder
            self.folder_changed.emit(None if folder is None else os.fspath(folder))

    def _forget(self, folder: Path) -> None:
        if folder == self._folder:
            self._set_folder(None)


def relocate(library: Library, moved: Iterable[tuple[str, str]]) -> None:
    """Have a library follow files that were moved.

    Args:
        library: The pictures.
        moved: Where each one lay, and where it lies.
    """
    pairs = [(library.photo_at(old), new) for old, new in moved]
    library.put(
        [
            replace(photo, found=photo.found._replace(path=new))
            for photo, new in pairs
            if photo is not None and library.photo_at(new) is None
        ]
    )


class _Told:
    """Is told of every file: says so now and then, and remembers those that were moved."""

    def __init__(
        self,
        tell: Callable[[int, int], None],
        total: int,
        begin: Callable[[], None] = lambda: None,
    ) -> None:
        self._tell = tell
        self._total = total
        self._begin = begin
        self._begun = False
        self._done = 0
        self._last = 0.0
        self.moved: list[tuple[str, str]] = []

    def __call__(self, placed: Placed) -> None:
        if placed.outcome in ("copied", "moved") and not self._begun:
            self._begun = True
            self._begin()
        if placed.outcome == "moved" and placed.target is not None:
            self.moved.append((os.fspath(placed.source), os.fspath(placed.target)))
        self.count(placed.source)

    def count(self, _path: Path) -> None:
        self._done += 1
        now = time.monotonic()
        if self._done == self._total or now - self._last > PROGRESS_S:
            self._last = now
            self._tell(self._done, self._total)


def _pairs(photos: Iterable[Photo]) -> list[tuple[Path, str]]:
    return [(Path(photo.path), photo.label) for photo in photos if photo.label is not None]


def _is_back(old: str, new: str) -> bool:
    return os.path.lexists(old) and not os.path.lexists(new)
