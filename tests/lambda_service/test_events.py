from __future__ import annotations

from typing import Any

import pytest

from lambda_service.events import Kind, http_request, recognise
from lambda_service.failures import BadRequestError
from tests.lambda_service.aws_events import (
    HTTP_SHAPES,
    UNKNOWN,
    function_url,
    http_api,
    rest_api,
    s3_event,
    s3_record,
    schedule,
)

ETAG = "d41d8cd98f00b204e9800998ecf8427e"


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        ({"image": "aGk="}, Kind.IMAGE),
        ({"image": "aGk=", "anything": 1}, Kind.IMAGE),
        ({"url": "https://example.org/cat.jpg"}, Kind.URL),
        ({"ping": True}, Kind.PING),
        (schedule(), Kind.SCHEDULE),
        (function_url(), Kind.FUNCTION_URL),
        (http_api(), Kind.HTTP_API),
        (rest_api(), Kind.REST_API),
        (rest_api() | {"version": "1.0"}, Kind.REST_API),
        (s3_event(s3_record("photos", "a.jpg", ETAG, 5)), Kind.S3),
    ],
)
def test_every_kind_is_recognised(event: dict[str, Any], kind: Kind) -> None:
    assert recognise(event) is kind


@pytest.mark.parametrize("name", UNKNOWN)
def test_other_events_are_unknown(name: str) -> None:
    assert recognise(UNKNOWN[name]) is Kind.UNKNOWN


@pytest.mark.parametrize("shape", HTTP_SHAPES)
def test_three_shapes_carry_one_request(shape: str) -> None:
    event = HTTP_SHAPES[shape]("post", "/classify", {"Content-Type": "image/png"}, b"\x89PNG")
    request = http_request(event, Kind(shape))
    assert request.method == "POST"
    assert request.path.endswith("/classify")
    assert request.headers == {"content-type": "image/png"}
    assert (request.body, request.is_base64) == ("iVBORw==", True)


@pytest.mark.parametrize("shape", HTTP_SHAPES)
def test_a_request_may_have_neither_body_nor_headers(shape: str) -> None:
    event = HTTP_SHAPES[shape]() | {"headers": None, "body": None}
    del event["isBase64Encoded"]
    request = http_request(event, Kind(shape))
    assert (dict(request.headers), request.body, request.is_base64) == ({}, "", False)


@pytest.mark.parametrize("name", ["X-API-KEY", "x-api-key", "X-Api-Key"])
def test_header_names_are_lowered(name: str) -> None:
    request = http_request(rest_api(headers={name: "Secret"}), Kind.REST_API)
    assert request.headers == {"x-api-key": "Secret"}


@pytest.mark.parametrize(
    "damage",
    [
        {"body": 5},
        {"body": {"image": "aGk="}},
        {"isBase64Encoded": "false"},
        {"isBase64Encoded": None},
        {"rawPath": None},
        {"rawPath": 5},
    ],
)
def test_a_damaged_request_is_refused(damage: dict[str, Any]) -> None:
    with pytest.raises(BadRequestError):
        http_request(function_url() | damage, Kind.FUNCTION_URL)


@pytest.mark.parametrize("method", [None, 5, ["GET"]])
def test_a_method_that_is_no_text_is_refused(method: Any) -> None:
    event = rest_api() | {"httpMethod": method}
    with pytest.raises(BadRequestError):
        http_request(event, Kind.REST_API)
