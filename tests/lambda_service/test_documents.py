from __future__ import annotations

from typing import Any

import pytest

from lambda_service.documents import (
    Address,
    Picture,
    Prepared,
    decode_base64,
    read_document,
    read_prepared_headers,
)
from lambda_service.failures import BadBase64Error, BadRequestError
from petsight.errors import ImageTooLargeError

PREPARED = {"preprocess_id": "p1", "model_sha256": "ab", "width": 224, "height": 160}


def test_a_picture() -> None:
    assert read_document({"image": "aGk="}) == Picture(b"hi")


def test_unknown_fields_are_ignored() -> None:
    assert read_document({"image": "aGk=", "comment": [1]}) == Picture(b"hi")


def test_a_prepared_picture() -> None:
    expected = Picture(b"hi", Prepared("p1", "ab", 224, 160))
    assert read_document({"image": "aGk=", **PREPARED}) == expected


def test_an_address() -> None:
    assert read_document({"url": "https://example.org/"}) == Address("https://example.org/")


@pytest.mark.parametrize("missing", PREPARED)
def test_the_four_fields_go_together(missing: str) -> None:
    fields = {name: value for name, value in PREPARED.items() if name != missing}
    with pytest.raises(BadRequestError, match=missing):
        read_document({"image": "aGk=", **fields})


@pytest.mark.parametrize(
    "change",
    [
        {"preprocess_id": 1},
        {"model_sha256": None},
        {"width": "224"},
        {"width": 224.0},
        {"height": True},
        {"image": 5},
        {"image": ["aGk="]},
        {"image": None},
    ],
)
def test_a_field_of_another_type(change: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError, match=next(iter(change))):
        read_document({"image": "aGk=", **PREPARED, **change})


@pytest.mark.parametrize(
    "document", [None, 5, "aGk=", [], {}, {"image": "aGk=", "url": "https://x.org"}, {"url": 5}]
)
def test_what_is_no_request(document: Any) -> None:
    with pytest.raises(BadRequestError):
        read_document(document)


def test_headers_say_what_a_picture_was_prepared_for() -> None:
    headers = {
        "x-petsight-preprocess-id": "p1",
        "x-petsight-model-sha256": "ab",
        "x-petsight-width": "224",
        "x-petsight-height": "160",
    }
    assert read_prepared_headers(headers) == Prepared("p1", "ab", 224, 160)
    assert read_prepared_headers({"x-petsight": "1"}) is None
    del headers["x-petsight-width"]
    with pytest.raises(BadRequestError, match="width"):
        read_prepared_headers(headers)


@pytest.mark.parametrize(
    "text",
    [
        "aGk",  # no padding
        "aGk==",
        "aG=k",
        "aGk=aGk=",
        "aGk=\n",
        " aGk=",
        "aG\nk=",
        "aG-_",  # the alphabet for addresses
        "aGkä",
        "\ud800",
        "=",
        "====",
        "data:image/png;base64,aGk=",
    ],
)
def test_what_is_not_standard_base64(text: str) -> None:
    with pytest.raises(BadBase64Error):
        decode_base64(text, 100)


@pytest.mark.parametrize(
    ("text", "size"), [("", 0), ("aA==", 1), ("aGk=", 2), ("aGkh", 3), ("aGkhIQ==", 4)]
)
def test_the_limit_is_exact(text: str, size: int) -> None:
    assert len(decode_base64(text, size)) == size
    if size:
        with pytest.raises(ImageTooLargeError):
            decode_base64(text, size - 1)


def test_too_much_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(ImageTooLargeError):
        decode_base64("!" * 1000, 100)
