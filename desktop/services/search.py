"""Search large drops in a process of its own.

Python takes its lock back after every look at the disk. With 100,000 files in a thread, the window
and the search would wait for each other 100,000 times.
"""

from __future__ import annotations

import marshal
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import starmap
from pathlib import Path
from typing import IO, ClassVar, Final

from desktop.main import SEARCH
from desktop.services.intake import CHUNK, find
from desktop.services.photo import Found
from petsight.errors import PetsightError

_SIGN_S: Final = 0.1
"""A search that finds nothing says so this often, for somebody may have ended it."""
_ROOT: Final = Path(__file__).resolve().parents[2]


class SearchError(PetsightError):
    """The search did not come to its end."""

    code: ClassVar[str] = "search_failed"


def search(paths: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[list[Found]]:
    """Do what `find` does, in a process where that may take long.

    Args:
        paths: Absolute paths of files and folders.
        cancelled: Asked often; True ends the search, and its process.

    Returns:
        Files in a steady order, at most `CHUNK` at a time.

    Raises:
        SearchError: The process could not be started, or was ended by somebody else; from the
            iterator.
    """
    if len(paths) < CHUNK and not any(map(os.path.isdir, paths)):
        return find(paths, cancelled)
    return _search_apart(paths, cancelled)


def serve() -> int:
    """Be the searching process: read paths from the standard input, and write what was found.

    Returns:
        The exit status.
    """
    paths, answers = marshal.load(sys.stdin.buffer), sys.stdout.buffer  # noqa: S302 - the app's
    told = time.monotonic()

    def tell(found: list[Found]) -> None:
        nonlocal told
        marshal.dump([(file.path, file.size, file.mtime_ns) for file in found], answers)
        answers.flush()
        told = time.monotonic()

    def give_sign() -> bool:
        if time.monotonic() - told > _SIGN_S:
            tell([])
        return False

    try:
        for found in find(paths, give_sign):
            tell(found)
        marshal.dump(None, answers)
        answers.flush()
    except OSError:  # the app has ended, or wants no more
        os._exit(1)
    return 0


def _search_apart(paths: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[list[Found]]:
    import subprocess  # most searches are small and need none of it

    package = [] if getattr(sys, "frozen", False) else ["-m", "desktop"]
    try:
        process = subprocess.Popen(  # noqa: S603 - nothing in it comes from elsewhere
            [sys.executable, *package, SEARCH],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C in a terminal is the app's to answer
        )
    except OSError as exc:
        raise SearchError(f"the search cannot begin ({exc.strerror})") from exc
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with process.stdin as questions:
                marshal.dump(list(paths), questions)
            for found in _told(process.stdout):
                if cancelled():
                    return
                if found:
                    yield found
        except (OSError, EOFError) as exc:
            raise SearchError("the search was ended from outside") from exc
        finally:
            process.kill()


def _told(answers: IO[bytes]) -> Iterator[list[Found]]:
    """Read what `serve` writes, up to the sign of its end."""
    while (found := marshal.load(answers)) is not None:  # noqa: S302 - the app's own process
        yield list(starmap(Found, found))
