"""One call of the function: what it needs to know, and what the log will say about it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from lambda_service.events import Kind


class Context(Protocol):
    """What the service uses of Lambda's context object."""

    @property
    def aws_request_id(self) -> str:
        """Return the id of this call."""
        ...

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until Lambda ends this call."""
        ...


@dataclass(slots=True)
class Call:
    """One call, filled in as it proceeds.

    Nothing here may hold what the caller sent: no picture, name, key, address or header.

    Attributes:
        context: Lambda's.
        cold_start: Whether it is the first one of this process.
        kind: What called.
        status: The HTTP status, whether or not HTTP was spoken.
        code: The failure's code, or None.
        label: The answer's label, or None.
        image_bytes: Size of the picture's file, or None.
        stages: Milliseconds by stage.
        counts: For S3, how many pictures had which outcome.
    """

    context: Context
    cold_start: bool
    kind: Kind = Kind.UNKNOWN
    status: int = 200
    code: str | None = None
    label: str | None = None
    image_bytes: int | None = None
    stages: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def request_id(self) -> str:
        """Lambda's id of this call, by which its log lines are found."""
        return self.context.aws_request_id

    def seconds_left(self) -> float:
        """Return the time until Lambda ends this call."""
        return self.context.get_remaining_time_in_millis() / 1000

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Note how long the body takes, also if it fails."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = (time.perf_counter() - start) * 1e3
