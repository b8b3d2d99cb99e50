"""Sort or undo in a process of its own, which kills itself before its n-th change of the disk.

A script that imports little, for a test starts it some hundred times.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from petsight.sorting import sort_files, undo

STEPS = ("link", "unlink", "replace", "mkdir", "rmdir", "utime", "fsync", "ftruncate", "write")
"""What changes a disk; a kill after one of these is a kill before the next."""


def kill_at(point: int) -> None:
    left = point

    def counted(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                if function.__name__ == "write":  # which may be cut short anywhere
                    function(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **options)

        return call

    for name in STEPS:
        setattr(os, name, counted(getattr(os, name)))


def main(point: str, task: str, place: str, *sources: str) -> None:
    kill_at(int(point))
    if task == "undo":
        undo(Path(place))
    else:
        cats = [(Path(name), "cat") for name in sources]
        sort_files(cats, Path(place), move=task == "move")


if __name__ == "__main__":
    main(*sys.argv[1:])
