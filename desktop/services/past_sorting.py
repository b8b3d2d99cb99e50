"""What an earlier sorting into a folder did, so that it can be undone, also by a later run."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from petsight.errors import DestinationError


@dataclass(frozen=True, slots=True)
class PastSorting:
    """A sorting whose journal is still there.

    Attributes:
        journal: What `petsight.sorting.undo` takes.
        copies: Files that were copied.
        moved: For each file that was moved, where it lay and where it lies.
        ended: When the last of them was.
    """

    journal: Path
    copies: int
    moved: tuple[tuple[str, str], ...]
    ended: datetime


def last_sorting(folder: Path) -> PastSorting | None:
    """Look for what was sorted into a folder last; slow where the disk is.

    Args:
        folder: A folder that need not exist.

    Returns:
        The sorting with the newest journal; None where there is none.

    Raises:
        DestinationError: The folder cannot be read.
        JournalError: The journal cannot be read, or is damaged.
    """
    # Loads what sorts, which nobody needs before something is sorted.
    from petsight.sorting.record import journals_in, read_record

    try:
        journals = journals_in(folder)
        if not journals:
            return None
        ended = datetime.fromtimestamp(journals[-1].stat().st_mtime, UTC)
    except OSError as exc:
        raise DestinationError(f"{folder} cannot be used ({exc.strerror})") from exc
    record = read_record(journals[-1])
    steps = [*record.steps, *([record.open] if record.open else [])]
    moved = [(step.source, os.fspath(folder / step.target)) for step in steps if step.move]
    return PastSorting(journals[-1], len(steps) - len(moved), tuple(moved), ended)
