"""Keep pasted and fetched pictures as files, so that nothing else knows another kind."""

from __future__ import annotations

import contextlib
import itertools
import os
import re
from pathlib import Path
from typing import ClassVar, Final

from petsight.errors import PetsightError

_LIST: Final = ".kept"
_UNFIT: Final = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\ud800-\udfff]')
_LONGEST: Final = 80


class InboxError(PetsightError):
    """A pasted or fetched picture cannot be kept."""

    code: ClassVar[str] = "not_kept"


class Inbox:
    """A folder of files that nobody else made. Safe to share between threads and processes."""

    def __init__(self, folder: Path) -> None:
        """Name the folder; it is made when something is kept.

        Args:
            folder: What else lies in it is left alone.
        """
        self._folder = folder

    def keep(self, data: bytes, name: str) -> str:
        """Write a file under a name that was free.

        Args:
            data: The whole file.
            name: How it shall be called; what no system takes is replaced, and a number is added
                where the name is taken.

        Returns:
            The real path, as a search for pictures finds it.

        Raises:
            InboxError: It cannot be written; nothing is left behind.
        """
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = self._claim(_fit(name))
            try:
                with (self._folder / _LIST).open("a", encoding="utf-8") as kept:
                    kept.write(f"{path.name}\n")
                path.write_bytes(data)
            except OSError:
                path.unlink(missing_ok=True)
                raise
        except OSError as exc:
            raise InboxError(f"the picture cannot be kept ({exc.strerror})") from exc
        return str(path.resolve())

    def clear(self) -> None:
        """Delete what was kept, in earlier runs too, and nothing else."""
        kept = self._folder / _LIST
        with contextlib.suppress(OSError):
            for name in kept.read_text(encoding="utf-8").split("\n")[:-1]:
                # Whatever somebody wrote there, what is deleted lies in the folder.
                (self._folder / _fit(name)).unlink(missing_ok=True)
            kept.unlink()

    def _claim(self, name: str) -> Path:
        """Make an empty file under a free name."""
        stem, suffix = os.path.splitext(name)  # noqa: PTH122 - a name is no path
        for number in itertools.count(1):
            path = self._folder / (name if number == 1 else f"{stem} ({number}){suffix}")
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                continue
            return path
        raise AssertionError("numbers do not end")


def _fit(name: str) -> str:
    """Turn any text into a file name that every system takes."""
    text = _UNFIT.sub("_", name).strip(" .")
    stem, suffix = os.path.splitext(text)  # noqa: PTH122 - a name is no path
    return f"{stem[:_LONGEST]}{suffix[:10]}" or "picture"
