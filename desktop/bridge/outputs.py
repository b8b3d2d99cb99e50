"""What leaves the app: lists, large previews, folders for the file manager."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QImage

from desktop.bridge.jobs import Job, start
from desktop.bridge.library import Library
from desktop.bridge.pixels import to_qimage
from petsight.errors import PetsightError

PATIENCE_S: Final = 1.0
"""How long a preview waits for the one before, which may hang on a dead disk."""


class Outputs(QObject):
    """Writes and shows what the library holds, as jobs."""

    def __init__(self, library: Library) -> None:
        """Read from a library.

        Args:
            library: The pictures.
        """
        super().__init__()
        self._library = library
        self._preview: Job | None = None
        self._decoding = threading.Lock()

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

    def show(self, path: Path) -> Job:
        """Show a folder in the system's file manager, or a picture in the system's viewer.

        Args:
            path: Absolute.

        Returns:
            A job without a result; it fails where no program shows such things.
        """
        # Loads what starts programs, which few people need.
        from desktop.services import file_manager

        program = file_manager.opener()
        url = QUrl.fromEncoded(path.as_uri().encode())
        shown = program is None and QDesktopServices.openUrl(url)  # in this thread, as Qt wants it

        def work(_job: Job) -> None:
            if program is not None:
                file_manager.show(program, path)
            elif not shown:
                raise file_manager.FileManagerError("no program shows this")

        return start(work, self)

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


def _open(path: str, side: int) -> QImage:
    from desktop.services.thumbnails import open_preview

    return to_qimage(open_preview(path, side))
