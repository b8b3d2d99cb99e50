"""What every form of output has in common."""

from __future__ import annotations

import sys
from typing import Protocol

from petsight.batch import Answer


class Report(Protocol):
    """Writes answers, each as it comes; what comes before the first is written when it is made."""

    def add(self, answer: Answer) -> None:
        """Write one answer."""

    def end(self) -> None:
        """Write what comes after the last answer."""


def use_encoding(encoding: str | None = None) -> None:
    r"""Let any text be printed: what an encoding lacks, or is no text at all, becomes `\udcff`.

    Args:
        encoding: The encoding of standard output; by default that of the terminal.
    """
    sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")  # type: ignore[union-attr]
