"""Count what a data set is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from model_training.dataset import Picture
from petsight.labels import AND, NEITHER


@dataclass(frozen=True, slots=True)
class Row:
    """The pictures of one source that show the same.

    Attributes:
        source: The source.
        shows: The right answer to them.
        parts: How many are in each part.
    """

    source: str
    shows: str
    parts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.parts.values())

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return asdict(self)


def count(pictures: Iterable[Picture], parts: Mapping[str, str]) -> list[Row]:
    """Count pictures by source, by what they show and by part, sorted.

    Args:
        pictures: The pictures.
        parts: Part by path; pictures in none of them are not counted.
    """
    counts: dict[tuple[str, str], Counter[str]] = {}
    for picture in pictures:
        if picture.path in parts:
            key = picture.source, AND.join(sorted(picture.labels)) or NEITHER
            counts.setdefault(key, Counter())[parts[picture.path]] += 1
    return [Row(source, shows, dict(counts[source, shows])) for source, shows in sorted(counts)]
