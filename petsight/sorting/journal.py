"""Write the journal of a sort, so that a run killed anywhere can be finished or undone."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from petsight.errors import DestinationError, JournalError
from petsight.sorting.record import END, SCHEMA, Record, Step, journal_name, read_record

if sys.platform != "win32":
    import fcntl

_FLAGS: Final = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Journal:
    """A journal that nobody else writes to.

    Every line reaches the system before the method that writes it returns, and survives whatever
    happens to this process. Before a file is moved it is on the disk too.

    Attributes:
        path: The file.
        record: What it told when it was opened.
    """

    def __init__(self, path: Path, *, new: bool = False) -> None:
        """Open a journal and lock it.

        Args:
            path: The file.
            new: Whether to make it.

        Raises:
            FileExistsError: It is to be made, and exists.
            DestinationError: It cannot be made, or another process has it.
            JournalError: It cannot be written, or is no journal.
        """
        self.path = path
        try:
            self._file = os.open(path, _FLAGS | (os.O_CREAT | os.O_EXCL if new else 0), 0o666)
        except FileExistsError:
            raise
        except OSError as exc:
            if new:
                raise DestinationError(f"{path.parent} cannot be used ({exc.strerror})") from exc
            raise _unusable(path, exc) from exc
        try:
            self._lock()
            self.record: Record = read_record(path)
            os.ftruncate(self._file, self.record.length)
        except BaseException:
            self.close()
            raise

    def start(self, made: int) -> None:
        """Say how many folders were made for the destination."""
        self._append(step="start", schema=SCHEMA, made=made)

    def folder(self, name: str) -> None:
        """Say that a folder is about to be made."""
        self._append(step="folder", target=name)

    def begin(self, step: Step) -> None:
        """Say that a file is about to be copied or moved."""
        self._append(
            step="move" if step.move else "copy",
            source=step.source,
            target=step.target,
            bytes=step.bytes,
            mtime_ns=step.mtime_ns,
        )
        if step.move:
            with self._complaining():
                os.fsync(self._file)

    def done(self, step: Step) -> None:
        """Say that it was, and which time it has now."""
        self._append(step="done", written_ns=step.written_ns)

    def dropped(self) -> None:
        """Say that it was not, and that nothing of it is left."""
        self._append(step="dropped")

    def end(self) -> None:
        """Say that the run came to its end."""
        self._write(END)

    def close(self) -> None:
        """Close the file and let others have it."""
        os.close(self._file)

    def _append(self, **line: Any) -> None:
        self._write(json.dumps(line).encode("ascii") + b"\n")

    def _write(self, rest: bytes) -> None:
        with self._complaining():
            while rest:
                rest = rest[os.write(self._file, rest) :]

    @contextlib.contextmanager
    def _complaining(self) -> Iterator[None]:
        try:
            yield
        except OSError as exc:
            raise JournalError(
                f"the journal {self.path.name} cannot be written ({exc.strerror})"
            ) from exc

    def _lock(self) -> None:
        if sys.platform == "win32":
            return
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise DestinationError(
                f"another petsight is at work in {self.path.parent}; wait until it is done"
            ) from exc
        except OSError:  # a network share without locks
            return


def new_journal(destination: Path) -> Journal:
    """Make a destination and a journal in it.

    Args:
        destination: A folder that may exist.

    Returns:
        The started journal.

    Raises:
        DestinationError: The folder or the journal cannot be made.
        JournalError: The journal cannot be written.
    """
    made = list(itertools.takewhile(_missing, (destination, *destination.parents)))
    try:
        destination.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise DestinationError(f"{destination} cannot be used ({exc.strerror})") from exc
    journal = _first_free(destination)
    try:
        journal.start(len(made))
    except BaseException:
        journal.close()
        journal.path.unlink()
        raise
    return journal


def _first_free(destination: Path) -> Journal:
    for number in itertools.count(1):
        with contextlib.suppress(FileExistsError):
            return Journal(destination / journal_name(number), new=True)
    raise AssertionError("there is always a further number")


def _missing(folder: Path) -> bool:
    return not os.path.lexists(folder)


def _unusable(path: Path, exc: OSError) -> JournalError:
    if isinstance(exc, (FileNotFoundError, IsADirectoryError)):
        return JournalError(f"{path} is no journal; give one, such as sorted/petsight-sort-1.jsonl")
    return JournalError(f"{path.name} cannot be written ({exc.strerror})")
