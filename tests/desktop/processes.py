"""Start the app as a process and follow what it tells."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.support_cli import ROOT, environment

OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}


class App:
    """The app in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def until(self, what: str) -> dict[str, Any]:
        """Read on until something happens, and return what is told of it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            told: dict[str, Any] = json.loads(line)
            if told["what"] == what:
                return told
        raise AssertionError(f"the app ended before {what!r}")

    def tell(self, what: str) -> None:
        """Ask for something that `tests.desktop.narrated` does."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()

    def close(self) -> dict[str, Any]:
        """Close the window as a person does, and return what is told of the end."""
        self.tell("close")
        return self.until("closed")


@contextmanager
def app(*paths: str, **variables: str) -> Iterator[App]:
    """Start the app on the offscreen platform, in the test's own folders."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.desktop.narrated", *paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=environment(**OFFSCREEN, **variables),
    ) as process:
        try:
            yield App(process)
        finally:
            process.kill()


def command(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `petsight-desktop` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "desktop", *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=ROOT,
        env=environment(**variables),
    )
