"""Read pictures from S3 and keep their results there.

boto3 takes longer to import than a hundred pictures to answer, so that only a call that S3 caused
imports this module. Credentials, region and endpoint come from where boto3 always looks for them.
"""

from __future__ import annotations

import functools
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from petsight.errors import ImageTooLargeError

SOURCE_ETAG: Final = "petsight-source-etag"
"""Metadata of a result: the eTag of the picture that it belongs to."""

_CONFIG: Final = Config(
    connect_timeout=3, read_timeout=5, retries={"mode": "standard", "total_max_attempts": 3}
)


class ObjectGoneError(Exception):
    """The object was deleted or replaced since S3 reported it; a replacement is reported too."""


@dataclass(frozen=True, slots=True)
class Result:
    """A result that is there already.

    Attributes:
        source_etag: The eTag of the picture that it belongs to; empty for a foreign object.
        etag: Its own.
    """

    source_etag: str
    etag: str


@functools.cache
def client() -> Any:
    """Return the client that all calls of this process share; it is safe to."""
    return boto3.client("s3", config=_CONFIG)


def find_result(bucket: str, key: str) -> Result | None:
    """Look for a result, without reading it.

    Args:
        bucket: Where it would lie.
        key: Its name.

    Returns:
        What is there, or None.

    Raises:
        ClientError: S3 refused; also where the role may not list the bucket, for then S3 answers
            403 for what is not there.
    """
    try:
        head = client().head_object(Bucket=bucket, Key=key)
    except ClientError as exc:
        if _status(exc) == 404:
            return None
        raise
    return Result(head["Metadata"].get(SOURCE_ETAG, ""), head["ETag"])


def read_picture(bucket: str, key: str, etag: str, limit: int) -> bytes:
    """Read an object, if it still is the one that was reported, never more than the limit.

    Args:
        bucket: Where it lies.
        key: Its name.
        etag: What was reported.
        limit: The most bytes to read.

    Returns:
        Its bytes.

    Raises:
        ObjectGoneError: It is no longer there, or another one is.
        ImageTooLargeError: It has more bytes than the limit.
        ClientError: S3 refused.
    """
    try:
        response = client().get_object(Bucket=bucket, Key=key, IfMatch=etag)
    except ClientError as exc:
        if _status(exc) in (404, 412):
            raise ObjectGoneError from None
        raise
    with closing(response["Body"]) as body:
        data: bytes = body.read(limit + 1)
    if len(data) > limit:
        raise ImageTooLargeError(f"the picture's file has more than {limit:,} bytes")
    return data


def write_result(
    bucket: str, key: str, text: str, source_etag: str, earlier: Result | None
) -> None:
    """Write a result, unless somebody else has written one since `find_result` looked.

    Args:
        bucket: Where to.
        key: Its name.
        text: JSON.
        source_etag: The eTag of the picture that it belongs to.
        earlier: What `find_result` found, which is replaced.

    Raises:
        ClientError: S3 refused, with status 412 or 409 where somebody else was faster.
    """
    condition = {"IfMatch": earlier.etag} if earlier is not None else {"IfNoneMatch": "*"}
    client().put_object(
        Bucket=bucket,
        Key=key,
        Body=text.encode(),
        ContentType="application/json",
        Metadata={SOURCE_ETAG: source_etag},
        **condition,
    )


def error_code(exc: Exception) -> str | None:
    """Return the code that AWS gave a failure, such as "AccessDenied", or None."""
    return str(exc.response["Error"]["Code"]) if isinstance(exc, ClientError) else None


def _status(exc: ClientError) -> int:
    return int(exc.response["ResponseMetadata"]["HTTPStatusCode"])
