"""Connects the window's parts with the desk: what the app says is shown, what people do is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from desktop.bridge.desk import Desk
from desktop.bridge.tallying import Tallying
from desktop.services.arrange import Filter
from desktop.services.order import Order
from desktop.services.preferences import Preferences
from desktop.services.progress import Progress
from desktop.services.tallying import Tally
from desktop.widgets import words
from desktop.widgets.actions import Situation
from desktop.widgets.commands import Commands
from desktop.widgets.corrector import Corrector
from desktop.widgets.hidden_news import HiddenNews
from desktop.widgets.newcomer import Newcomer
from desktop.widgets.notices import Level
from desktop.widgets.switch_offer import SwitchOffer
from desktop.widgets.window_parts import WindowParts

if TYPE_CHECKING:
    from petsight.modelfile import ModelInfo
    from petsight.prediction import Prediction

SOON_MS: Final = 100
"""What changes many times a second is shown at most this often."""
MANY: Final = 1000
"""Selected pictures; more of them take a moment to sum up."""
RARELY_MS: Final = 1000


class Wiring(QObject):
    """Keeps the parts in line with the desk."""

    def __init__(self, desk: Desk, parts: WindowParts, parent: QObject) -> None:
        """Connect everything, and show what the desk holds already."""
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._progress = Progress()
        self._unread = 0
        self._kept = 0
        self._stand_in: Prediction | None = None
        self._tallying = Tallying(desk.library, self)
        newcomer = Newcomer(desk, parts.model, parts.gallery, parts.filters, self)
        HiddenNews(desk, parts.filters, parts.notices, newcomer, self)
        Corrector(desk, parts, self).refused.connect(self._show_selected)
        SwitchOffer(desk, parts.notices, self)
        self._commands = Commands(desk, parts, self)
        parts.notices.changed.connect(self._refresh)
        self._counting = self._soon(self._show_counts)
        self._detailing = self._soon(self._show_selected)
        self._connect_library()
        self._connect_work()
        self._connect_person()
        self._apply(desk.settings.now)
        self._parts.filters.set_order(
            desk.settings.now.order, descending=desk.settings.now.descending
        )
        self._show_counts()

    def _soon(self, do: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=SOON_MS)
        timer.timeout.connect(do)
        return timer

    # What the app says

    def _connect_library(self) -> None:
        library = self._desk.library
        library.added.connect(self._added)
        library.changed.connect(self._changed)
        library.changed.connect(self._parts.pixmaps.look_again)
        library.removed.connect(self._show_selected)
        library.restored.connect(self._select_first)
        library.counted.connect(self._count_soon)
        self._tallying.counted.connect(self._show_tally)

    def _connect_work(self) -> None:
        desk, parts = self._desk, self._parts
        desk.intake.searching.connect(parts.strip.set_searching)
        desk.intake.finished.connect(self._searched)
        desk.answering.progressed.connect(self._progressed)
        desk.answering.outcomes.unread.connect(self._count_unread)
        desk.answering.outcomes.stood_in.connect(self._count_kept)
        desk.answering.idle.connect(self._tell_unread)
        desk.answering.idle.connect(self._tell_kept)
        desk.answering.idle.connect(self._refresh)
        desk.answering.model_loaded.connect(self._model_loaded)
        desk.endpoint.changed.connect(parts.top.chip.set_state)
        desk.settings.changed.connect(self._apply)
        desk.sorting.folder_changed.connect(self._refresh)

    def _added(self) -> None:
        self._parts.show_pictures(some=True)
        self._select_first()

    def _changed(self, ids: list[int]) -> None:
        self._parts.announcer.add(self._desk.library.photos(ids))
        selected = self._parts.gallery.selected
        if not self._detailing.isActive() and any(selected.holds(number) for number in ids):
            self._detailing.start(SOON_MS if selected.count <= MANY else RARELY_MS)

    def _count_soon(self) -> None:
        # Not started anew each time, or it would never fire while pictures come in.
        if not self._counting.isActive():
            self._counting.start()

    def _show_counts(self) -> None:
        self._parts.show_pictures(some=self._desk.library.counts.total > 0)
        self._tallying.recount()
        self._offer_answers()
        self._refresh()

    def _show_tally(self, tally: Tally) -> None:
        self._parts.counts.set_counts(tally.counts, tally.corrected)

    def _searched(self, found: int) -> None:
        self._parts.strip.set_searching(None)
        if not found:
            self._parts.notices.tell(self.tr("No pictures were found there."), Level.INFO)

    def _progressed(self, progress: Progress) -> None:
        self._progress = progress
        self._parts.strip.set_progress(progress)
        self._refresh()

    def _count_unread(self, count: int) -> None:
        self._unread += count

    def _tell_unread(self) -> None:
        if self._unread:
            self._parts.notices.tell(words.unread_count(self._unread))
            self._unread = 0

    def _count_kept(self, stand_in: Prediction, count: int) -> None:
        # The first cause is the one that the later ones follow from.
        self._stand_in = self._stand_in or stand_in
        self._kept += count

    def _tell_kept(self) -> None:
        if self._stand_in is not None:
            self._parts.notices.tell(words.former(self._stand_in, self._kept))
            self._stand_in, self._kept = None, 0

    def _model_loaded(self, _model: ModelInfo) -> None:
        self._offer_answers()
        self._show_selected()

    def _apply(self, preferences: Preferences) -> None:
        self._parts.top.mode.set_mode(preferences.mode)
        self._parts.detail.set_cloud(usable=bool(preferences.endpoint.url))
        self._refresh()

    # What people do

    def _connect_person(self) -> None:
        parts = self._parts
        self._commands.connect_actions()
        parts.workspace.opened.connect(parts.actions.view.trigger)
        parts.actions.pause.triggered.connect(self._pause_or_resume)
        parts.gallery.selected.chosen.connect(self._show_selected)
        parts.gallery.customContextMenuRequested.connect(
            lambda point: parts.context.popup(parts.gallery.viewport().mapToGlobal(point))
        )
        parts.filters.changed.connect(self._arrange)
        parts.counts.asked.connect(parts.filters.set_filter)
        parts.top.menu.aboutToShow.connect(self._desk.look_for_sorting)
        parts.top.mode.chosen.connect(lambda mode: self._desk.settings.change(mode=mode))
        parts.top.chip.clicked.connect(parts.conversations.set_up_endpoint)
        parts.notices.told.connect(parts.announcer.say)

    def _arrange(self, chosen: Filter, order: Order, descending: bool) -> None:
        self._parts.model.show(chosen, order, descending=descending)
        self._parts.counts.set_filter(chosen)
        self._tallying.search(chosen.text)
        self._desk.settings.change(order=order, descending=descending)

    def _pause_or_resume(self) -> None:
        answering = self._desk.answering
        if self._progress.paused:
            answering.resume()
        else:
            answering.pause()

    def _select_first(self) -> None:
        model, gallery = self._parts.model, self._parts.gallery
        if model.ids and not gallery.selected.hasSelection():
            gallery.setCurrentIndex(model.index(0))

    def _show_selected(self) -> None:
        library, selected = self._desk.library, self._parts.gallery.selected
        everything = selected.count == library.counts.total
        # Looking up 100,000 pictures one by one takes long enough to be felt.
        photos = library.photos(None if everything else selected.ids())
        self._parts.detail.show_photos(photos, self._desk.answering.model)
        self._refresh()

    def _offer_answers(self) -> None:
        model = self._desk.answering.model
        labels = [label.name for label in model.labels] if model else []
        self._parts.filters.set_answers(labels, self._desk.library.counts)

    def _refresh(self) -> None:
        desk, parts = self._desk, self._parts
        parts.actions.refresh(
            Situation(
                counts=desk.library.counts,
                selected=parts.gallery.selected.count,
                shown=len(parts.model.ids),
                busy=desk.answering.busy,
                paused=self._progress.paused,
                cloud=bool(desk.settings.now.endpoint.url),
                undoing=parts.notices.undoing is not None,
                sorted=desk.sorting.folder is not None,
            )
        )
