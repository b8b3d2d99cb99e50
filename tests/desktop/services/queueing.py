"""Run an answer queue in a test, and hold pictures back where the test needs it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from desktop.services.answerers import Answerers, make_answerers
from desktop.services.answering import AnswerQueue
from desktop.services.asks import Asks
from desktop.services.tasks import Outcome, Task
from petsight import CloudClassifier, DeviceClassifier, Model, Prediction, source
from petsight.classifier import Classifier
from petsight.mode import Mode
from tests.support_model import TINY

LONG_S = 30.0


def nothing_remembered(_digest: str, _model: str) -> Prediction | None:
    """Remember no answer."""
    return None


def answerers(
    mode: Mode = Mode.DEVICE,
    device: Classifier | None = None,
    cloud: CloudClassifier | None = None,
) -> Answerers:
    """The tiny model on this device, unless somebody else is given."""
    device = device or DeviceClassifier(Model(TINY))
    return make_answerers(mode, device, cloud, lambda _notice: None, nothing_remembered)


def tasks(*paths: Path, asks: Asks = Asks.MODE) -> list[Task]:
    """One task for each path, numbered from 1."""
    return [Task(at, str(path), asks) for at, path in enumerate(paths, 1)]


class Queue(AnswerQueue):
    """An answer queue whose outcomes a test can wait for."""

    def __init__(self, workers: int | None = 2, patience_s: float = LONG_S) -> None:
        self._woken = threading.Semaphore(0)
        super().__init__(self._woken.release, workers, patience_s)

    def outcomes(self, count: int, limit: int = 64) -> list[Outcome]:
        """Take as many outcomes as asked, as the app does: only when woken."""
        taken: list[Outcome] = []
        while len(taken) < count:
            assert self._woken.acquire(timeout=LONG_S), f"only {len(taken)} of {count} ended"
            while some := self.take(limit):
                taken += some
        return taken

    def answer(self, asked: Sequence[Task]) -> dict[int, Outcome]:
        """Submit tasks and return their outcomes by the photos' numbers."""
        self.submit(asked)
        return {outcome.task.photo_id: outcome for outcome in self.outcomes(len(asked))}


@contextmanager
def queue(
    who: Answerers | None = None, workers: int | None = 2, patience_s: float = LONG_S
) -> Iterator[Queue]:
    """A queue that answers with the tiny model, closed in the end."""
    queue = Queue(workers, patience_s)
    queue.use(who or answerers())
    try:
        yield queue
    finally:
        queue.close(LONG_S)


class Doing(DeviceClassifier):
    """Does something before each answer."""

    def __init__(self, before: Callable[[], object]) -> None:
        super().__init__(Model(TINY))
        self._before = before

    def classify(self, image: Image.Image) -> Prediction:
        self._before()
        return super().classify(image)


class Held(Doing):
    """Answers nothing before it is released; tells how many wait."""

    def __init__(self) -> None:
        super().__init__(self._hold)
        self.begun = threading.Semaphore(0)
        self.released = threading.Event()

    def _hold(self) -> None:
        self.begun.release()
        assert self.released.wait(LONG_S)

    def wait_for(self, count: int) -> None:
        """Wait until so many pictures more have come here."""
        for _ in range(count):
            assert self.begun.acquire(timeout=LONG_S), "nothing is begun"


class Share:
    """A network share that has fallen silent: nothing in its folder is read before it is back."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.back = threading.Event()
        self.asked = threading.Semaphore(0)
        self._read = source.read_source
        monkeypatch.setattr(source, "read_source", self._wait)

    def _wait(self, path: str) -> bytes:
        if Path(path).is_relative_to(self.folder):
            self.asked.release()
            assert self.back.wait(LONG_S)
        return self._read(path)
