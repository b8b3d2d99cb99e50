"""Carry work from threads to the event loop without flooding it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from queue import Empty, Full, Queue
from typing import Final, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

CHUNK: Final = 500
"""Items that are handled in one turn."""
WAITING: Final = 4
"""Steps that may queue up; a thread that is faster than the window has to wait."""


T = TypeVar("T")


class Feed(QObject):
    """Runs functions in the thread of the event loop, in order and one a turn.

    Queued signals would all be delivered in one go, and the window would stand still meanwhile.
    """

    _filled = Signal()

    def __init__(self, parent: QObject) -> None:
        """Have nothing to run yet.

        Args:
            parent: Destroys the feed when it is destroyed.
        """
        super().__init__(parent)
        self._steps: Queue[Callable[[], object]] = Queue(WAITING)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._step)
        self._filled.connect(self._begin, Qt.ConnectionType.QueuedConnection)

    def put(self, step: Callable[[], object], cancelled: Callable[[], bool]) -> bool:
        """Have a function run; called in any thread but the event loop's.

        Args:
            step: The function.
            cancelled: Looked at while the loop is behind.

        Returns:
            False if it was cancelled: the function will not run.
        """
        while not cancelled():
            try:
                self._steps.put(step, timeout=0.05)
            except Full:
                continue
            self._filled.emit()
            return True
        return False

    def deliver(
        self,
        function: Callable[[list[T]], object],
        items: Sequence[T],
        cancelled: Callable[[], bool],
    ) -> None:
        """Have a function called with many items, a chunk a turn; in any thread but the loop's.

        Args:
            function: Is given at most `CHUNK` items.
            items: All of them.
            cancelled: As for `put`.
        """
        for begin in range(0, len(items), CHUNK):
            chunk = list(items[begin : begin + CHUNK])
            if not self.put(partial(function, chunk), cancelled):
                return

    def _begin(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _step(self) -> None:
        try:
            step = self._steps.get_nowait()
        except Empty:
            self._timer.stop()
            return
        step()
