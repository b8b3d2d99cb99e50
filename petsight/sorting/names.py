"""Name folders after answers, and files so that none meets another."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

_FORBIDDEN: Final = frozenset('%/\\:*?"<>|')
_RESERVED: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)


def folder_name(answer: str) -> str:
    """Name a folder after an answer so that every file system takes it.

    Args:
        answer: Any text; a model's labels may hold whatever its trainer wrote.

    Returns:
        The answer itself where that is safe. Otherwise what is not, such as `/`, stands as the
        percent signs and hexadecimal digits of its UTF-8 bytes, so that two answers never share a
        folder.
    """
    last = len(answer) - 1
    return "".join(
        _escape(char)
        if char in _FORBIDDEN
        or not char.isprintable()
        or (char in ". " and place in (0, last))
        or (place == 0 and answer.partition(".")[0].lower() in _RESERVED)
        else char
        for place, char in enumerate(answer)
    )


def numbered(name: str, number: int) -> str:
    """Return `photo.jpg` for 1, `photo (2).jpg` for 2 and so on."""
    if number == 1:
        return name
    stem, extension = os.path.splitext(name)  # noqa: PTH122 - no path, and `Path` drops a last dot
    return f"{stem} ({number}){extension}"


class Names:
    """Which names the folders of a destination still have.

    Names that differ in case alone count as equal: they are on many disks, and a memory stick shall
    get the names that another disk got.
    """

    def __init__(self, destination: Path) -> None:
        self._destination = destination
        self._taken: dict[str, set[str]] = {}
        self._next: dict[tuple[str, str], int] = {}  # without it, many equal names take for ever

    def choose(self, folder: str, name: str, fits: Callable[[str], bool]) -> tuple[str, bool]:
        """Choose a file's name, and never give it again.

        Args:
            folder: Name of a folder in the destination, which need not exist.
            name: The name that the file has.
            fits: Tells of a name in that folder that is taken whether the file already lies there.

        Returns:
            The name, with a number where it needs one, and whether the file already lies there.

        Raises:
            OSError: The folder cannot be read.
        """
        taken = self._names_in(folder)
        key = folder, name.casefold()
        for number in itertools.count(self._next.get(key, 1)):
            self._next[key] = number + 1
            candidate = numbered(name, number)
            if candidate.casefold() not in taken:
                taken.add(candidate.casefold())
                return candidate, False
            if fits(candidate):
                return candidate, True
        raise AssertionError("there is always a further number")

    def _names_in(self, folder: str) -> set[str]:
        if folder not in self._taken:
            try:
                names = os.listdir(self._destination / folder)  # noqa: PTH208 - names are enough
            except (FileNotFoundError, NotADirectoryError):  # it is still to be made, or cannot be
                names = []
            self._taken[folder] = {name.casefold() for name in names}
        return self._taken[folder]


def _escape(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))
