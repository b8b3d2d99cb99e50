"""What sorting into a folder would do, and which folder a person means."""

from __future__ import annotations

import os.path
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from petsight.errors import DestinationError


@dataclass(frozen=True, slots=True)
class Plan:
    """What sorting would do.

    Attributes:
        folder: Where to; absolute.
        exists: Whether that folder is there already.
        pairs: Each picture's file and its place; none for what is sorted already.
        unanswered: Pictures that stay where they are, since nothing is known of them.
        past: Whether an earlier sorting into the same folder can be undone.
    """

    folder: Path
    exists: bool
    pairs: list[tuple[Path, Path]]
    unanswered: int
    past: bool


def make_plan(
    pairs: Sequence[tuple[Path, str]], written: str, *, move: bool, unanswered: int = 0
) -> Plan:
    """Look at a folder and say what sorting into it would do; slow where the disk is.

    Args:
        pairs: Files and what they show.
        written: The folder, as a person wrote it.
        move: Whether to move rather than copy.
        unanswered: Pictures that are not among the pairs.

    Returns:
        The plan; nothing is changed.

    Raises:
        DestinationError: The folder cannot be used, or it is not clear which is meant.
        JournalError: One of its journals is damaged.
    """
    # Loads what sorts, which nobody needs before something is sorted.
    from desktop.services.past_sorting import last_sorting
    from petsight.sorting import plan

    folder = destination(written)
    planned = list(plan(pairs, folder, move=move))
    return Plan(folder, folder.is_dir(), planned, unanswered, last_sorting(folder) is not None)


def destination(written: str) -> Path:
    """Understand the path of a folder; nothing is looked at.

    Args:
        written: An absolute path; `~` stands for a person's home.

    Returns:
        The folder, which need not exist.

    Raises:
        DestinationError: It is no absolute path, so nobody knows where it would lead.
    """
    # Path's own method raises for the home of somebody who does not exist.
    folder = Path(os.path.expanduser(written))  # noqa: PTH111
    if not folder.is_absolute():
        example = Path.home() / "sorted"
        raise DestinationError(f"write the whole path of the folder, such as {example}")
    return folder
