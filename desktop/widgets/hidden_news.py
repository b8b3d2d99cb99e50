"""A filter that is still on hides what was just added: say so, and offer to show everything."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from desktop.bridge.desk import Desk
from desktop.services.arrange import Filter, matching
from desktop.widgets.filter_bar import FilterBar
from desktop.widgets.newcomer import Newcomer
from desktop.widgets.notices import Level, Notice, Notices, Offer


class HiddenNews(QObject):
    """Watches what comes in while a filter or a search is on; a cleared list begins without one."""

    def __init__(
        self,
        desk: Desk,
        filters: FilterBar,
        notices: Notices,
        newcomer: Newcomer,
        parent: QObject,
    ) -> None:
        """Watch from now on.

        Args:
            desk: Tells what comes in.
            filters: What is shown.
            notices: Where it is said.
            newcomer: Shows the first of them on request.
            parent: Keeps this alive.
        """
        super().__init__(parent)
        self._library = desk.library
        self._filters = filters
        self._notices = notices
        self._newcomer = newcomer
        self._new: list[int] = []
        self._notice: Notice | None = None
        desk.library.added.connect(self._note)
        desk.library.cleared.connect(filters.show_all)
        desk.intake.finished.connect(self._tell)
        filters.changed.connect(self._look)

    def _note(self, ids: list[int]) -> None:
        if self._filters.filter != Filter():
            self._new.extend(ids)

    def _tell(self) -> None:
        photos = self._library.photos(self._new)
        self._new.clear()
        shown = {photo.id for photo in matching(photos, self._filters.filter)}
        hidden = [photo.id for photo in photos if photo.id not in shown]
        if not hidden:
            return
        sentence = self.tr(
            "%Ln picture(s) added. The filter shows only those that match.", "", len(photos)
        )
        self._close()  # the newest is enough
        show_all = partial(self._show_all, hidden[0])
        offer = Offer(self.tr("Show all"), accept=show_all, lapse=self._forget)
        self._notice = self._notices.tell(sentence, Level.INFO, offer)

    def _show_all(self, first: int) -> None:
        self._filters.show_all()
        self._newcomer.show(first)

    def _look(self, chosen: Filter) -> None:
        """Say no more once everything is shown."""
        if chosen == Filter():
            self._new.clear()
            self._close()

    def _close(self) -> None:
        if self._notice is not None:
            self._notice.closed.emit()
            self._forget()

    def _forget(self) -> None:
        self._notice = None
