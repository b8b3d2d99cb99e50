"""Run the command line as people do: as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support_model import TINY

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "petsight"]
USE_TINY = ["--model", str(TINY)]


def environment(**changes: str) -> dict[str, str]:
    """The environment of a child, cleared of what changes the output."""
    unwanted = ("NO_COLOR", "TERM", "COLUMNS", "PETSIGHT_RUNTIME", "PYTHONUNBUFFERED")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return kept | {"PYTHONPATH": str(ROOT), "TERM": "xterm"} | changes


def petsight(
    *arguments: str | bytes | Path, env: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; undecodable output would fail the test."""
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(**(env or {})),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **options,
    )


def classify(*arguments: str | bytes | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run `petsight classify` with the tiny model."""
    return petsight("classify", *USE_TINY, *arguments, **options)
