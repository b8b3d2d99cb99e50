"""Read the request document, which direct invokes and JSON bodies have in common."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from lambda_service.failures import BadBase64Error, BadRequestError
from lambda_service.settings import MAX_IMAGE_BYTES
from petsight.errors import ImageTooLargeError

HEADERS: Final = {
    "preprocess_id": "x-petsight-preprocess-id",
    "model_sha256": "x-petsight-model-sha256",
    "width": "x-petsight-width",
    "height": "x-petsight-height",
}
"""Optional fields, all or none, that say what a picture was prepared for; and their other names."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a picture was prepared for.

    Attributes:
        preprocess_id: The preprocessing.
        model_sha256: Hash of the model file.
        width: The model's input width in pixels.
        height: The model's input height in pixels.
    """

    preprocess_id: str
    model_sha256: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was sent.

    Attributes:
        image: The bytes of its file, at most `MAX_IMAGE_BYTES`.
        prepared: What it was prepared for, or None.
    """

    image: bytes
    prepared: Prepared | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A picture that is to be fetched.

    Attributes:
        url: Whatever text was sent.
    """

    url: str


Question = Picture | Address
"""What a request asks about."""


def read_document(document: object) -> Question:
    """Read a request document; fields that are not known are ignored.

    Args:
        document: Made from any JSON.

    Returns:
        What it asks about.

    Raises:
        BadRequestError: It is not an object, or a field is missing or of another type.
        BadBase64Error: The picture is not standard base64.
        ImageTooLargeError: The picture has more than `MAX_IMAGE_BYTES`.
    """
    if not isinstance(document, Mapping):
        raise BadRequestError("the request is not a JSON object")
    if ("image" in document) == ("url" in document):
        raise BadRequestError('the request needs either "image" or "url"')
    if "url" in document:
        return Address(_field(document, "url", str))
    prepared = _read_prepared(document)
    return Picture(decode_base64(_field(document, "image", str), MAX_IMAGE_BYTES), prepared)


def read_prepared_headers(headers: Mapping[str, str]) -> Prepared | None:
    """Read the optional fields where they are sent as headers, `x-petsight-width` and so on.

    Args:
        headers: Values by name in lower case.

    Returns:
        What the picture was prepared for, or None where no header says so.

    Raises:
        BadRequestError: Some are missing, or a size is not a number.
    """
    given: dict[str, Any] = {
        field: headers[name] for field, name in HEADERS.items() if name in headers
    }
    for field in ("width", "height"):
        text = given.get(field, "0")
        if not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise BadRequestError(f"{HEADERS[field]} is not a number of pixels")
        if field in given:
            given[field] = int(text)
    return _read_prepared(given)


def decode_base64(text: str, limit: int) -> bytes:
    """Decode standard base64, refusing too much before it is decoded.

    Args:
        text: Base64 in the standard alphabet, padded, on one line.
        limit: The most bytes that may come out.

    Returns:
        The bytes.

    Raises:
        BadBase64Error: The text is anything else.
        ImageTooLargeError: More would come out.
    """
    if len(text) // 4 * 3 - text[-2:].count("=") > limit:
        raise ImageTooLargeError(f"more than {limit:,} bytes were sent")
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise BadBase64Error("what should be standard base64 is not") from None


def _read_prepared(document: Mapping[str, Any]) -> Prepared | None:
    missing = [field for field in HEADERS if field not in document]
    if len(missing) == len(HEADERS):
        return None
    if missing:
        raise BadRequestError(f"{', '.join(HEADERS)} go together; {missing[0]} is missing")
    return Prepared(
        _field(document, "preprocess_id", str),
        _field(document, "model_sha256", str),
        _field(document, "width", int),
        _field(document, "height", int),
    )


def _field(document: Mapping[str, Any], name: str, kind: type) -> Any:
    value = document[name]
    if type(value) is not kind:  # True would pass for an int otherwise
        raise BadRequestError(f'"{name}" is not a {"text" if kind is str else "whole number"}')
    return value
