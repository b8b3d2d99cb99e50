"""What can be wrong with a picture of a data set, and the list of those to leave out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from model_training.files import read_list, write_list


class Kind(StrEnum):
    """What is wrong."""

    UNREADABLE = "unreadable"
    """It cannot be opened; nothing ever uses it."""
    TINY = "tiny"
    """A side is shorter than `hygiene.files.TINY_SIDE` pixels."""
    COPY = "copy"
    """Its bytes are those of an earlier picture."""
    TWIN = "twin"
    """It looks like an earlier picture of the same part."""
    LEAK = "leak"
    """It looks like a picture of a part that gives figures, and is itself in another part."""
    LABEL = "label"
    """Models that never saw it are sure that it shows something else."""


EXCLUDED = frozenset({Kind.UNREADABLE, Kind.LEAK, Kind.LABEL})
"""What makes a figure dishonest; a copy within its own part only counts twice."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with one picture.

    Attributes:
        path: The picture, relative to the data folder.
        kind: What is wrong.
        detail: A sentence for people.
        other: The picture that it resembles, for copies, twins and leaks.
    """

    path: str
    kind: Kind
    detail: str
    other: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return asdict(self)


def write_exclusions(path: Path, findings: Iterable[Finding]) -> int:
    """Write the list of pictures to leave out, sorted by path: CSV with `path` and `reason`.

    Args:
        path: The file.
        findings: All findings; only the kinds in `EXCLUDED` are written, the first of a picture.

    Returns:
        How many pictures are on the list.
    """
    reasons: dict[str, str] = {}
    for finding in findings:
        if finding.kind in EXCLUDED:
            reasons.setdefault(finding.path, finding.kind.value)
    write_list(path, "reason", reasons)
    return len(reasons)


def read_exclusions(path: Path) -> dict[str, str]:
    """Read what `write_exclusions` wrote, or a person after it.

    Returns:
        Reason by path.

    Raises:
        ConfigError: There is no such list, or it has other columns.
    """
    return read_list(path, "reason", "exclusions")
