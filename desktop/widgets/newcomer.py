"""A pasted picture is what the person wants to look at next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QObject

from desktop.bridge.desk import Desk
from desktop.widgets.gallery import GalleryView
from desktop.widgets.gallery_model import GalleryModel

_ONLY: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect


class Newcomer(QObject):
    """Selects the picture that was pasted last, and scrolls to it, once the gallery shows it."""

    def __init__(
        self, desk: Desk, model: GalleryModel, gallery: GalleryView, parent: QObject
    ) -> None:
        """Watch what comes in.

        Args:
            desk: Tells of pasted pictures.
            model: The list behind the gallery; it is told of new pictures before this is.
            gallery: Where the picture is selected.
            parent: Keeps this alive.
        """
        super().__init__(parent)
        self._library = desk.library
        self._model = model
        self._gallery = gallery
        self._path: str | None = None
        self._photo_id: int | None = None
        desk.intake.pasted.connect(self._await)
        desk.library.added.connect(self._added)
        model.arranged.connect(self._show)

    def _await(self, path: str) -> None:
        self._path = path
        self._photo_id = None

    def _added(self, ids: Sequence[int]) -> None:
        if self._path is None:
            return
        for photo in self._library.photos(ids):
            if photo.path == self._path:
                self._path, self._photo_id = None, photo.id
                self._show()

    def _show(self) -> None:
        """Select it; in another order than that of arrival its row comes a moment later."""
        row = None if self._photo_id is None else self._model.row_of(self._photo_id)
        if row is not None:
            self._photo_id = None
            gallery = self._gallery
            gallery.doItemsLayout()  # Qt would do it in a later turn of the event loop
            index = self._model.index(row)
            # The view's own way would add to the selection while Ctrl is still down from Ctrl+V.
            gallery.selected.setCurrentIndex(index, _ONLY)
            gallery.scrollTo(index)
