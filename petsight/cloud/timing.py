"""How long an endpoint may take, and how long it is left alone."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Spans of time, in seconds.

    Attributes:
        connect: For a connection to one address, its TLS handshake included.
        read: For silence while an answer is awaited; a cold start is shorter.
        total: For everything: the model's information, retries, an answer that comes in drips.
        rest: How long an endpoint that failed several times in a row is left alone.
    """

    connect: float = 3.0
    read: float = 10.0
    total: float = 12.0
    rest: float = 30.0


class Deadline:
    """A moment after which nothing more is waited for."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Return the seconds that are left, never below 0."""
        return max(0.0, self._end - time.monotonic())
