"""What people say a picture really shows, from the panel and from the menu of the selection."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.bridge.desk import Desk
from desktop.services.arrange import matches
from desktop.services.photo import Photo
from desktop.widgets import words
from desktop.widgets.correction import choices, correctable, question, tells_something
from desktop.widgets.notices import Level, Offer
from desktop.widgets.window_parts import WindowParts
from petsight.errors import PetsightError
from petsight.labels import AND, NEITHER

Labels = tuple[str, ...] | None


class Corrector(QObject):
    """Keeps corrections, and says so where the filter then hides the picture.

    Signals:
        refused: A correction could not be kept; what is shown of it is to be taken back.
    """

    refused = Signal()

    def __init__(self, desk: Desk, parts: WindowParts, parent: QObject) -> None:
        """Connect panel and menu."""
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        parts.detail.correct_asked.connect(self.correct)
        parts.context.aboutToShow.connect(self._offer_menu)
        parts.actions.correct.aboutToShow.connect(self._fill_menu)

    def correct(self, ids: Sequence[int], labels: Labels) -> None:
        """Keep what a person says about pictures; None takes it back."""
        before = {photo.id: photo.correction for photo in self._desk.library.photos(ids)}
        self._keep(dict.fromkeys(before, labels), lambda: self._tell(before, labels))

    def _keep(
        self, wanted: Mapping[int, Labels], then: Callable[[], object] = lambda: None
    ) -> None:
        """Keep one correction after the other, and do something at the end."""
        waiting = iter(wanted.items())

        def go_on() -> None:
            photo_id, labels = next(waiting, (None, None))
            if photo_id is None:
                then()
                return
            job = self._desk.correcting.correct(photo_id, labels)
            job.failed.connect(self._fail)
            job.failed.connect(go_on)
            job.done.connect(go_on)

        go_on()

    def _tell(self, before: Mapping[int, Labels], labels: Labels) -> None:
        shown = self._parts.model.filter
        photos = self._desk.library.photos(before)
        hidden = sum(
            photo.correction != before[photo.id] and not matches(photo, shown) for photo in photos
        )
        if not hidden:
            return
        said = self.tr("Correction taken back") if labels is None else words.correction(labels)
        sentence = self.tr("{said}. The filter hides %Ln picture(s) now.", "", hidden)
        offer = Offer(self.tr("Undo"), partial(self._keep, before), undoes=True)
        notice = self._parts.notices.tell(sentence.format(said=said), Level.INFO, offer)
        self._desk.library.cleared.connect(notice.closed)

    @property
    def _selected(self) -> list[Photo]:
        """Those of the selected pictures whose answer may be wrong."""
        return correctable(self._desk.library.photos(self._parts.gallery.selected.ids()))

    def _offer_menu(self) -> None:
        menu, photos = self._parts.actions.correct, self._selected
        menu.menuAction().setEnabled(bool(photos))
        menu.setTitle(question(photos))

    def _fill_menu(self) -> None:
        menu, photos = self._parts.actions.correct, self._selected
        ids = [photo.id for photo in photos]
        menu.clear()
        model = self._desk.answering.model
        names = [label.name for label in model.labels] if model else []
        for labels in (each for each in choices(names) if tells_something(each, photos)):
            action = menu.addAction(words.answer(AND.join(labels) or NEITHER))
            action.triggered.connect(lambda _=False, right=labels: self.correct(ids, right))
        menu.addSeparator()
        undo = menu.addAction(self.tr("Take the correction back"))
        undo.triggered.connect(lambda: self.correct(ids, None))
        undo.setEnabled(any(photo.correction is not None for photo in photos))

    def _fail(self, error: PetsightError) -> None:
        self._parts.notices.tell(words.core(error.message), Level.ERROR)
        self.refused.emit()
