"""How a photo becomes a row of the session, and a row a photo."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from desktop.services.asks import Asks
from desktop.services.photo import Comparison, Failure, Found, Photo
from petsight.prediction import Prediction

T = TypeVar("T")
Row = tuple[int, bytes, str | None, str]
"""Number, path, digest and the rest as JSON: a time far ahead is no INTEGER for SQLite."""

_encode: Final = json.JSONEncoder(separators=(",", ":")).encode


def row(photo: Photo) -> Row:
    """Return a photo as a row of the table `photos`."""
    record: dict[str, Any] = {"file": (photo.found.size, photo.found.mtime_ns)}
    if photo.prediction is not None:
        record["answer"] = _document(photo.prediction)
    if photo.failure is not None:
        record["failure"] = _document(photo.failure)
    if photo.comparison is not None:
        both = photo.comparison
        record["comparison"] = [_document(both.device), _document(both.cloud)]
    if photo.correction is not None:
        record["correction"] = photo.correction
    if photo.asked is not None:
        record["asked"] = photo.asked
    return photo.id, os.fsencode(photo.path), photo.digest, _encode(record)


def own_answers(photo: Photo) -> Iterator[tuple[str, str, str]]:
    """Yield what this device itself answered, as rows of the table `answers`."""
    answer = photo.prediction
    if photo.digest is None or answer is None:
        return
    own = answer.device if answer.source == "cloud" else answer
    if own is not None:
        plain = replace(own, reason=None, detail=None, device=None)
        yield photo.digest, own.model_sha256, _encode(plain.to_dict())


def photo(row: Row) -> Photo:
    """Read a row; where its record makes no sense, nobody has answered yet."""
    id_, path, digest, record = row
    try:
        document = json.loads(record)
        size, mtime_ns = map(int, document["file"])
        return Photo(
            id_,
            Found(os.fsdecode(path), size, mtime_ns),
            digest,
            prediction=_given(document, "answer", Prediction.from_dict),
            failure=_given(document, "failure", _failure),
            comparison=_given(document, "comparison", _comparison),
            correction=_given(document, "correction", tuple[str, ...]),
            asked=_given(document, "asked", Asks),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return Photo(id_, Found(os.fsdecode(path)), digest)


def _document(value: Prediction | Failure) -> dict[str, Any]:
    if isinstance(value, Failure):
        return {"code": value.code, "message": value.message, "detail": value.detail}
    return value.to_dict()


def _given(document: Mapping[str, Any], name: str, read: Callable[[Any], T]) -> T | None:
    value = document.get(name)
    return None if value is None else read(value)


def _failure(document: Mapping[str, Any]) -> Failure:
    return Failure(document["code"], document["message"], document["detail"])


def _comparison(documents: Sequence[Any]) -> Comparison:
    device, cloud = map(_side, documents)
    return Comparison(device, cloud)


def _side(document: Mapping[str, Any]) -> Prediction | Failure:
    return _failure(document) if "code" in document else Prediction.from_dict(document)
