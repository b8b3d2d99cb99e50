"""What is asked about a picture, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from desktop.services.asks import Asks
from desktop.services.photo import Comparison, Failure, Found, Photo, is_stand_in
from petsight.prediction import Prediction

_NOT_READ: Final = frozenset({"no_such_file", "no_permission", "unreadable", "too_slow"})


class Task(NamedTuple):
    """A picture to be answered; a tuple, for 100,000 may be made in a moment.

    Attributes:
        photo_id: Number of the photo.
        path: Its file.
        asks: Who is asked.
    """

    photo_id: int
    path: str
    asks: Asks = Asks.MODE


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a task ended: exactly one of `prediction`, `failure` and `comparison` is set.

    Attributes:
        task: What was asked.
        found: The file as it was just before it was read; None if it cannot be told.
        digest: SHA-256 of the file's bytes, in hexadecimal; None if it could not be read.
        thumbnail: A JPEG file; None if the picture could not be opened.
        prediction: The answer.
        failure: Why there is none.
        comparison: Both sides' answers, for `Asks.COMPARE` alone.
    """

    task: Task
    found: Found | None = None
    digest: str | None = None
    thumbnail: bytes | None = None
    prediction: Prediction | None = None
    failure: Failure | None = None
    comparison: Comparison | None = None


def not_read(failure: Failure) -> bool:
    """Tell whether a failure is about getting at the file, and says nothing about the picture."""
    return failure.code in _NOT_READ


def in_vain(outcome: Outcome) -> bool:
    """Tell whether an endpoint was asked and gave no answer."""
    if outcome.comparison is not None:
        return isinstance(outcome.comparison.cloud, Failure)
    return outcome.prediction is not None and is_stand_in(outcome.prediction)


def settle(photo: Photo, outcome: Outcome) -> Photo:
    """Enter an outcome into its photo.

    An answer is only lost to a better one: where the file could not be read again, the endpoint
    was asked in addition and nothing came of it, or this device only stood in for the endpoint that
    had answered before, the photo keeps what it had, and the outcome is for a passing message. What
    a person said about a picture is dropped once the file holds another picture.

    Args:
        photo: The photo that `outcome.task` names.
        outcome: How the task ended.

    Returns:
        The photo as it is now; whoever was to be asked about it has been asked.
    """
    if photo.asked is not None:
        photo = replace(photo, asked=None)
    if outcome.failure is not None:
        additional = outcome.task.asks is not Asks.MODE
        if photo.prediction is not None and (additional or not_read(outcome.failure)):
            return photo
        return replace(_read(photo, outcome), prediction=None, failure=outcome.failure)
    photo = _read(photo, outcome)
    if outcome.comparison is not None:
        photo = replace(photo, comparison=outcome.comparison)
        if photo.prediction is not None:
            return photo
        return _with_either(photo, outcome.comparison)
    if keeps_cloud(photo, outcome):
        return photo
    return replace(photo, prediction=outcome.prediction, failure=None)


def keeps_cloud(photo: Photo, outcome: Outcome) -> bool:
    """Tell whether a photo's answer from the endpoint stays, since this device only stood in."""
    if photo.prediction is None or outcome.prediction is None:
        return False
    return photo.prediction.source == "cloud" and is_stand_in(outcome.prediction)


def _read(photo: Photo, outcome: Outcome) -> Photo:
    """Note how the file was found; another content makes another picture of it."""
    found = photo.found
    if outcome.found is not None and outcome.found.path == photo.path:  # else it was moved since
        found = outcome.found
    if outcome.digest is None or outcome.digest == photo.digest:
        return replace(photo, found=found)
    return Photo(photo.id, found, outcome.digest)


def _with_either(photo: Photo, comparison: Comparison) -> Photo:
    for answer in (comparison.device, comparison.cloud):
        if isinstance(answer, Prediction):
            return replace(photo, prediction=answer, failure=None)
    assert isinstance(comparison.device, Failure)
    return replace(photo, failure=comparison.device)
