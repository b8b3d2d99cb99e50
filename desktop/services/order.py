"""What photos can be sorted by; a preference, which the first frame waits for."""

from __future__ import annotations

from enum import StrEnum


class Order(StrEnum):
    """What photos are sorted by."""

    ADDED = "added"
    NAME = "name"
    DATE = "date"
    CONFIDENCE = "confidence"
