"""One picture in the app: where it lies and what is known about it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from desktop.services.asks import Asks
from petsight.errors import CloudError, PetsightError
from petsight.labels import AND, NEITHER
from petsight.prediction import Prediction


class State(StrEnum):
    """How far a picture has come."""

    WAITING = "waiting"
    ANSWERED = "answered"
    FAILED = "failed"


class Found(NamedTuple):
    """A file that looks like a picture; a tuple, for 100,000 may be made in a moment.

    Attributes:
        path: Absolute; bytes that are no text survive as surrogates (`os.fsdecode`).
        size: In bytes; -1 if it cannot be told.
        mtime_ns: Time of the last change, in nanoseconds since 1970; 0 if it cannot be told.
    """

    path: str
    size: int = -1
    mtime_ns: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why somebody gave no answer.

    Attributes:
        code: The stable code of the error.
        message: A sentence for people, in English.
        detail: The exact cause, for failures of an endpoint.
    """

    code: str
    message: str
    detail: str | None = None

    @classmethod
    def of(cls, error: PetsightError) -> Failure:
        """Take over what an error says."""
        detail = error.detail if isinstance(error, CloudError) else None
        return cls(error.code, error.message, detail)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What both sides say to one picture.

    Attributes:
        device: This device's answer, or why there is none.
        cloud: The endpoint's answer, or why there is none.
    """

    device: Prediction | Failure
    cloud: Prediction | Failure

    @property
    def agree(self) -> bool | None:
        """Whether the labels are the same; None where one side gave no answer."""
        if isinstance(self.device, Failure) or isinstance(self.cloud, Failure):
            return None
        return self.device.label == self.cloud.label


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture and what is known about it; a change makes a new one.

    Attributes:
        id: Steady number, in the order in which pictures were added.
        found: The file.
        digest: SHA-256 of the file's bytes, in hexadecimal, once it was read.
        prediction: The answer; not set together with `failure`.
        failure: Why there is no answer.
        comparison: Both sides' answers, where somebody asked for them.
        correction: The labels that a person says are right, () for none of them; None if nobody
            said anything.
        asked: Who is still to be asked about the picture, which keeps its answer or failure until
            then; None for nobody. A picture that waits for its first answer needs no such mark.
    """

    id: int
    found: Found
    digest: str | None = None
    prediction: Prediction | None = None
    failure: Failure | None = None
    comparison: Comparison | None = None
    correction: tuple[str, ...] | None = None
    asked: Asks | None = None

    @property
    def path(self) -> str:
        """Where the file lies."""
        return self.found.path

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return os.path.basename(self.found.path)  # noqa: PTH119 - paths may not be text

    @property
    def state(self) -> State:
        """How far the picture has come."""
        if self.prediction is not None:
            return State.ANSWERED
        return State.WAITING if self.failure is None else State.FAILED

    @property
    def label(self) -> str | None:
        """What the picture shows: what a person said counts more than the answer; None if open."""
        if self.correction is not None:
            return AND.join(self.correction) or NEITHER
        return None if self.prediction is None else self.prediction.label

    @property
    def confidence(self) -> float | None:
        """How strongly the scores speak for the answer, 0 to 1; None if a person corrected it."""
        if self.prediction is None or self.correction is not None:
            return None
        return confidence(self.prediction)


def confidence(prediction: Prediction) -> float:
    """Tell how strongly the scores speak for an answer: as strongly as the least certain label.

    Args:
        prediction: The answer.

    Returns:
        From 0 to 1: the lowest score among the labels that the answer names; for "neither" and "not
        sure", which name none, the lowest certainty of all labels.
    """
    scores = prediction.scores
    named = [scores[name] for name in prediction.label.split(AND) if name in scores]
    return min(named or map(certainty, scores.values()))


def is_stand_in(prediction: Prediction) -> bool:
    """Tell whether this device answered because the endpoint could not."""
    # The device's own answers carry a reason only where the endpoint was asked in vain.
    return prediction.source == "device" and bool(prediction.reason)


def certainty(score: float) -> float:
    """Tell how far a score is from saying nothing, 0.5; whether it says yes or no is all one."""
    return max(score, 1 - score)
