"""Pictures taken out of the list, with a way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from desktop.bridge.library import Library
from desktop.widgets.gallery import GalleryView
from desktop.widgets.notices import Level, Notices, Offer


class Removal(QObject):
    """Removes pictures at once, says so, and brings them back for as long as it says so."""

    def __init__(
        self, library: Library, gallery: GalleryView, notices: Notices, parent: QObject
    ) -> None:
        """Remove nothing yet.

        Args:
            library: The pictures.
            gallery: Where those that come back are selected.
            notices: Where it is said.
            parent: Keeps this alive.
        """
        super().__init__(parent)
        self._library = library
        self._gallery = gallery
        self._notices = notices

    def remove(self, ids: list[int]) -> None:
        """Take pictures out of the list; the files stay."""
        gone = self._library.take_out(ids)
        if not gone:
            return
        offer = Offer(
            self.tr("Undo"),
            accept=partial(self._bring_back, gone),
            lapse=partial(self._library.forget, gone),
        )
        said = self.tr(
            "%Ln picture(s) removed from the list. The files are untouched.", "", len(gone)
        )
        notice = self._notices.tell(said, Level.INFO, offer)
        self._library.cleared.connect(notice.closed)

    def _bring_back(self, ids: list[int]) -> None:
        self._library.put_back(ids)
        self._gallery.selected.choose(ids)
