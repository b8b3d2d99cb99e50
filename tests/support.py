"""What tests of every package share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


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


def open_descriptors() -> int:
    """Count the files that this process has open."""
    folder = Path("/proc/self/fd")
    require(folder.is_dir(), "a /proc file system")
    return len(list(folder.iterdir()))
