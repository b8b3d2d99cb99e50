"""What people put right: kept, taken back, and known again when a picture comes back."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.bridge.jobs import Job, start
from desktop.bridge.library import Library
from desktop.services.photo import Photo
from petsight.errors import PetsightError


class Correcting(QObject):
    """Keeps corrections in their folder and in the library, as jobs.

    A picture is known by its content. So its copies are corrected with it, and one that was taken
    out of the list and comes back is corrected as soon as it was read.
    """

    def __init__(self, library: Library, folder: Path) -> None:
        """Know of no correction yet.

        Args:
            library: The pictures.
            folder: Of what people put right; it need not exist.
        """
        super().__init__()
        self._library = library
        self._folder = folder
        self._known: dict[str, tuple[str, ...]] = {}
        self._writing = threading.Lock()
        library.changed.connect(self._recognise)

    def begin(self) -> Job:
        """Read what was put right in earlier runs.

        Returns:
            A job without a result.
        """

        def work(_job: Job) -> dict[str, tuple[str, ...]]:
            from desktop.services.corrections import Corrections

            with self._writing:
                return Corrections(self._folder).everything()

        job = start(work, self)
        job.done.connect(self._learn)
        return job

    def correct(self, photo_id: int, labels: tuple[str, ...] | None) -> Job:
        """Keep what a person says is right.

        Args:
            photo_id: Which picture; it must have been read.
            labels: The right labels, () for none of the model's; None takes the correction back.

        Returns:
            A job without a result; the library has the correction before it is done.
        """
        photo = self._library.photo(photo_id)

        def work(_job: Job) -> str:
            from desktop.services.corrections import Corrections

            if photo is None or photo.digest is None:
                raise PetsightError("this picture was not read yet")
            with self._writing:
                corrections = Corrections(self._folder)
                if labels is None:
                    corrections.remove(photo.digest)
                else:
                    answer = photo.prediction.label if photo.prediction else ""
                    corrections.add(photo.path, photo.digest, labels, answer)
            return photo.digest

        job = start(work, self)
        job.done.connect(lambda digest: self._enter(digest, labels))
        return job

    def forget(self) -> Job:
        """Delete every correction; the library's pictures keep theirs.

        Returns:
            A job without a result.
        """

        def work(_job: Job) -> None:
            from desktop.services.corrections import Corrections

            with self._writing:
                Corrections(self._folder).clear()

        job = start(work, self)
        job.done.connect(lambda _none: self._known.clear())
        return job

    def _learn(self, known: dict[str, tuple[str, ...]]) -> None:
        self._known = known | self._known
        self._recognise(photo.id for photo in self._library.photos() if known)

    def _enter(self, digest: str, labels: tuple[str, ...] | None) -> None:
        if labels is None:
            self._known.pop(digest, None)
        else:
            self._known[digest] = labels
        same = [photo for photo in self._library.photos() if photo.digest == digest]
        self._library.put([replace(photo, correction=labels) for photo in same])

    def _recognise(self, ids: Iterable[int]) -> None:
        """Correct pictures that somebody corrected before."""
        if not self._known:
            return
        known = [
            replace(photo, correction=_in_order(self._known[photo.digest], photo))
            for photo in self._library.photos(ids)
            if photo.correction is None and photo.digest in self._known
        ]
        if known:
            self._library.put(known)


def _in_order(labels: tuple[str, ...], photo: Photo) -> tuple[str, ...]:
    """Put labels into the model's order, which the corrections' folder does not know."""
    order = list(photo.prediction.scores) if photo.prediction else []
    return tuple(sorted(labels, key=lambda name: order.index(name) if name in order else -1))
