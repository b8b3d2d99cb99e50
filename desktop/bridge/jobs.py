"""Work that must not hold up the window: a function in a thread, with exactly one ending."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QMetaObject, QObject, Qt, Signal

from petsight.errors import PetsightError

_logger: Final = logging.getLogger(__name__)

JOIN_S: Final = 1.0

_under_way: Final[set[Job]] = set()
"""Keeps jobs alive until they have ended, whoever started them."""


class Job(QObject):
    """One call of a function in a thread of its own.

    The thread is a daemon: a file on a dead network share can hold it for ever, and must not keep
    the app from ending.

    Signals:
        done: With what the function returned.
        failed: With a `PetsightError`.

    Exactly one of them fires, in the thread that made the job; neither after `cancel`.
    """

    done = Signal(object)
    failed = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, function: Callable[[Job], object]) -> None:
        """Prepare a call; `start` makes it.

        Args:
            function: Is given this job, so that it can look at `cancelled`.
        """
        super().__init__()
        self._function = function
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="petsight-job", daemon=True)
        self._bond: QMetaObject.Connection | None = None
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the outcome any more; a long function looks at it."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Drop the outcome. The function ends when it looks at `cancelled`, or by itself."""
        self._cancelled.set()

    def follow(self, parent: QObject) -> None:
        """Be cancelled when another object is destroyed."""
        cancelled = self._cancelled  # not self: the parent must not keep jobs alive
        self._bond = parent.destroyed.connect(cancelled.set)

    def begin(self) -> None:
        """Start the thread."""
        _under_way.add(self)
        self._thread.start()

    def join(self, seconds: float) -> bool:
        """Wait for the thread, but not for ever.

        Returns:
            Whether it has ended.
        """
        self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def _run(self) -> None:
        result: object = None
        error: PetsightError | None = None
        try:
            result = self._function(self)
        except PetsightError as exc:
            error = exc
        except Exception as exc:
            _logger.exception("a job ended unexpectedly")
            error = PetsightError(f"something unexpected went wrong ({type(exc).__name__})")
        self._ended.emit(result, error)

    def _end(self, result: object, error: PetsightError | None) -> None:
        _under_way.discard(self)
        self.join(JOIN_S)  # it has nothing left to do, and lets go of this object
        if self._bond is not None:
            QObject.disconnect(self._bond)
        if self.cancelled:
            return
        if error is None:
            self.done.emit(result)
        else:
            self.failed.emit(error)


def start(function: Callable[[Job], object], parent: QObject | None = None) -> Job:
    """Call a function in a thread.

    Args:
        function: Is given the job, so that it can look at `cancelled`. What it raises, expected or
            not, becomes `failed`.
        parent: Cancels the job when it is destroyed.

    Returns:
        The job; connect to its signals at once, they fire from the event loop.
    """
    job = Job(function)
    if parent is not None:
        job.follow(parent)
    job.begin()
    return job


def end_all(seconds: float) -> None:
    """Cancel every job and wait for their threads; those that hang are left behind.

    Args:
        seconds: For all of them together.
    """
    deadline = time.monotonic() + seconds
    for job in tuple(_under_way):
        job.cancel()
    for job in tuple(_under_way):
        # One that hangs stays: else its thread would be the last to hold it, and would destroy it
        # while the event that it posts is delivered here.
        if job.join(deadline - time.monotonic()):
            _under_way.discard(job)
