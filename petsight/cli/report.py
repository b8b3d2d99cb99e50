"""What every form of output has in common."""

from __future__ import annotations

import os
import sys
from typing import Any, Final, Protocol

from petsight.batch import Answer
from petsight.source import ImageSource

STDIN: Final = "-"
"""How standard input is named, in arguments and in answers."""


class Report(Protocol):
    """Writes answers to standard output, each as it comes."""

    def begin(self) -> None:
        """Write what comes before the first answer."""

    def add(self, answer: Answer) -> None:
        """Write one answer."""

    def end(self) -> None:
        """Write what comes after the last answer."""


def name_of(source: ImageSource) -> str:
    """Return the path of a picture, or `STDIN` for what has none."""
    return os.fspath(source) if isinstance(source, str | os.PathLike) else STDIN


def row_of(answer: Answer) -> dict[str, Any]:
    """Return an answer in its documented form, with a path in every case."""
    return {**answer.to_dict(), "path": name_of(answer.path)}


def use_encoding(encoding: str | None = None) -> None:
    r"""Let any text be printed: what an encoding lacks, or is no text at all, becomes `\udcff`.

    Args:
        encoding: The encoding of standard output; by default that of the terminal.
    """
    sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")  # type: ignore[union-attr]
