from __future__ import annotations

import hashlib

import pytest

from tests.lambda_service.aws_events import HTTP_SHAPES
from tests.lambda_service.calling import application, base64_text, colour, http, invoke

OLD, NEW = "old-key-0123456789", "new-key-0123456789"
APP = application(keys=(OLD, NEW))


@pytest.mark.parametrize("shape", HTTP_SHAPES)
@pytest.mark.parametrize("key", [OLD, NEW])
def test_every_key_opens(shape: str, key: str) -> None:
    response = http(APP, "GET", "/", {"x-api-key": key}, shape=shape)
    assert response.status == 200


def test_the_header_may_be_in_any_case() -> None:
    assert http(APP, "GET", "/", {"X-Api-Key": NEW}, shape="rest_api").status == 200


@pytest.mark.parametrize(
    "key",
    [
        "wrong-key-0123456789",
        NEW[:-1],
        NEW + "0",
        NEW.upper(),
        f" {NEW}",
        f"{OLD},{NEW}",
        "ключ",
        "\ud800",
        "a" * 100_000,
    ],
)
def test_a_wrong_key(key: str) -> None:
    response = http(APP, "GET", "/", {"x-api-key": key})
    assert (response.status, response.code) == (403, "wrong_key")


@pytest.mark.parametrize("part", [slice(0, 1), slice(31, 32)], ids=["start", "end"])
def test_the_whole_digest_counts(part: slice) -> None:
    right = hashlib.sha256(NEW.encode()).digest()[part]
    near = next(
        key
        for key in (f"near-key-{number:010}" for number in range(10_000))
        if hashlib.sha256(key.encode()).digest()[part] == right
    )
    assert http(APP, "GET", "/", {"x-api-key": near}).status == 403


@pytest.mark.parametrize("headers", [{}, {"x-api-key": ""}, {"authorization": f"Bearer {NEW}"}])
def test_no_key(headers: dict[str, str]) -> None:
    response = http(APP, "GET", "/", headers)
    assert (response.status, response.code) == (401, "no_key")


def test_the_key_is_asked_for_before_the_body_is_read() -> None:
    for body in (b"not a picture", "{", colour()):
        response = http(APP, "POST", "/classify", {"content-type": "image/png"}, body)
        assert (response.status, response.code) == (401, "no_key")


def test_health_and_preflight_need_none() -> None:
    assert http(APP, "GET", "/health").status == 200
    assert http(APP, "OPTIONS", "/classify").status == 204


def test_a_key_in_the_address_does_not_count() -> None:
    assert http(APP, "GET", f"/?x-api-key={NEW}").status in (401, 404)


def test_direct_invokes_need_none_for_aws_decides_who_may() -> None:
    assert invoke(APP, {"ping": True})["service"] == "petsight"
    assert invoke(APP, {"image": base64_text(colour())})["label"] == "cat"


def test_without_keys_the_service_is_open() -> None:
    assert http(application(), "GET", "/").status == 200
