"""Open the journals of runs that may have been killed, and finish or drop their last step."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from petsight.errors import DestinationError, JournalError
from petsight.sorting.files import finish
from petsight.sorting.journal import Journal
from petsight.sorting.record import is_ended, journals_in


def settle(destination: Path) -> None:
    """Finish or take back the step that a killed run into a destination had begun.

    `sort_files` does so itself. Call this before looking for pictures, or one that has just been
    moved may be found where it no longer lies a moment later.

    Args:
        destination: A folder that need not exist.

    Raises:
        DestinationError: It cannot be read, is no folder, or is in use.
        JournalError: Its journal cannot be used, or the step cannot be finished.
    """
    journal = open_unfinished(destination)
    if journal is not None:
        journal.close()


def open_unfinished(destination: Path) -> Journal | None:
    """Open the journal of a run that did not come to its end, if there is one."""
    try:
        journals = [path for path in journals_in(destination) if not is_ended(path)]
    except OSError as exc:
        raise DestinationError(f"{destination} cannot be used ({exc.strerror})") from exc
    return open_journal(journals[0]) if journals else None


def open_journal(path: Path) -> Journal:
    """Open a journal so that every step it tells of is either done or dropped.

    Args:
        path: The file; it lies in the destination.

    Returns:
        The journal. Its record has the step that was under way among the others, or not at all.

    Raises:
        DestinationError: Another process is at work on it.
        JournalError: It cannot be used.
    """
    journal = Journal(path)
    try:
        if journal.record.length == 0:  # killed before the first line was whole
            journal.start(made=0)
        _settle_step(journal)
    except BaseException:
        journal.close()
        raise
    return journal


def temporary_in(folder: Path, journal: Path) -> Path:
    """Return the one name in a folder that a file has while it is being copied."""
    return folder / f".{journal.stem}.part"


def _settle_step(journal: Journal) -> None:
    step = journal.record.open
    if step is None:
        return
    source, target = Path(step.source), journal.path.parent / step.target
    try:
        temporary = temporary_in(target.parent, journal.path)
        if finish(source, target, temporary, step.bytes, moving=step.move):
            done = replace(step, written_ns=target.stat().st_mtime_ns)
            journal.done(done)
            journal.record.steps.append(done)
        else:
            journal.dropped()
    except OSError as exc:
        raise JournalError(
            f"what {journal.path.name} began cannot be finished ({exc.strerror}: {target})"
        ) from exc
