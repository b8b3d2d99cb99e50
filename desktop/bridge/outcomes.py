"""From what the queue's threads bring to what the library knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from desktop.bridge.library import Library
from desktop.services.answerers import Answerers
from desktop.services.answering import AnswerQueue
from desktop.services.photo import Failure, Photo
from desktop.services.tasks import Outcome, in_vain, keeps_cloud, not_read, settle
from petsight.prediction import Prediction

AT_ONCE: Final = 64
"""Outcomes that are taken in one turn, so that the window stays smooth."""
TURN_MS: Final = 30


class Outcomes(QObject):
    """Takes outcomes from the queue and enters them into the library, some at a time.

    Signals:
        ended: With the ids of the pictures whose tasks ended, one for each task.
        heard: With what the endpoint or this device said: a `Prediction` or None, a `Failure` or
            None.
        kept: With a sentence: something went wrong, and the picture keeps the answer it had.
        stood_in: With this device's `Prediction` where the endpoint gave no answer, and with how
            many pictures keep the answer that the endpoint had given before.
        unread: With how many pictures could not be read again, and keep the answers they had.
    """

    ended = Signal(object)
    heard = Signal(object, object)
    kept = Signal(str)
    stood_in = Signal(object, int)
    unread = Signal(int)
    _woken = Signal()

    def __init__(self, library: Library) -> None:
        """Wait for outcomes.

        Args:
            library: Where they go.
        """
        super().__init__()
        self._library = library
        self._answerers: Answerers | None = None
        self._held = False
        self.queue: Final = AnswerQueue(self._woken.emit)
        self._timer = QTimer(self, interval=TURN_MS)
        self._timer.timeout.connect(self._take)
        self._woken.connect(self._begin, Qt.ConnectionType.QueuedConnection)

    def use(self, answerers: Answerers | None) -> None:
        """Have the queue answer by these from now on, or with None by nobody."""
        self._answerers = answerers
        if not self._held:
            self.queue.use(answerers)

    def hold(self) -> None:
        """Begin no further picture for a moment: its threads slow down the window's."""
        self._held = True
        self.queue.use(None)

    def release(self) -> None:
        """Go on."""
        self._held = False
        self.queue.use(self._answerers)

    def close(self, hang_up: Callable[[], object], seconds: float) -> None:
        """End the queue's threads and take what they still brought.

        Whoever is waiting for the endpoint then gets no answer from it, and only therefore: these
        pictures are left as they are, for the next start to ask about.

        Args:
            hang_up: Ends what is under way with the endpoint.
            seconds: How long to wait for threads; those that hang are left behind.
        """
        self._timer.stop()
        while outcomes := self.queue.take(AT_ONCE):
            self._enter(outcomes)
        hang_up()
        self.queue.close(seconds)
        while outcomes := self.queue.take(AT_ONCE):
            self._enter([outcome for outcome in outcomes if not in_vain(outcome)])

    def _begin(self) -> None:
        if not self._timer.isActive():
            self._timer.start()
            self._take()

    def _take(self) -> None:
        if outcomes := self.queue.take(AT_ONCE):
            self._enter(outcomes)
        else:
            self._timer.stop()

    def _enter(self, outcomes: list[Outcome]) -> None:
        thumbnails = {
            outcome.digest: outcome.thumbnail
            for outcome in outcomes
            if outcome.digest is not None and outcome.thumbnail is not None
        }
        self._library.put_thumbnails(thumbnails)
        self._library.put([photo for outcome in outcomes for photo in self._settled(outcome)])
        self._tell(outcomes)

    def _settled(self, outcome: Outcome) -> list[Photo]:
        """Return the picture as it is now; nothing if it was taken out of the library."""
        photo = self._library.photo(outcome.task.photo_id)
        return [] if photo is None else [settle(photo, outcome)]

    def _tell(self, outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            self._tell_endpoint(outcome)
        self._tell_kept(outcomes)
        self.ended.emit([outcome.task.photo_id for outcome in outcomes])

    def _tell_kept(self, outcomes: list[Outcome]) -> None:
        former = [
            outcome.prediction
            for outcome in outcomes
            for photo in [self._library.photo(outcome.task.photo_id)]
            if photo is not None and keeps_cloud(photo, outcome)
        ]
        if former:
            self.stood_in.emit(former[0], len(former))
        kept = [
            outcome.failure
            for outcome in outcomes
            if outcome.failure is not None
            for photo in [self._library.photo(outcome.task.photo_id)]
            if photo is not None and photo.prediction is not None
        ]
        told = [failure.message for failure in kept if not not_read(failure)]
        if told:
            self.kept.emit(told[-1])
        if len(told) < len(kept):
            self.unread.emit(len(kept) - len(told))

    def _tell_endpoint(self, outcome: Outcome) -> None:
        said: Prediction | Failure | None = outcome.prediction or outcome.failure
        if outcome.comparison is not None:
            said = outcome.comparison.cloud
        if isinstance(said, Prediction):
            self.heard.emit(said, None)
        else:
            self.heard.emit(None, said)
