"""Pictures taken out of the list, with a way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from desktop.bridge.library import Library
from desktop.widgets.gallery import GalleryView
from desktop.widgets.notices import Level, Notice, Notices, Offer


class Removal(QObject):
    """Removes pictures at once, says so, and brings them back for as long as it says so.

    Whoever removes more meanwhile is told of all of them, and can have all of them back.
    """

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
        self._gone: list[int] = []
        self._notice: Notice | None = None

    def remove(self, ids: list[int]) -> None:
        """Take pictures out of the list; the files stay."""
        gone = self._library.take_out(ids)
        if not gone:
            return
        gone = self._gone = [*self._gone, *gone]
        if self._notice is not None:
            self._notice.closed.emit()
        offer = Offer(
            self.tr("Undo"),
            accept=partial(self._bring_back, gone),
            lapse=partial(self._forget, gone),
            undoes=True,
        )
        said = self.tr(
            "%Ln picture(s) removed from the list. The files are untouched.", "", len(gone)
        )
        self._notice = self._notices.tell(said, Level.INFO, offer)
        self._library.cleared.connect(self._notice.closed)

    def _bring_back(self, gone: list[int]) -> None:
        self._end()
        self._library.put_back(gone)
        self._gallery.selected.choose(gone)

    def _forget(self, gone: list[int]) -> None:
        if gone is self._gone:  # else a newer notice speaks of them too
            self._end()
            self._library.forget(gone)

    def _end(self) -> None:
        self._gone, self._notice = [], None
