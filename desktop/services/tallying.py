"""Count the photos that a search finds, as the collection counts all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.services.arrange import Filter, matching
from desktop.services.collection import Counts
from desktop.services.photo import Photo, State


@dataclass(frozen=True, slots=True)
class Tally:
    """How many photos there are of each kind.

    Attributes:
        counts: By what they show; they add up.
        corrected: Those of them that a person corrected.
    """

    counts: Counts
    corrected: int


def tallied(photos: Iterable[Photo], text: str) -> Tally:
    """Count the photos that a search finds.

    Args:
        photos: All of them.
        text: As in `Filter.text`.

    Returns:
        The counts.
    """
    found = list(matching(photos, Filter(text=text)))
    answers = Counter(photo.label for photo in found if photo.label is not None)
    states = Counter(photo.state for photo in found if photo.label is None)
    counts = Counts(len(found), states[State.WAITING], states[State.FAILED], dict(answers))
    return Tally(counts, sum(photo.correction is not None for photo in found))
