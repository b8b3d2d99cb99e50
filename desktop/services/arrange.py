"""Decide which photos are shown, and in which order."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from desktop.services.order import Order
from desktop.services.photo import Photo, State
from petsight.labels import AND, NOT_SURE

_DIGITS: Final = re.compile("[0-9]+")
_RUN: Final = 5000
_REMEMBERED: Final = 2**17  # names; sorting 100,000 photos again costs a tenth of the first time


@dataclass(frozen=True, slots=True)
class Filter:
    """Which photos are shown; a photo must meet every condition that is set.

    Attributes:
        answer: A label, which "cat and dog" meets as well as "cat" does, or a whole answer; what a
            person said counts more than the answer, here and for the next two.
        sure: Whether it is known what the photo shows, rather than "not sure".
        state: How far the photo must be; what a person corrected is answered.
        corrected: Whether a person said what is right.
        text: Words that the file's name must contain, in any order and in any case.
    """

    answer: str | None = None
    sure: bool | None = None
    state: State | None = None
    corrected: bool | None = None
    text: str = ""


def matches(photo: Photo, wanted: Filter) -> bool:
    """Tell whether a photo meets a filter."""
    return all(condition(photo) for condition in _conditions(wanted))


def matching(photos: Iterable[Photo], wanted: Filter) -> Iterable[Photo]:
    """Return those photos that meet a filter; of many, faster than `matches` for each."""
    for condition in _conditions(wanted):
        photos = filter(condition, photos)
    return photos


def arranged(
    photos: Iterable[Photo], wanted: Filter, order: Order, descending: bool = False
) -> list[int]:
    """List what is shown.

    Names are compared as people do: case does not count, and 2 comes before 10. Photos that are
    equal stay in the order given; without an answer there is no confidence, and they come last
    either way.

    Args:
        photos: All of them, in the order in which they were added.
        wanted: The filter.
        order: What to sort by.
        descending: The other way round.

    Returns:
        The photos' numbers.
    """
    photos = matching(photos, wanted)
    if order is Order.ADDED:
        ids = [photo.id for photo in photos]
        return ids[::-1] if descending else ids
    if order is Order.CONFIDENCE:
        return _by_confidence(photos, descending)
    key = _name_key if order is Order.NAME else _date_key
    runs = chain.from_iterable(
        sorted(run, key=key, reverse=descending) for run in _runs(list(photos))
    )
    return [photo.id for photo in sorted(runs, key=key, reverse=descending)]


def _runs(photos: list[Photo]) -> Iterator[list[Photo]]:
    """Cut a list; where runs are sorted, the sort of the whole is a short merge.

    No other thread gets its turn while keys are compared, and a window must not wait for it.
    """
    for begin in range(0, len(photos), _RUN):
        yield photos[begin : begin + _RUN]


def _by_confidence(photos: Iterable[Photo], descending: bool) -> list[int]:
    known: list[tuple[float, int]] = []
    unknown: list[int] = []
    for photo in photos:
        confidence = photo.confidence
        if confidence is None:
            unknown.append(photo.id)
        else:
            known.append((confidence, photo.id))
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return [number for _, number in known] + unknown


def _conditions(wanted: Filter) -> list[Callable[[Photo], bool]]:
    """One function for each condition that is set."""
    found: list[Callable[[Photo], bool]] = []
    if wanted.state is not None:
        found.append(lambda photo: _state(photo) is wanted.state)
    if wanted.sure is not None:
        found.append(lambda photo: _sure(photo) is wanted.sure)
    if wanted.answer is not None:
        found.append(_answers(wanted.answer))
    if wanted.corrected is not None:
        found.append(lambda photo: (photo.correction is not None) is wanted.corrected)
    found += [_contains(word) for word in _fold(wanted.text).split()]
    return found


def _answers(wanted: str) -> Callable[[Photo], bool]:
    def answers(photo: Photo) -> bool:
        label = photo.label
        return label is not None and (label == wanted or wanted in label.split(AND))

    return answers


def _state(photo: Photo) -> State:
    return photo.state if photo.label is None else State.ANSWERED


def _sure(photo: Photo) -> bool | None:
    return None if photo.label is None else photo.label != NOT_SURE


def _contains(word: str) -> Callable[[Photo], bool]:
    return lambda photo: word in _folded_name(photo.path)


def _date_key(photo: Photo) -> int:
    return photo.found.mtime_ns


def _name_key(photo: Photo) -> str:
    return _natural(photo.path)


@lru_cache(_REMEMBERED)
def _natural(path: str) -> str:
    """Put its length before each number, so that comparing text compares the numbers too."""
    return _DIGITS.sub(_with_length, _folded_name(path))


def _with_length(number: re.Match[str]) -> str:
    digits = number[0].lstrip("0")
    return f"0{chr(len(digits))}{digits}"


@lru_cache(_REMEMBERED)
def _folded_name(path: str) -> str:
    return _fold(os.path.basename(path))  # noqa: PTH119 - paths may not be text


def _fold(text: str) -> str:
    """Make equal what looks equal: case, and accents that some systems store apart."""
    return unicodedata.normalize("NFC", text).casefold()
