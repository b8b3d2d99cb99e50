"""How far a batch of pictures has come, how fast it goes and how long it will take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_RECENT: Final = 300
_ENOUGH: Final = 5


@dataclass(frozen=True, slots=True)
class Progress:
    """A batch at one moment.

    Attributes:
        total: Pictures in the batch, without those that were taken back.
        done: Those that have ended, `failed` included.
        failed: Those that ended without an answer.
        rate: Pictures a second, of late; None where nothing can be said yet.
        remaining_s: Seconds that the rest will take at this rate, or None.
        paused: Whether somebody stopped it for a while.
    """

    total: int = 0
    done: int = 0
    failed: int = 0
    rate: float | None = None
    remaining_s: float | None = None
    paused: bool = False


class Meter:
    """Counts what a batch does. For one thread, or under its owner's lock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Start with an empty batch.

        Args:
            clock: Tells the seconds.
        """
        self._clock = clock
        self._ends: deque[float] = deque(maxlen=_RECENT)
        self._total = self._done = self._failed = 0
        self._paused = False

    def add(self, count: int) -> None:
        """Count pictures in; a new batch begins if the last one has ended."""
        if self._done == self._total:
            self._total = self._done = self._failed = 0
            self._restart()
        self._total += count

    def end(self, failed: bool) -> None:
        """Count a picture that has ended."""
        self._done += 1
        self._failed += failed
        self._ends.append(self._clock())

    def take_back(self, count: int) -> None:
        """Count out pictures that will never be answered."""
        self._total -= count

    def pause(self, paused: bool) -> None:
        """Stop, or go on; the time between does not count."""
        self._paused = paused
        self._restart()

    @property
    def now(self) -> Progress:
        """The batch at this moment."""
        rate = self._rate()
        left = self._total - self._done
        remaining = left / rate if rate and not self._paused else None
        return Progress(self._total, self._done, self._failed, rate, remaining, self._paused)

    def _restart(self) -> None:
        self._ends.clear()
        self._ends.append(self._clock())

    def _rate(self) -> float | None:
        """Pictures a second; falls while nothing ends."""
        if len(self._ends) <= _ENOUGH:
            return None
        until = self._ends[-1] if self._done == self._total else self._clock()
        seconds = until - self._ends[0]
        return (len(self._ends) - 1) / seconds if seconds > 0 else None
