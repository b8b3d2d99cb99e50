"""Keep a dead endpoint from slowing every picture."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from petsight.errors import CloudError

DEAD: Final = frozenset({"offline", "timeout", "tls", "server"})
"""Failures that say something about the endpoint rather than about one picture or a key."""


class Breaker:
    """Closed while things work, open after several failures in a row, then half-open.

    While it is open, nothing is sent. After a rest a single request may try: its outcome closes the
    breaker or opens it again. Safe to share between threads.
    """

    def __init__(
        self,
        failures: int = 3,
        rest: float = 30.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start closed.

        Args:
            failures: How many failures in a row open it.
            rest: Seconds that it stays open.
            clock: Tells the seconds.
        """
        self._limit = failures
        self._rest = rest
        self._clock = clock
        self._lock = threading.Lock()
        self._failed = 0
        self._until: float | None = None
        self._probing = False

    def check(self) -> None:
        """Raise at once where an attempt would be refused, before costly preparations.

        Raises:
            CloudError: "breaker_open".
        """
        with self._lock:
            self._refuse_if_open()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Surround a request; a `CloudError` that leaves the block is its verdict.

        Raises:
            CloudError: "breaker_open", without entering the block.
        """
        with self._lock:
            self._refuse_if_open()
            probe = self._probing = self._until is not None
        try:
            yield
        except CloudError as exc:
            self._settle(exc.detail in DEAD)
            raise
        else:
            self._settle(failed=False)
        finally:
            if probe:
                with self._lock:
                    self._probing = False

    def _refuse_if_open(self) -> None:
        if self._until is not None and (self._probing or self._clock() < self._until):
            raise CloudError(
                "the endpoint failed several times in a row and is left alone for a while",
                "breaker_open",
            )

    def _settle(self, failed: bool) -> None:
        with self._lock:
            if not failed:
                self._failed, self._until = 0, None
                return
            self._failed += 1
            if self._failed >= self._limit:
                self._until = self._clock() + self._rest
