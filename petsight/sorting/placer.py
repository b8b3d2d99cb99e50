"""Put files into a destination, each step in its journal."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Final

from petsight import errors
from petsight.sorting import files
from petsight.sorting.earlier import real_path
from petsight.sorting.journal import Journal, new_journal
from petsight.sorting.places import Places
from petsight.sorting.record import Step
from petsight.sorting.recovery import open_unfinished, temporary_in
from petsight.sorting.results import Placed

_NO_MORE: Final = frozenset((errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)))


class Placer:
    """Puts files where `Places` says."""

    def __init__(self, destination: Path, *, move: bool) -> None:
        """Take up a run that was killed or stopped; else nothing is made before the first file.

        Args:
            destination: A folder that need not exist.
            move: Whether to move rather than copy.

        Raises:
            DestinationError: It cannot be read, is no folder, or is in use.
            JournalError: One of its journals cannot be used.
        """
        self._move = move
        self._journal = open_unfinished(destination)
        try:
            self._places = Places(destination, move=move)
        except BaseException:
            self.close()
            raise

    @property
    def journal(self) -> Path | None:
        """Where each step is written, if there was any."""
        return self._journal.path if self._journal is not None else None

    def place(self, source: Path, answer: str) -> Placed:
        """Put one file into the folder of its answer.

        Args:
            source: The file.
            answer: What it shows.

        Returns:
            Where it lies now.

        Raises:
            ImageError: It cannot be read.
            SortingError: It cannot be put there, and lies where it was.
            DestinationError: The destination takes nothing more.
            JournalError: The journal cannot be written.
        """
        try:
            return self._place(source, answer)
        except ValueError as exc:
            raise errors.SortingError("this is not a possible file name") from exc
        except OSError as exc:
            raise self._failure(source, exc) from exc

    def end(self) -> None:
        """Say in the journal, if there is one, that the run came to its end."""
        if self._journal is not None:
            self._journal.end()

    def close(self) -> None:
        """Close the journal."""
        if self._journal is not None:
            self._journal.close()

    def _place(self, source: Path, answer: str) -> Placed:
        there = self._places.earlier.find(source)
        if there is not None:
            return Placed(source, answer, "already there", there)
        size, mtime_ns = self._facts(source)
        while True:
            target, exists = self._places.choose(source, answer)
            path = self._places.destination / target
            if exists:
                return Placed(source, answer, "already there", path)
            if self._take(Step(self._move, str(real_path(source)), target, size, mtime_ns), path):
                return Placed(source, answer, "moved" if self._move else "copied", path)

    def _facts(self, source: Path) -> tuple[int, int]:
        if self._move and source.is_symlink():
            raise errors.SortingError("this is a link to a file, which can be copied, not moved")
        found = source.stat()
        if not stat.S_ISREG(found.st_mode):
            raise errors.NotAFileError("this is not a file")
        return found.st_size, found.st_mtime_ns

    def _take(self, step: Step, path: Path) -> bool:
        """Take one step; False if somebody else has just taken the name."""
        if self._journal is None:
            self._journal = new_journal(self._places.destination)
        self._make_folder(path.parent, self._journal)
        self._journal.begin(step)
        temporary = temporary_in(path.parent, self._journal.path)
        try:
            (files.move if step.move else files.copy)(Path(step.source), path, temporary)
        except (OSError, errors.SortingError) as exc:
            self._journal.dropped()
            if isinstance(exc, FileExistsError):
                return False
            raise
        done = replace(step, written_ns=path.stat().st_mtime_ns)
        self._journal.done(done)
        self._places.earlier.add(done)
        return True

    def _make_folder(self, folder: Path, journal: Journal) -> None:
        if not os.path.lexists(folder):
            journal.folder(folder.name)
        try:
            folder.mkdir(exist_ok=True)
        except FileExistsError as exc:
            raise errors.SortingError(
                f"a file named {folder.name} lies where its folder should be"
            ) from exc

    def _failure(self, source: Path, exc: OSError) -> errors.PetsightError:
        reason = exc.strerror or str(exc)
        if exc.errno in _NO_MORE:
            return errors.DestinationError(
                f"{self._places.destination} takes nothing more ({reason})"
            )
        if not source.exists():
            return errors.NoSuchFileError("there is no such file any more")
        return errors.SortingError(f"it cannot be {'moved' if self._move else 'copied'} ({reason})")
