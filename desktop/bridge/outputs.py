"""What leaves the app: lists, corrections, large previews."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from desktop.bridge.jobs import Job, start
from desktop.bridge.library import Library
from desktop.bridge.pixels import to_qimage
from petsight.errors import PetsightError

PATIENCE_S: Final = 1.0
"""How long a preview waits for the one before, which may hang on a dead disk."""


class Outputs(QObject):
    """Writes and shows what the library holds, as jobs."""

    def __init__(self, library: Library, corrections: Path) -> None:
        """Read from a library.

        Args:
            library: The pictures.
            corrections: The folder of what people put right.
        """
        super().__init__()
        self._library = library
        self._corrections = corrections
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


def _open(path: str, side: int) -> QImage:
    from desktop.services.thumbnails import open_preview

    return to_qimage(open_preview(path, side))
