"""The answer to one picture, in the one form that every client of petsight speaks."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from petsight.labels import AND, NEITHER, NOT_SURE, Label

SCHEMA: Final = 1
SOURCES: Final = ("device", "cloud")


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a picture shows, who says so, and why it is not the plain answer if it is not.

    Attributes:
        label: A label, several joined by " and ", "neither" or "not sure".
        scores: The probability of every label, in the model's order.
        source: "device" or "cloud": who gave this answer.
        model: Name and version of the model.
        model_sha256: Hash of the whole model file.
        preprocess_id: The preprocessing behind the scores.
        timings_ms: Milliseconds by stage, only what took place: open, resize, invoke, network,
            total.
        reason: Why this is not the plain answer of the chosen mode, or None.
        detail: The exact cause, or None.
        device: In auto mode, the device's own answer when the cloud's replaced it.
    """

    label: str
    scores: Mapping[str, float]
    source: str
    model: str
    model_sha256: str
    preprocess_id: str
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    reason: str | None = None
    detail: str | None = None
    device: Prediction | None = None

    @property
    def sure(self) -> bool:
        """Whether the label is an answer rather than "not sure"."""
        return self.label != NOT_SURE

    def to_dict(self) -> dict[str, Any]:
        """Return the documented JSON form, schema 1."""
        return {
            "schema": SCHEMA,
            "label": self.label,
            "scores": {name: round(score, 6) for name, score in self.scores.items()},
            "sure": self.sure,
            "source": self.source,
            "reason": self.reason,
            "detail": self.detail,
            "device": self.device.to_dict() if self.device else None,
            "model": self.model,
            "model_sha256": self.model_sha256,
            "preprocess_id": self.preprocess_id,
            "timings_ms": {stage: round(ms, 2) for stage, ms in self.timings_ms.items()},
        }

    @classmethod
    def from_dict(cls, document: Any) -> Self:
        """Read what `to_dict` wrote, and trust none of it.

        Args:
            document: Parsed JSON.

        Returns:
            The answer, with scores and timings as they were rounded.

        Raises:
            ValueError: It is another schema, or no answer at all.
        """
        try:
            if document["schema"] != SCHEMA:
                raise ValueError("an answer of another schema")
            device = document["device"]
            return cls(
                label=_text(document["label"]),
                scores=_scores(document["scores"]),
                source=_source(document["source"]),
                # Thousands of answers share these, and are kept in memory.
                model=sys.intern(_text(document["model"])),
                model_sha256=sys.intern(_text(document["model_sha256"])),
                preprocess_id=sys.intern(_text(document["preprocess_id"])),
                timings_ms=_timings(document["timings_ms"]),
                reason=_optional(document["reason"]),
                detail=_optional(document["detail"]),
                device=None if device is None else cls.from_dict(device),
            )
        except (KeyError, TypeError, AttributeError, RecursionError) as exc:
            raise ValueError("not an answer of petsight") from exc


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("not a text")
    return value


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)


def _source(value: Any) -> str:
    if value not in SOURCES:
        raise ValueError("not a source")
    return str(value)


def _scores(value: Any) -> dict[str, float]:
    scores = {sys.intern(_text(name)): float(score) for name, score in value.items()}
    if not scores or not all(0 <= score <= 1 for score in scores.values()):
        raise ValueError("not probabilities")
    return scores


def _timings(value: Any) -> dict[str, float]:
    timings = {sys.intern(_text(stage)): float(ms) for stage, ms in value.items()}
    if not all(0 <= ms < math.inf for ms in timings.values()):
        raise ValueError("not times")
    return timings


def decide(scores: Sequence[float], labels: Sequence[Label]) -> str:
    """Turn probabilities into an answer by the model's own thresholds.

    Args:
        scores: One probability for each label, in order.
        labels: The labels with their thresholds.

    Returns:
        "not sure" if any label is open, "neither" if none is present, else the present labels
        joined by " and " in label order.
    """
    pairs = list(zip(scores, labels, strict=True))
    # Put this way round, a score that is not a number leaves its label open.
    if any(not (score <= label.reject or score >= label.accept) for score, label in pairs):
        return NOT_SURE
    return AND.join(label.name for score, label in pairs if score >= label.accept) or NEITHER
