"""Whoever turns to the cloud may want its answers for what is there already."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.bridge.chooser import Choice
from desktop.bridge.desk import Desk
from desktop.services.preferences import Preferences
from desktop.widgets.notices import Level, Notices, Offer
from petsight.mode import Mode


class SwitchOffer(QObject):
    """Offers to have the cloud answer what this device did, whenever the cloud comes into use."""

    def __init__(self, desk: Desk, notices: Notices, parent: QObject) -> None:
        """Watch the settings.

        Args:
            desk: Whose settings, pictures and answers.
            notices: Where the offer is made.
            parent: Keeps this alive.
        """
        super().__init__(parent)
        self._desk = desk
        self._notices = notices
        self._in_use = _uses_cloud(desk.settings.now)
        desk.settings.changed.connect(self._look)

    def _look(self, preferences: Preferences) -> None:
        before, self._in_use = self._in_use, _uses_cloud(preferences)
        if not self._in_use or before:
            return
        if count := len(self._answered_here()):
            sentence = self.tr("%Ln picture(s) have this device's answer.", "", count)
            offer = Offer(self.tr("Answer again"), self._ask)
            self._notices.tell(sentence, Level.INFO, offer)

    def _ask(self) -> None:
        self._desk.answering.answer_again(self._answered_here())

    def _answered_here(self) -> list[int]:
        photos = self._desk.library.photos()
        return [
            photo.id for photo in photos if photo.prediction and photo.prediction.source == "device"
        ]


def _uses_cloud(now: Preferences) -> bool:
    """Tell whether the cloud answers every picture."""
    return now.mode is Mode.CLOUD and Choice(now.mode, now.endpoint, now.agreed_origin).agreed
