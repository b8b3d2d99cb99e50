"""Open a folder or a picture elsewhere, on systems where that takes a program of its own."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import ClassVar, Final

from petsight.errors import PetsightError

PATIENCE_S: Final = 5.0
"""What still runs then is the file manager or the viewer itself."""
_LIBRARIES: Final = "LD_LIBRARY_PATH"


class FileManagerError(PetsightError):
    """No program shows folders, or pictures."""

    code: ClassVar[str] = "no_file_manager"


def opener() -> str | None:
    """Return the program that opens things; None where Qt knows better."""
    return shutil.which("xdg-open") if sys.platform == "linux" else None


def show(program: str, path: Path) -> None:
    """Have a program show a folder or a file, and wait until it has, or for a few seconds.

    Args:
        program: What `opener` returned.
        path: Absolute.

    Raises:
        FileManagerError: It found nothing that shows it.
    """
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603 - the system's own program, and no shell
            [program, path],
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            env=_environment(),
            start_new_session=True,
        )
        # One that outlives the wait is left to itself; Python looks after it later.
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE_S)
    except OSError as exc:
        raise FileManagerError(f"no program shows this ({exc.strerror})") from exc
    if process.returncode:
        raise FileManagerError("no program shows this")


def _environment() -> dict[str, str]:
    """Take out the libraries of a packaged app, which are not for other programs."""
    found = dict(os.environ)
    if getattr(sys, "frozen", False):
        found.pop(_LIBRARIES, None)
        if (former := found.pop(f"{_LIBRARIES}_ORIG", None)) is not None:
            found[_LIBRARIES] = former
    return found
