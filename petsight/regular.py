"""Open a regular file, and nothing that could make us wait or never end."""

from __future__ import annotations

import errno
import os
import stat
from typing import IO


class NotRegularError(OSError):
    """The path leads to a folder, a pipe or a device; `strerror` says which."""


def open_regular(path: str | os.PathLike[str], buffering: int = -1) -> IO[bytes]:
    """Open a regular file, or a link to one, for reading bytes.

    Args:
        path: The file.
        buffering: As for `open`; 0 for who reads in large pieces, some shorter than asked for.

    Returns:
        The opened file.

    Raises:
        NotRegularError: It is something else.
        OSError: It cannot be opened; so say sockets, and folders on Windows.
        ValueError: No file can have this path.
    """
    try:
        file = open(path, "rb", buffering, opener=_open_at_once)  # noqa: SIM115 - it is closed or returned
    except IsADirectoryError:
        raise NotRegularError(errno.EISDIR, "this is a folder") from None
    mode = os.fstat(file.fileno()).st_mode
    if stat.S_ISREG(mode):
        return file
    file.close()
    kind = "pipe" if stat.S_ISFIFO(mode) else "device"
    raise NotRegularError(errno.EINVAL, f"this is a {kind}")


def _open_at_once(path: str, flags: int) -> int:
    # Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
