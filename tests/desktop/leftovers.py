"""What a process has beyond its memory: threads, children, open files."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

PROCESS: Final = Path("/proc/self")
PATIENCE_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Threads, child processes and descriptors, each by a name that a person can read."""

    names: frozenset[str]

    @classmethod
    def now(cls) -> Self:
        """Look at this process; without a /proc file system at its threads only."""
        return cls(frozenset([*_threads(), *_children(), *_descriptors()]))

    def wait_for_end(self, turn: Callable[[], object]) -> list[str]:
        """Wait until nothing is there that was not there at this look.

        Args:
            turn: Called again and again while something is there.

        Returns:
            What is still there after some seconds.
        """
        deadline = time.monotonic() + PATIENCE_S
        while more := sorted(self.now().names - self.names):
            if time.monotonic() > deadline:
                break
            turn()
            time.sleep(0.01)
        return more


def _threads() -> list[str]:
    """Name Python's threads; those that Qt's pools keep ready come from elsewhere."""
    return [
        f"thread {thread.name} ({thread.ident})"
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread)
    ]


def _children() -> list[str]:
    found = []
    for task in PROCESS.glob("task/*/children"):
        with contextlib.suppress(OSError):  # the thread may have ended meanwhile
            found += [f"process {pid}" for pid in task.read_text(encoding="ascii").split()]
    return found


def _descriptors() -> list[str]:
    """Name open files, sockets and pipes; event counters belong to Qt's threads."""
    found = []
    for descriptor in PROCESS.glob("fd/*"):
        with contextlib.suppress(OSError):
            target = os.readlink(descriptor)  # noqa: PTH115 - a socket's name is no path
            if not target.startswith(("/dev/", "/proc/", "anon_inode:")):
                found.append(f"file {target}")
    return found
