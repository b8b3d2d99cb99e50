"""What sorting and undoing report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from petsight.errors import PetsightError

Outcome = Literal["copied", "moved", "already there", "failed"]
"""What became of one file."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One file's outcome.

    Attributes:
        source: The file, as given.
        answer: What it shows, as given.
        outcome: What became of it.
        target: Where it lies now; None if it failed.
        error: Why it failed, else None.
    """

    source: Path
    answer: str
    outcome: Outcome
    target: Path | None = None
    error: PetsightError | None = None


@dataclass(frozen=True, slots=True)
class Sorted:
    """A run of `sort_files`.

    Attributes:
        counts: Files copied or moved by this run, for each folder's name.
        already_there: Files that an earlier run had sorted, or that were sorting's own output.
        failures: Files that stayed where they are, and why.
        journal: What `undo` takes; None if nothing was copied or moved.
        stopped: Why the run ended early, such as a full disk; None if it came to its end or was
            cancelled. The next run into the same folder goes on where this one stopped.
    """

    counts: Mapping[str, int]
    already_there: int
    failures: list[tuple[Path, PetsightError]]
    journal: Path | None
    stopped: PetsightError | None


@dataclass(frozen=True, slots=True)
class Undone:
    """A run of `undo`.

    Attributes:
        moved_back: Files that lie again where they came from.
        removed: Copies that were removed.
        kept: Files that stayed where sorting put them, and why; the journal stays too, so that
            undoing can be tried again.
    """

    moved_back: int
    removed: int
    kept: list[tuple[Path, PetsightError]]
