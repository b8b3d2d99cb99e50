"""Answer many pictures: in order, several at a time, one bad file costing only itself."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from threading import BoundedSemaphore
from typing import Any, Final

from petsight.classifier import Classifier, DeviceClassifier, classify_source
from petsight.errors import PetsightError
from petsight.machine import processors
from petsight.prediction import Prediction
from petsight.source import DEFAULT_LIMITS, ImageSource, Limits

QUEUED_PER_WORKER: Final = 4
"""Pictures under way or answered but not yet taken, per thread: what bounds the memory."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One picture's outcome: exactly one of `prediction` and `error` is set.

    Attributes:
        path: What was asked, as given.
        prediction: The answer.
        error: Why there is none.
    """

    path: ImageSource
    prediction: Prediction | None = None
    error: PetsightError | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the documented row: `path` and the prediction's fields, or `path` and `error`.

        The path is None for a picture that was given as bytes or as an open file.
        """
        path = os.fspath(self.path) if isinstance(self.path, str | os.PathLike) else None
        if self.prediction is not None:
            return {"path": path, **self.prediction.to_dict()}
        assert self.error is not None
        return {"path": path, "error": self.error.to_dict()}


def classify_many(
    paths: Iterable[ImageSource],
    workers: int | None = None,
    classifier: Classifier | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Generator[Answer, None, None]:
    """Answer pictures in the order given while the next ones are being decoded.

    Threads suffice: Pillow's decoders and the TFLite runtime both release the interpreter lock. A
    classifier that asks an endpoint gets as many more as it keeps requests in flight, so that
    waiting and decoding go on side by side.
    Memory stays bounded however many paths there are, for they are drawn as answers are taken.
    Closing the generator drops what is still waiting and returns when no thread is at work; Ctrl-C
    does not wait.

    Args:
        paths: Any iterable, also an endless one.
        workers: Pictures decoded at a time; by default one for each processor that this process
            may use.
        classifier: Who answers; by default the shipped model on this device.
        limits: What one picture may cost.

    Yields:
        One `Answer` for each path.

    Raises:
        ModelError: The shipped model cannot be used (before the first answer).
        RuntimeMissingError: No TFLite runtime is installed.
    """
    workers = workers or processors()
    chosen = classifier if classifier is not None else DeviceClassifier()
    remaining = iter(paths)
    threads = workers + chosen.concurrency
    pool = ThreadPoolExecutor(threads, thread_name_prefix="petsight")
    opening = BoundedSemaphore(workers)
    queue: deque[Future[Answer]] = deque()
    wait = True
    try:
        for path in islice(remaining, threads * QUEUED_PER_WORKER):
            queue.append(pool.submit(_answer, chosen, path, limits, opening))
        while queue:
            answer = queue.popleft().result()
            for path in islice(remaining, 1):
                queue.append(pool.submit(_answer, chosen, path, limits, opening))
            yield answer
    except KeyboardInterrupt:  # who waits for an endpoint is freed by closing the classifier
        wait = False
        raise
    finally:
        pool.shutdown(wait=wait, cancel_futures=True)


def _answer(
    classifier: Classifier, path: ImageSource, limits: Limits, opening: BoundedSemaphore
) -> Answer:
    try:
        return Answer(path, prediction=classify_source(classifier, path, limits, opening))
    except PetsightError as exc:
        return Answer(path, error=exc)
