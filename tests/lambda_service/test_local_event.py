"""HTTP requests as Function URL events, and results as HTTP answers."""

from __future__ import annotations

import base64
import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambda_service.events import Kind, recognise
from lambda_service.local_event import Request, Response, make_event, make_response

UUID = "6f0c8a5e-0000-4000-8000-000000000000"


def event_of(*headers: tuple[str, str], body: bytes = b"", query: str = "", method: str = "POST"):
    request = Request(method, "/classify", query, headers, body, "127.0.0.1")
    return make_event(request, UUID)


def test_the_fields_of_a_function_url():
    event = event_of(("Host", "x"), ("User-Agent", "curl"), body=b"{}", query="a=1&a=2&b=&c=%20")
    context = event.pop("requestContext")
    assert event == {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/classify",
        "rawQueryString": "a=1&a=2&b=&c=%20",
        "queryStringParameters": {"a": "1,2", "b": "", "c": " "},
        "headers": {
            "host": "x",
            "user-agent": "curl",
            "x-forwarded-for": "127.0.0.1",
            "x-forwarded-proto": "http",
        },
        "body": "e30=",
        "isBase64Encoded": True,
    }
    assert abs(context.pop("timeEpoch") / 1000 - time.time()) < 60
    assert re.fullmatch(r"\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000", context.pop("time"))
    assert context == {
        "accountId": "anonymous",
        "apiId": "petsight",
        "domainName": "petsight.lambda-url.local.on.aws",
        "domainPrefix": "petsight",
        "http": {
            "method": "POST",
            "path": "/classify",
            "protocol": "HTTP/1.1",
            "sourceIp": "127.0.0.1",
            "userAgent": "curl",
        },
        "requestId": UUID,
        "routeKey": "$default",
        "stage": "$default",
    }


def test_the_service_takes_it_for_a_function_url():
    assert recognise(event_of()) is Kind.FUNCTION_URL


def test_headers_are_lowered_and_joined():
    headers = event_of(("X-Api-KEY", "a"), ("x-api-key", "b"), ("Accept", "c, d"))["headers"]
    assert headers["x-api-key"] == "a,b"
    assert headers["accept"] == "c, d"


def test_cookies_have_a_field_of_their_own():
    event = event_of(("Cookie", "a=b; c=d"))
    assert event["cookies"] == ["a=b", "c=d"]
    assert "cookie" not in event["headers"]
    assert "cookies" not in event_of()


def test_headers_about_the_connection_go_no_further():
    headers = event_of(("Connection", "close"), ("Transfer-Encoding", "chunked"))["headers"]
    assert set(headers) == {"x-forwarded-for", "x-forwarded-proto"}


def test_without_body_and_query():
    event = event_of()
    assert "body" not in event
    assert "queryStringParameters" not in event
    assert event["isBase64Encoded"] is False


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "TEXT/html; charset=utf-8",
        "application/json",
        "application/json;charset=utf-8",
        "application/xml",
        "application/javascript",
    ],
)
def test_text_stays_text(kind):
    event = event_of(("Content-Type", kind), body='{"ä": 1}'.encode())
    assert event["body"] == '{"ä": 1}'
    assert event["isBase64Encoded"] is False


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Content-Type", "image/png")],
        [("Content-Type", "application/jsonp")],
        [("Content-Type", "multipart/form-data; boundary=text/plain")],
        [("Content-Type", "application/json"), ("Content-Encoding", "gzip")],
    ],
)
def test_everything_else_is_base64(headers):
    event = event_of(*headers, body=b"plain")
    assert base64.b64decode(event["body"]) == b"plain"
    assert event["isBase64Encoded"] is True


def test_text_that_is_none():
    event = event_of(("Content-Type", "text/plain"), body=b"\xff\xfe")
    assert base64.b64decode(event["body"]) == b"\xff\xfe"
    assert event["isBase64Encoded"] is True


@given(
    method=st.text(),
    query=st.text(),
    headers=st.lists(st.tuples(st.text(), st.text())),
    body=st.binary(),
)
def test_any_event_is_json(method, query, headers, body):
    event = event_of(*headers, body=body, query=query, method=method)
    assert json.loads(json.dumps(event)) == event


@pytest.mark.parametrize("result", [{}, {"a": 1}, [1], "text", None, 3])
def test_a_result_without_a_status_is_the_body(result):
    response = make_response(result)
    assert response.status == 200
    assert response.headers == {"content-type": "application/json"}
    assert json.loads(response.body) == result


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ({"statusCode": 204}, Response(204)),
        (
            {"statusCode": 422, "headers": {"X-A": "b"}, "body": "ä"},
            Response(422, {"content-type": "application/json", "x-a": "b"}, "ä".encode()),
        ),
        (
            {"statusCode": 200, "headers": {"Content-Type": "image/png"}, "body": "AAE=",
             "isBase64Encoded": True},
            Response(200, {"content-type": "image/png"}, b"\x00\x01"),
        ),
        ({"statusCode": 200, "headers": None, "body": None}, Response(200)),
    ],
)  # fmt: skip
def test_results_with_a_status(result, expected):
    assert make_response(result) == expected


@pytest.mark.parametrize(
    "result",
    [
        {"statusCode": "200"},
        {"statusCode": 200, "body": {"a": 1}},
        {"statusCode": 200, "headers": ["a"]},
        {"statusCode": 200, "body": "no base64", "isBase64Encoded": True},
    ],
)
def test_results_that_no_function_url_takes(result):
    with pytest.raises(ValueError, match=r"."):
        make_response(result)
