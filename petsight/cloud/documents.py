"""Read what an endpoint says, trusting none of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from petsight.errors import CloudError
from petsight.image import DRAFT_SIDE
from petsight.labels import Label, is_label
from petsight.prediction import SCHEMA, decide
from petsight.preprocess import PREPROCESS_ID

MAX_SIDE: Final = DRAFT_SIDE
"""The longest side that an endpoint may ask for: `open_image` promises no more detail."""

_MAX_LABELS: Final = 1000
_MAX_TEXT: Final = 100
_ROUNDING: Final = 1e-6
_SHA256: Final = re.compile(r"[0-9a-f]{64}")

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EndpointInfo:
    """What an endpoint says about itself, checked.

    Attributes:
        model: Name and version of its model.
        model_sha256: Hash of the model file.
        width: Input width in pixels.
        height: Input height in pixels.
        labels: In the model's order, with thresholds.
        service_version: Of the service, not of the model.
        cold_start: Whether this was the first request of a fresh instance.
    """

    model: str
    model_sha256: str
    width: int
    height: int
    labels: tuple[Label, ...]
    service_version: str
    cold_start: bool


def parse(body: bytes) -> Document:
    """Parse one JSON object.

    Raises:
        CloudError: "bad_answer".
    """
    try:
        document = json.loads(body, parse_constant=_refuse)
    except (ValueError, RecursionError) as exc:
        raise CloudError("the endpoint's answer is not JSON", "bad_answer") from exc
    if not isinstance(document, dict):
        raise CloudError("the endpoint's answer is not a JSON object", "bad_answer")
    return document


def read_info(document: Document) -> EndpointInfo:
    """Check an endpoint's information.

    Args:
        document: The answer to `GET /` or to a ping.

    Returns:
        What petsight needs of it.

    Raises:
        CloudError: "bad_answer" where it is malformed, "no_model" where its model or schema is for
            another petsight.
    """
    try:
        _check_schema(document)
        model = document["model"]
        if (preprocess_id := _text(model["preprocess_id"])) != PREPROCESS_ID:
            raise CloudError(
                f"the endpoint's model is for preprocessing {preprocess_id!r}; "
                f"this petsight does {PREPROCESS_ID!r}",
                "no_model",
            )
        if document["service"] != "petsight":
            raise ValueError("another service")
        return EndpointInfo(
            model=f"{_text(model['name'])} {_text(model['version'])}",
            model_sha256=_sha256(document["model_sha256"]),
            width=_side(model["input"]["width"]),
            height=_side(model["input"]["height"]),
            labels=_labels(model["labels"]),
            service_version=_text(document["service_version"]),
            cold_start=document.get("cold_start") is True,
        )
    except (KeyError, TypeError, ValueError) as exc:
        raise CloudError("what the endpoint says about itself is malformed", "bad_answer") from exc


def read_answer(document: Document, info: EndpointInfo) -> tuple[str, dict[str, float]]:
    """Check a prediction.

    Args:
        document: The answer to a picture.
        info: What the endpoint said about its model.

    Returns:
        The label, and the scores in the model's order.

    Raises:
        CloudError: "bad_answer", or "no_model" for another schema.
    """
    try:
        _check_schema(document)
        if (document["model_sha256"], document["preprocess_id"], document["source"]) != (
            info.model_sha256,
            PREPROCESS_ID,
            "cloud",
        ):
            raise ValueError("from somebody else")
        given = document["scores"]
        scores = {label.name: _probability(given[label.name]) for label in info.labels}
        if len(given) != len(scores):
            raise ValueError("scores of other labels")
        return _label(document["label"], list(scores.values()), info.labels), scores
    except (KeyError, TypeError, ValueError) as exc:
        raise CloudError("the endpoint's answer is malformed", "bad_answer") from exc


def _label(label: object, scores: Sequence[float], labels: Sequence[Label]) -> str:
    """Hold the label against the scores, which were rounded on their way."""
    shifts = (0.0, -_ROUNDING, _ROUNDING)
    if label not in [decide([score + shift for score in scores], labels) for shift in shifts]:
        raise ValueError("the label contradicts the scores")
    return str(label)


def _check_schema(document: Document) -> None:
    schema = document["schema"]
    if isinstance(schema, int) and schema > SCHEMA:
        raise CloudError("the endpoint needs a newer petsight", "no_model")
    if schema is not SCHEMA:
        raise ValueError("schema")


def _labels(given: Any) -> tuple[Label, ...]:
    if not isinstance(given, list) or not 1 <= len(given) <= _MAX_LABELS:
        raise TypeError("labels")
    labels = tuple(
        Label(_text(item["name"]), _probability(item["accept"]), _probability(item["reject"]))
        for item in given
    )
    names = {label.name for label in labels if is_label(label.name)}
    if len(names) != len(labels) or any(label.reject > label.accept for label in labels):
        raise ValueError("labels")
    return labels


def _side(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= MAX_SIDE:
        raise ValueError("size")
    return value


def _probability(value: Any) -> float:
    if type(value) not in (int, float) or not 0 <= value <= 1:
        raise ValueError("probability")
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.isprintable() or not 1 <= len(value) <= _MAX_TEXT:
        raise ValueError("text")
    return value


def _sha256(value: Any) -> str:
    if not _SHA256.fullmatch(value):
        raise ValueError("hash")
    return str(value)


def _refuse(constant: str) -> None:
    raise ValueError(constant)
