"""Answers on their way in: what waits, what has ended, and who is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.bridge.chooser import Choice, Chooser
from desktop.bridge.handing import Handing
from desktop.bridge.library import Library
from desktop.bridge.outcomes import Outcomes
from desktop.services.answerers import Answerers
from desktop.services.asks import Asks
from desktop.services.photo import State
from desktop.services.preferences import Preferences
from desktop.services.tasks import Task
from petsight.errors import ModelError
from petsight.mode import Mode

if TYPE_CHECKING:
    from petsight.classifier import DeviceClassifier
    from petsight.modelfile import ModelInfo

PROGRESS_MS: Final = 100


class Answering(QObject):
    """Has pictures answered by threads, in the mode that the person chose.

    Nothing is uploaded before the person has agreed to the endpoint's origin: until then this
    device answers alone, whatever the mode.

    Signals:
        progressed: With a `Progress`, some ten times a second while there is work.
        idle: Everything that was submitted has its outcome.
        model_loaded: With the `ModelInfo` of the model that answers from now on.
        model_chosen: With the path of the file that `load_model` loaded, as text, or None.
        model_failed: With a sentence; the model before, if any, goes on answering.
        notice: With a sentence for people.
        consent_needed: With the endpoint's origin, to which nobody has agreed yet.
        endpoint_needed: The cloud is wanted, but no endpoint is set that could be asked.
        heard: With what the endpoint or this device said: a `Prediction` or None, a `Failure` or
            None.
    """

    progressed = Signal(object)
    idle = Signal()
    model_loaded = Signal(object)
    model_chosen = Signal(object)
    model_failed = Signal(str)
    notice = Signal(str)
    consent_needed = Signal(str)
    endpoint_needed = Signal()
    heard = Signal(object, object)

    def __init__(self, library: Library) -> None:
        """Answer nothing yet.

        Args:
            library: Where the pictures are, and where their answers go.
        """
        super().__init__()
        self._library = library
        self.outcomes = Outcomes(library)
        self.outcomes.ended.connect(self._end)
        self.outcomes.heard.connect(self.heard)
        self.outcomes.kept.connect(self.notice)
        self._queue = self.outcomes.queue
        self._pending: Counter[int] = Counter()
        self._undecided: tuple[list[int], Asks] | None = None
        self._handing = Handing(self)
        self._pulse = QTimer(self, interval=PROGRESS_MS)
        self._pulse.timeout.connect(self._tell_progress)
        self._chooser = Chooser(library.recall)
        self._chooser.chosen.connect(self._use)
        self._chooser.model_loaded.connect(self.model_loaded)
        self._chooser.model_chosen.connect(self.model_chosen)
        self._chooser.model_failed.connect(self.model_failed)
        self._chooser.notice.connect(self.notice)
        self._chooser.consent_needed.connect(self.consent_needed)
        self._chooser.endpoint_needed.connect(self.endpoint_needed)

    @property
    def model(self) -> ModelInfo | None:
        """What the model in use says about itself; None while there is none."""
        device = self._chooser.device
        return device.model.info if device else None

    @property
    def mode(self) -> Mode:
        """The mode that was chosen."""
        return self._chooser.choice.mode

    @property
    def busy(self) -> bool:
        """Whether pictures wait or are under way."""
        return bool(self._pending)

    def device(self) -> DeviceClassifier:
        """Return who answers on this device; from any thread.

        Raises:
            ModelError: No model is loaded.
        """
        device = self._chooser.device
        if device is None:
            raise ModelError("no model is loaded")
        return device

    def start(self, model: Path | None) -> None:
        """Load a model and begin to answer.

        Args:
            model: A model file; None for the shipped one, which also takes the place of one that
                cannot be used.
        """
        self._chooser.start(model)

    def load_model(self, path: Path | None) -> None:
        """Change to another model file, None for the shipped one, if it can be used."""
        self._chooser.load(path)

    def choose(self, preferences: Preferences) -> None:
        """Take over mode, endpoint and consent; whoever answered before answers no more."""
        self._chooser.choose(
            Choice(preferences.mode, preferences.endpoint, preferences.agreed_origin)
        )

    def renew(self) -> None:
        """Ask for the endpoint's key again, for it was changed."""
        self._chooser.renew()

    def decline(self) -> None:
        """Forget what waits for the person's consent: they said no."""
        self._undecided = None

    def answer(self, ids: Iterable[int]) -> None:
        """Have pictures answered as the mode says, those that do not wait for it already."""
        self._submit([number for number in ids if number not in self._pending], Asks.MODE)

    def ask_cloud(self, ids: Iterable[int]) -> None:
        """Have the endpoint answer pictures, and this device where it cannot."""
        self._ask_further(list(ids), Asks.CLOUD)

    def compare(self, ids: Iterable[int]) -> None:
        """Have both this device and the endpoint answer pictures."""
        self._ask_further(list(ids), Asks.COMPARE)

    def go_on(self, asks: Asks, ids: Iterable[int]) -> None:
        """Ask what an earlier run did not come to, unless it takes an agreement that is gone."""
        new = [number for number in ids if number not in self._pending]
        if asks is Asks.MODE or self._chooser.choice.agreed:
            self._submit(new, asks)
        else:
            self._library.note_asked(new, None)

    def retry_failed(self) -> None:
        """Try every picture without an answer once more, those that were cancelled too."""
        photos = self._library.photos()
        ids = [photo.id for photo in photos if photo.state is not State.ANSWERED]
        self._handing.begin(self._answer_anew, ids)

    def answer_again(self, ids: Iterable[int] | None = None) -> None:
        """Have pictures answered anew, by default all; until then each keeps its answer."""
        some = [photo.id for photo in self._library.photos(ids)]
        self._handing.begin(self._answer_anew, some)

    def pause(self) -> None:
        """Begin no further picture."""
        self._queue.pause()
        self._tell_progress()

    def resume(self) -> None:
        """Go on."""
        self._queue.resume()
        self._tell_progress()

    def cancel(self) -> None:
        """Drop what waits, at once; what is under way still ends."""
        self._handing.cancel()
        dropped = [task.photo_id for task in self._queue.cancel()]
        self._end(dropped)
        self._handing.complete(lambda ids: self._library.note_asked(ids, None), dropped)
        self._tell_progress()

    def close(self, seconds: float = 2.0) -> None:
        """End every thread; those that hang are left behind.

        Args:
            seconds: How long to wait for them.
        """
        self._pulse.stop()
        self.outcomes.close(self._chooser.close, seconds)

    def _submit(self, ids: list[int], asks: Asks) -> None:
        photos = self._library.photos(ids)
        if not photos:
            return
        self._pending.update(photo.id for photo in photos)
        known = [photo.id for photo in photos if photo.state is not State.WAITING]
        self._library.note_asked(known, asks)
        tasks = [Task(photo.id, photo.path, asks) for photo in photos]
        # Who asks for more about some pictures looks at them; the many others can wait.
        self._queue.submit(tasks, first=asks is not Asks.MODE)
        if not self._pulse.isActive():
            self._pulse.start()
            self._tell_progress()

    def _ask_further(self, ids: list[int], asks: Asks) -> None:
        self._undecided = (ids, asks)
        if self._chooser.may_upload():
            self._ask_undecided()

    def _ask_undecided(self) -> None:
        if self._undecided is not None and self._chooser.choice.agreed:
            undecided, self._undecided = self._undecided, None
            self._submit(*undecided)

    def _use(self, answerers: Answerers | None) -> None:
        self.outcomes.use(answerers)
        if answerers is not None:
            self._ask_undecided()

    def _end(self, ids: list[int]) -> None:
        self._pending.subtract(ids)
        for number in ids:
            if self._pending[number] <= 0:
                del self._pending[number]
        self._rest_if_idle()

    def _rest_if_idle(self) -> None:
        if not self._pending and self._pulse.isActive():
            self._pulse.stop()
            self._tell_progress()
            self.idle.emit()

    def _tell_progress(self) -> None:
        self.progressed.emit(self._queue.progress)

    def _answer_anew(self, ids: list[int]) -> None:
        photos = self._library.photos(ids)
        failed = [photo for photo in photos if photo.state is State.FAILED]
        self._library.put([replace(photo, failure=None) for photo in failed])
        self.answer(ids)
