"""What tests of every package share."""

from __future__ import annotations

import functools
import importlib
import os
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


def require(condition: object, what: str) -> None:
    """Skip the test where a need is missing, or fail it where everything must run.

    Args:
        condition: Whether the need is met.
        what: The need, for the report: "the pictures", "a browser".
    """
    if condition:
        return
    sentence = f"needs {what}"
    if os.environ.get("PETSIGHT_STRICT") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


@functools.cache
def qt_problem() -> str | None:
    """Say why Qt cannot be used here: not installed, or a library of the system is missing."""
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        return str(error)
    return None


def open_descriptors() -> int:
    """Count the files that this process has open."""
    folder = Path("/proc/self/fd")
    require(folder.is_dir(), "a /proc file system")
    return len(list(folder.iterdir()))


def wait_for_port(port: int, process: subprocess.Popen[Any] | None = None) -> None:
    """Wait until something listens on a port of 127.0.0.1, which sends no event of its own.

    Args:
        port: The port.
        process: Who shall listen; that it ended ends the wait too.
    """
    deadline = time.monotonic() + 60
    while True:
        assert process is None or process.poll() is None, "the server does not start"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert time.monotonic() < deadline, "the server does not listen"
            time.sleep(0.02)
        else:
            return
