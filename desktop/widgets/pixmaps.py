"""Thumbnails ready to be drawn: decoded when they are seen, a few at a time, bounded in memory."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from desktop.services.photo import Photo

MAX_BYTES: Final = 64 * 1024 * 1024
SLICE_S: Final = 0.004
"""Decoding gives way to the event loop after this."""
MAX_WANTED: Final = 512
"""More cards than this are never in sight; what scrolled past first is dropped first."""


class Pixmaps(QObject):
    """Turns JPEG thumbnails into pixmaps.

    Signals:
        ready: With a picture's id: `get` has its pixmap now.
    """

    ready = Signal(int)

    def __init__(
        self,
        load: Callable[[Photo], bytes | None],
        parent: QObject | None = None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        """Start empty.

        Args:
            load: Returns a picture's thumbnail, or None where there is none.
            parent: Owner.
            max_bytes: What all pixmaps together may take.
        """
        super().__init__(parent)
        self._load = load
        self._max_bytes = max_bytes
        self._bytes = 0
        self._pixmaps: OrderedDict[int, tuple[str, QPixmap]] = OrderedDict()
        self._wanted: OrderedDict[int, Photo] = OrderedDict()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._decode_some)

    @property
    def used_bytes(self) -> int:
        """What the pixmaps take, at four bytes a pixel."""
        return self._bytes

    def get(self, photo: Photo) -> QPixmap | None:
        """Return a picture's pixmap if it is decoded; else have it decoded soon.

        Args:
            photo: A picture that is being drawn.

        Returns:
            The pixmap, a null one where the picture has no thumbnail, or None: not yet.
        """
        if photo.digest is None:
            return QPixmap()
        known = self._pixmaps.get(photo.id)
        if known is not None and known[0] == photo.digest:
            self._pixmaps.move_to_end(photo.id)
            return known[1]
        self._wanted[photo.id] = photo
        self._wanted.move_to_end(photo.id)
        if len(self._wanted) > MAX_WANTED:
            self._wanted.popitem(last=False)
        self._timer.start()
        return None

    def look_again(self, ids: list[int]) -> None:
        """Forget that these pictures had no thumbnail: they may have one by now."""
        for photo_id in ids:
            if photo_id in self._pixmaps and self._pixmaps[photo_id][1].isNull():
                self._drop(photo_id)

    def _decode_some(self) -> None:
        until = time.perf_counter() + SLICE_S
        while self._wanted and time.perf_counter() < until:
            # The last one asked for is the likeliest to be still in sight.
            _, photo = self._wanted.popitem()
            self._keep(photo)
            self.ready.emit(photo.id)
        if not self._wanted:
            self._timer.stop()

    def _keep(self, photo: Photo) -> None:
        pixmap = QPixmap()
        data = self._load(photo)
        if data is not None:
            pixmap.loadFromData(data)
        if photo.id in self._pixmaps:
            self._drop(photo.id)
        self._pixmaps[photo.id] = (photo.digest or "", pixmap)
        self._bytes += _size(pixmap)
        while self._bytes > self._max_bytes:
            self._drop(next(iter(self._pixmaps)))

    def _drop(self, photo_id: int) -> None:
        _, pixmap = self._pixmaps.pop(photo_id)
        self._bytes -= _size(pixmap)


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
