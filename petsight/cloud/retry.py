"""When to try again: jittered pauses, the server's own wish, and one pause for all threads."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from petsight.cloud.timing import Deadline
from petsight.errors import CloudError

ATTEMPTS: Final = 4
RETRIED: Final = frozenset({429, 502, 503, 504})
"""Statuses that a moment later may be another one."""
LEAST: Final = 0.5
"""Seconds that an attempt must have: one that is cut short only hides why the first one failed."""
_BASE: Final = 0.2
_CAP: Final = 3.0
_LONGEST_WISH: Final = 300.0


def backoff(attempt: int) -> float:
    """Draw the pause after a failed attempt.

    "Full jitter" of Marc Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015:
    uniform between 0 and a doubling bound, so that many clients do not come back together.

    Args:
        attempt: 0 for the first, 1 for the one after it.

    Returns:
        Seconds.
    """
    return random.uniform(0, min(_CAP, _BASE * 2**attempt))  # noqa: S311 - nothing secret


def retry_after(headers: Mapping[str, str]) -> float:
    """Read how long a server wishes to be left alone (RFC 9110, 10.2.3).

    A date is held against the server's own `Date` where it sends one: clocks differ.

    Args:
        headers: Of the answer, in any case.

    Returns:
        Seconds, at most 300; 0 where it says nothing or nothing sensible.
    """
    wish = headers.get("retry-after", "").strip()
    if wish.isascii() and wish.isdecimal():
        seconds = float(wish[:9])
    else:
        then, now = _date(wish), _date(headers.get("date", "")) or datetime.now(UTC)
        seconds = (then - now).total_seconds() if then else 0.0
    return min(max(0.0, seconds), _LONGEST_WISH)


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # the latter from a year or a zone beyond all bounds
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def closed_error() -> CloudError:
    """Return the error of whoever is still waiting when a classifier is closed, or asks later."""
    return CloudError("the connection to the endpoint was closed", "offline")


class Gate:
    """Holds every thread back once the endpoint told one of them to slow down."""

    def __init__(self, closed: threading.Event) -> None:
        """Start open.

        Args:
            closed: Ends all waiting.
        """
        self._closed = closed
        self._lock = threading.Lock()
        self._opens = 0.0

    def hold(self, seconds: float) -> None:
        """Let nobody pass for a while."""
        with self._lock:
            self._opens = max(self._opens, time.monotonic() + seconds)

    def wait(self, deadline: Deadline) -> None:
        """Wait for the gate to open, and a random moment more.

        Args:
            deadline: Not waited for if the gate opens later.

        Raises:
            CloudError: "throttled", at once, if the gate opens too late.
        """
        held = self._opens - time.monotonic()
        if held <= 0:
            return
        pause = held + backoff(0)
        if pause >= deadline.remaining():
            raise CloudError("the endpoint asked to be left alone for a while", "throttled")
        self.sleep(pause)

    def sleep(self, seconds: float) -> None:
        """Wait for a while.

        Raises:
            CloudError: "offline", if everything was closed meanwhile.
        """
        if self._closed.wait(seconds):
            raise closed_error()
