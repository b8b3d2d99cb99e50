"""Find pictures that look alike, and those that carry an answer from one part into another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from model_training.dataset import Picture
from model_training.hygiene.findings import Finding, Kind
from model_training.split import TEST

MEASURED: Final = ("heldout", TEST)
"""The parts that give figures; whatever resembles their pictures elsewhere makes them dishonest."""


def find_twins(groups: Sequence[Sequence[Picture]], parts: Mapping[str, str]) -> Iterator[Finding]:
    """Tell near-duplicates that are only redundant from those that leak.

    A test picture that resembles a training picture leaks whichever of the two is blamed; the
    finding names the measured one, for that is what a figure must do without.

    Args:
        groups: What `model_training.split.find_groups` returned.
        parts: Part by path. Pictures in `leak` are not trained on for this very reason; whoever
            trains on the folders as they came would, so they count.

    Yields:
        One finding a picture at most, in the order of the groups.
    """
    for group in groups:
        paths = [picture.path for picture in group if picture.path in parts]
        leaked: dict[str, str] = {}
        for one, two in combinations(paths, 2):
            if parts[one] != parts[two]:
                for path, other in ((one, two), (two, one)):
                    if parts[path] in MEASURED:
                        leaked.setdefault(path, other)
        first: dict[str, str] = {}
        for path in paths:
            part = parts[path]
            if path in leaked:
                other = leaked[path]
                detail = f"in {part}, looks like a picture in {parts[other]}"
                yield Finding(path, Kind.LEAK, detail, other)
            elif first.setdefault(part, path) != path:
                yield Finding(path, Kind.TWIN, f"twice in {part}", first[part])
