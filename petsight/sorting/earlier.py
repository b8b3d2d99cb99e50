"""Remember what earlier runs have sorted into a destination."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from petsight.errors import DestinationError
from petsight.sorting.record import Step, journals_in, read_record


class Earlier:
    """What the journals in a destination tell, so that nothing is sorted twice."""

    def __init__(self, destination: Path) -> None:
        """Read the journals.

        Args:
            destination: A folder that need not exist.

        Raises:
            DestinationError: It cannot be read, or is no folder.
            JournalError: One of the journals cannot be read, or is damaged.
        """
        self._destination = Path(os.path.realpath(destination))
        self._of_source: dict[str, Step] = {}
        self._source_of: dict[str, str] = {}
        try:
            journals = journals_in(destination)
        except OSError as exc:
            raise DestinationError(f"{destination} cannot be used ({exc.strerror})") from exc
        for journal in journals:
            for step in read_record(journal).steps:
                self.add(step)

    def add(self, step: Step) -> None:
        """Remember a step that was done."""
        self._of_source[step.source] = step
        self._source_of[step.target] = step.source

    def find(self, source: Path) -> Path | None:
        """Tell where a file was sorted to.

        Args:
            source: Any path.

        Returns:
            Where its copy lies, if neither has changed since; the path itself if it is something
            that was sorted into this destination; else None.
        """
        real = real_path(source)
        if real.is_relative_to(self._destination):
            inside = real.relative_to(self._destination).as_posix()
            if inside in self._source_of:
                return source
        step = self._of_source.get(str(real))
        if step is None or not self._is_current(step):
            return None
        return self._destination / step.target

    def made(self, target: str) -> bool:
        """Tell whether a journal says where a target came from."""
        return target in self._source_of

    def _is_current(self, step: Step) -> bool:
        if facts_of(self._destination / step.target) != (step.bytes, step.written_ns):
            return False
        here = facts_of(Path(step.source))
        return here is None if step.move else here == (step.bytes, step.mtime_ns)


def real_path(path: Path) -> Path:
    """Return a file's absolute path through no linked folder; a linked file keeps its own name."""
    return Path(os.path.realpath(path.parent)) / path.name


def facts_of(path: Path) -> tuple[int, int] | None:
    """Return a file's size and the time of its last change, in bytes and nanoseconds.

    Returns:
        None where there is no file.
    """
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_size, found.st_mtime_ns) if stat.S_ISREG(found.st_mode) else None
