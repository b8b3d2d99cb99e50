"""Keep a second process away from a file; a killed process lets go by itself."""

from __future__ import annotations

import sys
from pathlib import Path


class FileLock:
    """A lock that lasts until `close`."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Args:
            path: An empty file that stands for the lock; it is made and stays.

        Raises:
            BlockingIOError: Another process has it.
            OSError: The file cannot be made.
        """
        self._file = path.open("ab")
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            self._file.close()
            raise BlockingIOError("another process has the lock") from exc

    def close(self) -> None:
        """Let go."""
        self._file.close()
