"""Write files so that a kill at any moment leaves the old one or the new one, never half of one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def replace_file(path: Path, write: Callable[[Path], Any]) -> None:
    """Write beside a file, then put the whole result in its place.

    Args:
        path: The file.
        write: Writes to the path it is given, which has the same suffix.
    """
    partial = path.with_name(f"partial-{path.name}")
    write(partial)
    partial.replace(path)


def replace_text(path: Path, text: str) -> None:
    """Write a text file in the same way, in UTF-8 and with the line ends of the text."""
    replace_file(path, lambda partial: partial.write_text(text, encoding="utf-8", newline=""))
