"""Bring back what was before files were sorted."""

from __future__ import annotations

import contextlib
import os
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from petsight.errors import PetsightError, SortingError
from petsight.sorting import files
from petsight.sorting.earlier import facts_of
from petsight.sorting.record import Step
from petsight.sorting.recovery import open_journal, temporary_in
from petsight.sorting.results import Undone


def undo(
    journal: Path,
    *,
    progress: Callable[[Path], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Undone:
    """Move files back and remove copies and folders, the last one first.

    Only what is still as it was written is touched. A copy goes only while its original is there
    with the same bytes, so that undoing never takes the last one away. When everything is undone,
    the journal goes too; otherwise undoing can be tried again, also after a kill.

    Args:
        journal: What `sort_files` returned; it lies in the destination.
        progress: Is told of every file that was sorted.
        cancelled: Is asked before every file; when it says True, undoing ends.

    Returns:
        What was done.

    Raises:
        JournalError: The journal cannot be used, or what was begun cannot be finished.
        DestinationError: Another process is at work in that destination.
    """
    tally: Counter[str] = Counter()
    kept: list[tuple[Path, PetsightError]] = []
    with contextlib.closing(open_journal(journal)) as opened:
        for step in reversed(opened.record.steps):
            if cancelled():
                return Undone(tally["moved"], tally["removed"], kept)
            target = journal.parent / step.target
            try:
                tally[_take_back(step, target, journal)] += 1
            except SortingError as exc:
                kept.append((target, exc))
            progress(target)
    _remove_folders([journal.parent / name for name in reversed(opened.record.folders)])
    if not kept:
        journal.unlink()
        home = Path(os.path.realpath(journal.parent))
        _remove_folders([home, *home.parents][: opened.record.made])
    return Undone(tally["moved"], tally["removed"], kept)


def _take_back(step: Step, target: Path, journal: Path) -> str:
    """Undo one step, or what a killed undoing has left of it, and say what was done."""
    source = Path(step.source)
    try:
        if step.move:
            _move_back(step, source, target, temporary_in(source.parent, journal))
            return "moved"
        if not os.path.lexists(target):
            return "nothing"
        _remove_copy(source, target)
    except OSError as exc:
        raise SortingError(f"it cannot be brought back ({exc.strerror})") from exc
    return "removed"


def _move_back(step: Step, source: Path, target: Path, temporary: Path) -> None:
    if os.path.lexists(target):
        if target.is_symlink() or facts_of(target) != (step.bytes, step.written_ns):
            raise SortingError("it has changed since it was sorted")
        source.parent.mkdir(parents=True, exist_ok=True)
        if not _arrived(step, source, target, temporary):
            files.move(target, source, temporary)
    elif not source.exists():
        raise SortingError("it is gone")
    if facts_of(source) == (step.bytes, step.written_ns):  # a memory stick rounds times
        os.utime(source, ns=(source.stat().st_atime_ns, step.mtime_ns))


def _arrived(step: Step, source: Path, target: Path, temporary: Path) -> bool:
    """Tell whether the file is back; nothing lies in its way if it is not."""
    if files.finish(target, source, temporary, step.bytes, moving=True):
        return True
    if os.path.lexists(source):
        raise SortingError("another file lies where it was")
    return False


def _remove_copy(source: Path, target: Path) -> None:
    if not source.exists():
        raise SortingError("its original is gone, and the last copy stays")
    # A copy and its original are one file only if somebody has made one a link to the other.
    if target.samefile(source) or not files.same_content(source, target):
        raise SortingError("it or its original has changed since it was sorted")
    target.unlink()


def _remove_folders(folders: Iterable[Path]) -> None:
    """Remove folders that are empty, each within the next."""
    for folder in folders:
        with contextlib.suppress(OSError):
            folder.rmdir()
