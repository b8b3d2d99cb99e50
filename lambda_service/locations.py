"""Name places in S3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_BUCKET: Final = r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"
_LOCATION: Final = re.compile(rf"(?P<bucket>{_BUCKET})(/(?P<prefix>([^/].*)?/)?)?")


@dataclass(frozen=True, slots=True)
class Location:
    """Everything in a bucket under a prefix.

    Attributes:
        bucket: Name of the bucket.
        prefix: Empty for the whole bucket, else it ends with a slash: without one, `photos` would
            hold `photos-of-others/` too.
    """

    bucket: str
    prefix: str

    def __str__(self) -> str:
        return f"{self.bucket}/{self.prefix}"

    def holds(self, bucket: str, key: str) -> bool:
        """Tell whether an object lies here."""
        return bucket == self.bucket and key.startswith(self.prefix)


def parse_location(text: str) -> Location | None:
    """Read `bucket` or `bucket/prefix/`.

    Args:
        text: What somebody wrote.

    Returns:
        The place, or None where the text is neither.
    """
    match = _LOCATION.fullmatch(text)
    return Location(match["bucket"], match["prefix"] or "") if match else None


def overlapping(one: Location, other: Location) -> bool:
    """Tell whether an object can lie in both places."""
    return one.bucket == other.bucket and (
        one.prefix.startswith(other.prefix) or other.prefix.startswith(one.prefix)
    )
