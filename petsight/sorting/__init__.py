"""Sort pictures into one folder per answer, and undo it.

    >>> from pathlib import Path
    >>> from petsight.sorting import sort_files, undo
    >>> done = sort_files([(Path("photo.jpg"), "cat")], Path("sorted"))
    >>> undo(done.journal)

Nothing is ever overwritten. Each step is written to a journal in the destination before it is
taken, so that a run killed anywhere can be finished or undone; `docs/sorting.md` describes it.
"""

from __future__ import annotations

from petsight.sorting.earlier import Earlier
from petsight.sorting.recovery import settle
from petsight.sorting.results import Outcome, Placed, Sorted, Undone
from petsight.sorting.sorter import plan, sort_files
from petsight.sorting.undoing import undo

__all__ = [
    "Earlier",
    "Outcome",
    "Placed",
    "Sorted",
    "Undone",
    "plan",
    "settle",
    "sort_files",
    "undo",
]
