"""Read what a journal tells; `docs/sorting.md` describes its lines."""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

from petsight.errors import JournalError
from petsight.regular import open_regular

SCHEMA: Final = 1
END: Final = b'{"step": "end"}\n'
"""The last line of a run that came to its end."""
_NAME: Final = re.compile(r"petsight-sort-([0-9]+)\.jsonl")
_LONGEST_LINE: Final = 2**20


@dataclass(frozen=True, slots=True)
class Step:
    """One file on its way.

    Attributes:
        move: Whether the file is moved rather than copied.
        source: Where it comes from, an absolute path.
        target: Where it goes, `folder/name` within the destination.
        bytes: Its size.
        mtime_ns: When its content was last changed.
        written_ns: What the destination's file system kept of that time; None until the step is
            done.
    """

    move: bool
    source: str
    target: str
    bytes: int
    mtime_ns: int
    written_ns: int | None = None


@dataclass(slots=True)
class Record:
    """What a journal tells.

    Attributes:
        made: How many folders were made for the destination: itself, its parent and so on.
        folders: Folders made within the destination.
        steps: What was done, in order.
        open: The step that was begun and neither done nor dropped.
        length: Bytes of all whole lines; what follows them was cut short by a kill.
    """

    made: int = 0
    folders: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    open: Step | None = None
    length: int = 0

    def add(self, line: dict[str, Any]) -> None:
        """Take one line in.

        Args:
            line: What the line holds.

        Raises:
            KeyError: It lacks something.
            TypeError: It holds something of another kind.
            ValueError: It makes no sense here.
        """
        kind = line["step"]
        if (kind == "start") != (self.length == 0):
            raise ValueError("a journal has one start")
        if kind == "start":
            if line["schema"] != SCHEMA:
                raise ValueError(f"its schema is {line['schema']}")
            self.made = int(line["made"])
        elif kind == "folder":
            self.folders.append(_inside(line["target"], depth=1))
        elif kind in ("copy", "move"):
            self.open = Step(
                move=kind == "move",
                source=_absolute(line["source"]),
                target=_inside(line["target"], depth=2),
                bytes=int(line["bytes"]),
                mtime_ns=int(line["mtime_ns"]),
            )
        elif kind == "done" and self.open is not None:
            self.steps.append(replace(self.open, written_ns=int(line["written_ns"])))
            self.open = None
        elif kind == "dropped":
            self.open = None
        elif kind != "end":
            raise ValueError(f"{kind!r} is no step")


def read_record(journal: Path) -> Record:
    """Read a journal.

    Args:
        journal: The file.

    Returns:
        What it tells, without a last line that was cut short.

    Raises:
        JournalError: It cannot be read, or is no journal.
    """
    record = Record()
    try:
        with open_regular(journal) as file:
            for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), 1):
                if not line.endswith(b"\n") and len(line) < _LONGEST_LINE:
                    break
                try:
                    record.add(json.loads(line))
                except (KeyError, TypeError, ValueError, OverflowError, RecursionError) as exc:
                    raise JournalError(
                        f"{journal.name} is no journal of a sort, or is damaged in line {number}"
                    ) from exc
                record.length += len(line)
    except OSError as exc:
        raise JournalError(f"{journal.name} cannot be read ({exc.strerror})") from exc
    # Any file without a line break looks like a journal that was killed in its first line, and
    # would be written over.
    if record.length == 0 and not _NAME.fullmatch(journal.name):
        raise JournalError(f"{journal.name} is no journal of a sort")
    return record


def is_ended(journal: Path) -> bool:
    """Tell whether a run came to its end.

    Raises:
        OSError: Its journal cannot be read.
    """
    with open_regular(journal) as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - len(END)))
        return file.read() == END


def journals_in(destination: Path) -> list[Path]:
    """List the journals in a folder, oldest first; none where there is no such folder.

    Raises:
        OSError: The folder cannot be read.
    """
    try:
        names = os.listdir(destination)  # noqa: PTH208 - only names are wanted
    except FileNotFoundError:
        return []
    found = [(int(match[1]), match[0]) for name in names if (match := _NAME.fullmatch(name))]
    return [destination / name for _, name in sorted(found)]


def journal_name(number: int) -> str:
    """Return the name of a destination's first, second or later journal."""
    return f"petsight-sort-{number}.jsonl"


def _absolute(path: Any) -> str:
    if not Path(path).is_absolute():
        raise ValueError("a source is an absolute path")
    return _possible(path)


def _inside(target: Any, depth: int) -> str:
    """Refuse what would leave the destination: a journal may have been written by anybody."""
    parts = PurePosixPath(target).parts
    if len(parts) != depth or ".." in parts or target != "/".join(parts):
        raise ValueError("a target lies within the destination")
    return _possible(target)


def _possible(path: str) -> str:
    if b"\0" in os.fsencode(path):  # which raises ValueError for what no system can encode
        raise ValueError("no path holds a zero")
    return path
