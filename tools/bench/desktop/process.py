"""Start the observed app in a process of its own, with standard folders of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

from tools.bench.desktop import empty, probe

MOMENTS: Final = ("frame", "answered", "filled")

LIMIT_S: Final = 900
"""A task that takes longer will not end at all."""


def observe(
    home: Path, task: str, *arguments: object, paths: tuple[Path, ...] = ()
) -> dict[str, Any]:
    """Run the app until a task is done.

    Args:
        home: Where it keeps its session and settings.
        task: The task's name.
        arguments: The task's.
        paths: The app's own arguments.

    Returns:
        The findings; moments are seconds since just before the process started.
    """
    words = [task, *map(str, arguments), "--", *map(str, paths)]
    begun = time.monotonic()
    findings = json.loads(_output([sys.executable, "-m", probe.__name__, *words], home))
    return {key: value - begun if key in MOMENTS else value for key, value in findings.items()}


def empty_window(home: Path) -> float:
    """Return the seconds from the start of a process to the first frame of an empty window."""
    begun = time.monotonic()
    return float(_output([sys.executable, "-m", empty.__name__], home)) - begun


def _output(command: list[str], home: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    environment |= {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, text=True, check=True, timeout=LIMIT_S
    )
    return done.stdout
