"""What leaves the app: lists, sorted folders, corrections, large previews."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from desktop.bridge.jobs import Job, start
from desktop.bridge.library import Library
from desktop.bridge.pixels import to_qimage
from desktop.services.photo import Photo
from petsight.errors import PetsightError

if TYPE_CHECKING:
    from petsight.sorting import Placed, Sorted, Undone

PROGRESS_S: Final = 0.05
"""Seconds between two signals of progress."""
PATIENCE_S: Final = 1.0
"""How long a preview waits for the one before, which may hang on a dead disk."""


class Outputs(QObject):
    """Writes and shows what the library holds, as jobs.

    Signals:
        sorted_one: With how many pictures are sorted, of how many.
    """

    sorted_one = Signal(int, int)
    _relocated = Signal(object)

    def __init__(self, library: Library, corrections: Path) -> None:
        """Read from a library.

        Args:
            library: The pictures.
            corrections: The folder of what people put right.
        """
        super().__init__()
        self._library = library
        self._corrections = corrections
        self._journal: Path | None = None
        self._moved: list[tuple[str, str]] = []
        self._relocated.connect(library.relocate, Qt.ConnectionType.QueuedConnection)
        self._preview: Job | None = None
        self._decoding = threading.Lock()
        self._correcting = threading.Lock()

    def export(self, path: Path, ids: Iterable[int], labels: Sequence[str]) -> Job:
        """Write pictures and answers as CSV, or as JSON where the name ends so.

        Args:
            path: The file, which is replaced.
            ids: Which pictures, in the order of the list.
            labels: The model's labels, which have a column each in a CSV file.

        Returns:
            A job whose result is the path.
        """
        photos = self._library.photos(ids)

        def work(_job: Job) -> Path:
            from desktop.services.export import export_csv, export_json

            if path.suffix.lower() == ".json":
                export_json(path, photos)
            else:
                export_csv(path, photos, labels)
            return path

        return start(work, self)

    def plan_sort(self, folder: Path, ids: Iterable[int], *, move: bool = False) -> Job:
        """Say what `sort_into` would do, and do nothing.

        Returns:
            A job whose result is a list of pairs of source and target `Path`.
        """
        pairs = _pairs(self._library.photos(ids))

        def work(_job: Job) -> list[tuple[Path, Path]]:
            from petsight.sorting import plan

            return list(plan(pairs, folder, move=move))

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

            told = _Told(self.sorted_one.emit, len(pairs))
            done = sort_files(
                pairs, folder, move=move, progress=told, cancelled=lambda: job.cancelled
            )
            if done.journal is not None:
                self._journal = done.journal
                self._moved = told.moved
                self._relocated.emit(told.moved)
            return done

        return start(work, self)

    @property
    def can_undo(self) -> bool:
        """Whether `undo_sort` has something to bring back."""
        return self._journal is not None

    def undo_sort(self) -> Job:
        """Bring back what the last `sort_into` of this run did.

        Returns:
            A job whose result is a `petsight.sorting.Undone`.
        """
        journal = self._journal

        def work(_job: Job) -> Undone:
            from petsight.sorting import undo

            if journal is None:
                raise PetsightError("nothing was sorted that could be brought back")
            undone = undo(journal)
            if not undone.kept:
                self._journal = None
            kept = {os.fspath(path) for path, _error in undone.kept}
            self._relocated.emit([(new, old) for old, new in self._moved if new not in kept])
            return undone

        return start(work, self)

    def correct(self, photo_id: int, labels: tuple[str, ...] | None) -> Job:
        """Keep what a person says is right.

        Args:
            photo_id: Which picture; it must have been read.
            labels: The right labels, () for none of the model's; None takes the correction back.

        Returns:
            A job without a result; the library has the correction before it is done.
        """
        photo = self._library.photo(photo_id)

        def work(_job: Job) -> None:
            from desktop.services.corrections import Corrections

            if photo is None or photo.digest is None:
                raise PetsightError("this picture was not read yet")
            with self._correcting:
                corrections = Corrections(self._corrections)
                if labels is None:
                    corrections.remove(photo.digest)
                else:
                    answer = photo.prediction.label if photo.prediction else ""
                    corrections.add(photo.path, photo.digest, labels, answer)

        job = start(work, self)
        job.done.connect(lambda _none: self._enter_correction(photo_id, labels))
        return job

    def preview(self, photo_id: int, side: int) -> Job:
        """Open a picture for looking at.

        Args:
            photo_id: Which picture.
            side: Length of the longest side in pixels, at most.

        Returns:
            A job whose result is a QImage. A later call cancels the one before.
        """
        photo = self._library.photo(photo_id)

        def work(job: Job) -> QImage | None:
            if photo is None:
                raise PetsightError("this picture is not in the list any more")
            in_turn = self._decoding.acquire(timeout=PATIENCE_S)
            try:
                return None if job.cancelled else _open(photo.path, side)
            finally:
                if in_turn:
                    self._decoding.release()

        if self._preview is not None:
            self._preview.cancel()
        self._preview = start(work, self)
        return self._preview

    def _enter_correction(self, photo_id: int, labels: tuple[str, ...] | None) -> None:
        photo = self._library.photo(photo_id)
        if photo is not None:
            self._library.put([replace(photo, correction=labels)])


class _Told:
    """Is told of every file: says so now and then, and remembers those that were moved."""

    def __init__(self, tell: Callable[[int, int], None], total: int) -> None:
        self._tell = tell
        self._total = total
        self._done = 0
        self._last = 0.0
        self.moved: list[tuple[str, str]] = []

    def __call__(self, placed: Placed) -> None:
        self._done += 1
        if placed.outcome == "moved" and placed.target is not None:
            self.moved.append((os.fspath(placed.source), os.fspath(placed.target)))
        now = time.monotonic()
        if self._done == self._total or now - self._last > PROGRESS_S:
            self._last = now
            self._tell(self._done, self._total)


def _pairs(photos: Iterable[Photo]) -> list[tuple[Path, str]]:
    return [(Path(photo.path), photo.label) for photo in photos if photo.label is not None]


def _open(path: str, side: int) -> QImage:
    from desktop.services.thumbnails import open_preview

    return to_qimage(open_preview(path, side))
