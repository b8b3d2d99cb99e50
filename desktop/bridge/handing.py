"""Any number of pictures handed to a function, some in each turn of the event loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desktop.bridge.feed import Feed
from desktop.bridge.jobs import Job, start

Function = Callable[[list[int]], object]


class Handing(QObject):
    """Calls functions in the event loop's thread with the ids of pictures, in order."""

    def __init__(self, parent: QObject) -> None:
        """Have nothing to hand over yet.

        Args:
            parent: Destroys this when it is destroyed.
        """
        super().__init__(parent)
        self._feed = Feed(self)
        self._under_way: set[Job] = set()

    def begin(self, function: Function, ids: Sequence[int]) -> None:
        """Hand ids over until `cancel` is called."""
        job = self.complete(function, ids)
        self._under_way.add(job)
        job.done.connect(lambda: self._under_way.discard(job))

    def complete(self, function: Function, ids: Sequence[int]) -> Job:
        """Hand ids over, all of them whatever else is cancelled.

        Returns:
            A job without a result.
        """
        return start(lambda job: self._feed.deliver(function, ids, lambda: job.cancelled), self)

    def cancel(self) -> None:
        """Drop what was begun and not handed over yet."""
        for job in self._under_way:
            job.cancel()
        self._under_way.clear()
