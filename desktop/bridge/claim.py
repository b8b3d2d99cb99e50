"""Where the app that runs listens, and whether there may be one; loads nothing slow."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir

_LONGEST_NAME: Final = 100
"""Sockets of most systems have room for little more."""


def socket_name(folder: Path) -> str:
    """Name the socket of the app that keeps its things in a folder.

    Args:
        folder: Apps with other folders know nothing of each other.

    Returns:
        A path in the person's own runtime folder where there is one; else a name for which the
        system finds a place.
    """
    name = f"petsight-{zlib.crc32(os.fsencode(folder)):08x}"
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    path = f"{runtime}/{name}"
    return path if Path(runtime).is_absolute() and len(path) <= _LONGEST_NAME else name


def is_claimed(name: str) -> bool:
    """Tell whether there is a socket of this person's; in a shared folder, others may make one.

    Args:
        name: What `socket_name` returned.

    Returns:
        True even if the app that made it was killed since.
    """
    path = Path(name if name.startswith("/") else f"{QDir.tempPath()}/{name}")
    try:
        return os.name == "nt" or path.stat().st_uid == os.getuid()
    except OSError:
        return False
