"""Answer one picture: its file is read once, and everything is made from those bytes."""

from __future__ import annotations

import logging
import os
import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desktop.services.asks import Asks
from desktop.services.photo import Comparison, Failure, Found
from desktop.services.tasks import Outcome, Task
from desktop.services.thumbnails import make_thumbnail
from petsight.errors import EndpointError, PetsightError
from petsight.prediction import Prediction

if TYPE_CHECKING:
    from PIL.Image import Image

    from desktop.services.answerers import Answerers
    from petsight.classifier import Classifier

_UNEXPECTED: Final = Failure(
    "error", "petsight made a mistake with this picture; the log file has the details"
)
_logger: Final = logging.getLogger(__name__)


def ask(task: Task, answerers: Answerers, turn: AbstractContextManager[object]) -> Outcome:
    """Read, open and answer one picture.

    Args:
        task: What is asked.
        answerers: Who may be asked.
        turn: Entered while a processor is busy; not while the disk or an endpoint is waited for.

    Returns:
        How it ended; a mistake of petsight's own is a failure too, and goes to the log.
    """
    try:
        return _ask(task, answerers, turn)
    except Exception:  # whatever it is, it must cost this one picture only
        _logger.exception("a picture could not be answered")
        return Outcome(task, failure=_UNEXPECTED)


def _ask(task: Task, answerers: Answerers, turn: AbstractContextManager[object]) -> Outcome:
    if task.asks is Asks.CLOUD and answerers.cloud_first is None:
        return Outcome(task, failure=_no_endpoint())
    found = _look(task.path)
    try:
        opened = _open(task.path, turn)
    except PetsightError as exc:
        return Outcome(task, found, failure=Failure.of(exc))
    outcome = Outcome(task, found, opened.digest, opened.thumbnail)
    if task.asks is Asks.COMPARE:
        return replace(outcome, comparison=_compare(opened, answerers, turn))
    try:
        return replace(outcome, prediction=_answer(task, opened, answerers, turn))
    except PetsightError as exc:
        return replace(outcome, failure=Failure.of(exc))


@dataclass(frozen=True, slots=True)
class _Opened:
    image: Image
    digest: str
    thumbnail: bytes
    milliseconds: float


def _look(path: str) -> Found | None:
    """Note size and time before reading, so that a change while reading shows afterwards."""
    try:
        status = os.stat(path)  # noqa: PTH116 - paths may not be text
    except (OSError, ValueError):  # reading says why, in a sentence
        return None
    return Found(path, status.st_size, status.st_mtime_ns)


def _open(path: str, turn: AbstractContextManager[object]) -> _Opened:
    # Imported here: the window is to be seen before Pillow and numpy are loaded.
    import hashlib

    from petsight.image import open_image
    from petsight.source import read_source

    start = time.perf_counter()
    data = read_source(path)
    read = time.perf_counter()
    with turn:
        digest = hashlib.sha256(data).hexdigest()
        hashed = time.perf_counter()
        image = open_image(data)
        opened = time.perf_counter()
        seconds = read - start + opened - hashed
        return _Opened(image, digest, make_thumbnail(image), seconds * 1e3)


def _answer(
    task: Task, opened: _Opened, answerers: Answerers, turn: AbstractContextManager[object]
) -> Prediction:
    if task.asks is Asks.CLOUD and answerers.cloud_first is not None:
        return _classify(answerers.cloud_first, opened)
    known = answerers.recall(opened.digest)
    if known is not None:
        return known
    # Whoever may ask the endpoint limits by itself what this device does at a time.
    with turn if answerers.ordinary is answerers.device else nullcontext():
        return _classify(answerers.ordinary, opened)


def _compare(
    opened: _Opened, answerers: Answerers, turn: AbstractContextManager[object]
) -> Comparison:
    with turn:
        device = _answer_or_failure(answerers.device, opened)
    if answerers.cloud is None:
        return Comparison(device, _no_endpoint())
    return Comparison(device, _answer_or_failure(answerers.cloud, opened))


def _answer_or_failure(classifier: Classifier, opened: _Opened) -> Prediction | Failure:
    try:
        return _classify(classifier, opened)
    except PetsightError as exc:
        return Failure.of(exc)


def _classify(classifier: Classifier, opened: _Opened) -> Prediction:
    from petsight.classifier import with_opening

    return with_opening(classifier.classify(opened.image), opened.milliseconds)


def _no_endpoint() -> Failure:
    return Failure.of(EndpointError("no endpoint is set up that could be asked"))
