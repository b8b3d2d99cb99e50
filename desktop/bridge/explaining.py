"""Maps of the evidence in a picture, made in a thread when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.bridge.jobs import Job, start
from desktop.bridge.library import Library
from petsight.errors import PetsightError

if TYPE_CHECKING:
    from desktop.services.explaining import MapMaker, Maps
    from petsight.classifier import DeviceClassifier


class Explaining(QObject):
    """Explains the answers of this device's model; loads nothing before the first question."""

    def __init__(self, library: Library, device: Callable[[], DeviceClassifier]) -> None:
        """Explain nothing yet.

        Args:
            library: The pictures.
            device: Returns who answers on this device, or raises a `ModelError`.
        """
        super().__init__()
        self._library = library
        self._device = device
        self._maker: MapMaker | None = None
        self._job: Job | None = None

    def explain(self, photo_id: int, side: int, most: int) -> Job:
        """Map a picture.

        Args:
            photo_id: Which picture.
            side: Pixels that a map's longer side may have.
            most: Labels that get a map, those with the highest scores.

        Returns:
            A job whose result is a `Maps`, or None after `cancel`. A later call cancels the one
            before.
        """
        from desktop.services.explaining import MapMaker

        photo = self._library.photo(photo_id)
        maker = self._maker = self._maker or MapMaker()

        def work(job: Job) -> Maps | None:
            if photo is None:
                raise PetsightError("this picture is not in the list any more")
            return maker.make(self._device().model, photo.path, side, most, lambda: job.cancelled)

        self._drop()
        self._job = start(work, self)
        return self._job

    def rest(self) -> None:
        """Drop what is under way, and let go of the memory that maps take."""
        self._drop()
        self._maker = None

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
