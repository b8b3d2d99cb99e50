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
