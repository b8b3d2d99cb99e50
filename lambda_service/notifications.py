"""Read what S3 reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from lambda_service.failures import BadRequestError


@dataclass(frozen=True, slots=True)
class Reported:
    """An object that was created.

    Attributes:
        bucket: Its bucket.
        key: Its name, decoded.
        etag: Tells this content from any other under that name; without quotation marks.
        size: Bytes.
    """

    bucket: str
    key: str
    etag: str
    size: int


def read_notification(event: Mapping[str, Any]) -> list[Reported]:
    """Read an S3 notification.

    Args:
        event: An event of kind `s3`.

    Returns:
        The objects that were created. Other news is left out, and so are the empty objects that the
        console makes to show a folder.

    Raises:
        BadRequestError: A record is not as S3 writes them.
    """
    created = [
        _read_record(record)
        for record in event["Records"]
        if str(record.get("eventName")).startswith("ObjectCreated:")
    ]
    return [one for one in created if not one.key.endswith("/")]


def _read_record(record: Mapping[str, Any]) -> Reported:
    try:
        s3 = record["s3"]
        bucket, written = s3["bucket"]["name"], s3["object"]
        # Keys come encoded like a form: "my photo+1.jpg" as "my+photo%2B1.jpg".
        key = unquote_plus(written["key"], errors="strict")
        etag, size = written["eTag"], written["size"]
    except (KeyError, TypeError, AttributeError, ValueError):
        raise BadRequestError("a record of the S3 event is damaged") from None
    texts = all(isinstance(text, str) and text for text in (bucket, key, etag))
    if not texts or type(size) is not int:
        raise BadRequestError("a record of the S3 event is damaged")
    return Reported(bucket, key, etag, size)
