"""Photos and answers for the tests of what keeps them."""

from __future__ import annotations

import hashlib
from typing import Any

from desktop.services.photo import Found, Photo
from petsight import Prediction

DIGEST = hashlib.sha256(b"a picture").hexdigest()
MODEL = "ab" * 32


def answer(label: str = "cat", **fields: Any) -> Prediction:
    """An answer as a device gives it, already rounded as it is written."""
    plain: dict[str, Any] = {
        "label": label,
        "scores": {"cat": 0.987654, "dog": 0.25},
        "source": "device",
        "model": "tiny 1.0.0",
        "model_sha256": MODEL,
        "preprocess_id": "p1",
        "timings_ms": {"open": 1.25, "total": 2.0},
    }
    return Prediction(**plain | fields)


def photo(id_: int = 1, path: str | None = None, **fields: Any) -> Photo:
    """A photo that waits, or what `fields` say."""
    return Photo(
        id_, Found(path or f"/pictures/{id_}.jpg", 1000 + id_, 17 * 10**17 + id_), **fields
    )


def answered(id_: int = 1, digest: str | None = None, **fields: Any) -> Photo:
    """A photo with an answer, each with a content of its own."""
    content = digest or hashlib.sha256(str(id_).encode()).hexdigest()
    return photo(id_, digest=content, prediction=answer(**fields))
