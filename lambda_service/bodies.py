"""Find the question in the body of `POST /classify`, by the body's declared type."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final

from lambda_service.documents import (
    Picture,
    Question,
    decode_base64,
    read_document,
    read_prepared_headers,
)
from lambda_service.events import HttpRequest
from lambda_service.failures import BadRequestError, UnsupportedMediaTypeError
from lambda_service.settings import MAX_IMAGE_BYTES
from petsight.errors import ImageTooLargeError

MAX_BODY_BYTES: Final = 6 * 2**20
"""What Lambda lets through; other ways to the handler have no limit of their own."""

_LOST: Final = "\N{REPLACEMENT CHARACTER}"


def read_body(request: HttpRequest) -> Question:
    """Read the body of a request for an answer.

    Args:
        request: Its headers say what the body is.

    Returns:
        What it asks about.

    Raises:
        BadRequestError: The body is not what its type says.
        BadBase64Error: The body or the picture in it is not standard base64.
        ImageTooLargeError: The body or the picture is too large.
        UnsupportedMediaTypeError: The type is none that is taken, or there is none.
    """
    header = request.headers.get("content-type", "")
    media_type = header.partition(";")[0].strip().lower()
    prepared = read_prepared_headers(request.headers)
    if media_type == "application/json":
        question = read_document(_json(_content(request)))
        if isinstance(question, Picture) and question.prepared is None:
            return replace(question, prepared=prepared)
        return question
    if media_type.startswith("image/"):
        image = _bytes(request)
    elif media_type == "multipart/form-data":
        # Its parser takes longer to import than a picture to answer.
        from lambda_service.multipart import first_file

        image = first_file(_bytes(request), header)
    else:
        raise UnsupportedMediaTypeError(
            "the content type must be image/*, application/json or multipart/form-data"
        )
    if len(image) > MAX_IMAGE_BYTES:
        raise ImageTooLargeError(f"more than {MAX_IMAGE_BYTES:,} bytes were sent")
    return Picture(image, prepared)


def _content(request: HttpRequest) -> str | bytes:
    """Decode the body exactly if the event says that it is encoded, whatever it looks like."""
    if request.is_base64:
        return decode_base64(request.body, MAX_BODY_BYTES)
    if len(request.body) > MAX_BODY_BYTES:
        raise ImageTooLargeError(f"more than {MAX_BODY_BYTES:,} bytes were sent")
    return request.body


def _bytes(request: HttpRequest) -> bytes:
    content = _content(request)
    if isinstance(content, bytes):
        return content
    if _LOST in content:
        raise BadRequestError(
            "the body lost bytes on its way: API Gateway passes pictures on only where its "
            "binary media types include */*; a JSON body always works"
        )
    return content.encode("utf-8", "surrogatepass")


def _json(content: str | bytes) -> Any:
    try:
        return json.loads(content)
    # Not JSON, not text, a number of thousands of digits, or nested too deeply.
    except (ValueError, RecursionError):
        raise BadRequestError("the body is not JSON") from None
