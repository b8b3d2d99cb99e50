"""The first picture of what somebody brings is what they look at next."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QObject

from desktop.bridge.desk import Desk
from desktop.services.arrange import matches
from desktop.widgets.filter_bar import FilterBar
from desktop.widgets.gallery import GalleryView
from desktop.widgets.gallery_model import GalleryModel

_ONLY: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect


class Newcomer(QObject):
    """Selects the picture that is wanted last, and scrolls to it, once the gallery shows it.

    A filter that hides it is taken away where the person has just asked to see this one.
    """

    def __init__(
        self,
        desk: Desk,
        model: GalleryModel,
        gallery: GalleryView,
        filters: FilterBar,
        parent: QObject,
    ) -> None:
        """Watch what comes in.

        Args:
            desk: Tells which pictures are wanted.
            model: The list behind the gallery; it is told of new pictures before this is.
            gallery: Where the picture is selected.
            filters: What the gallery shows.
            parent: Keeps this alive.
        """
        super().__init__(parent)
        self._library = desk.library
        self._model = model
        self._gallery = gallery
        self._filters = filters
        self._path: str | None = None
        self._whatever = False
        self._photo_id: int | None = None
        desk.intake.wanted.connect(self._await)
        desk.library.added.connect(self._look)
        desk.library.restored.connect(self._look)
        model.arranged.connect(self._show)

    def show(self, photo_id: int) -> None:
        """Select a picture as soon as the gallery shows it."""
        self._path, self._photo_id = None, photo_id
        self._show()

    def _await(self, path: str, whatever: bool) -> None:
        self._path, self._whatever = path, whatever
        self._photo_id = None
        self._look()

    def _look(self) -> None:
        photo = None if self._path is None else self._library.photo_at(self._path)
        if photo is None:
            return
        self._path = None
        hidden = not matches(photo, self._filters.filter)
        if hidden and self._whatever:
            self._filters.show_all()
        if self._whatever or not hidden:  # else it would be selected at some later time
            self.show(photo.id)

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
