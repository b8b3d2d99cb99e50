"""Whatever the event is, there is a typed answer."""

from __future__ import annotations

import contextlib
import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambda_service.archive import RetryError
from lambda_service.events import Kind, recognise
from lambda_service.failures import TABLE, BadRequestError
from lambda_service.notifications import read_notification
from tests.lambda_service.aws_events import HTTP_SHAPES, UNKNOWN, s3_event, s3_record, schedule
from tests.lambda_service.calling import (
    REQUEST_ID,
    Context,
    application,
    base64_text,
    colour,
    prepared,
)

KEY = "some-key-0123456789"
APPS = (application(), application(keys=(KEY,), cors_origins=("https://pets.example",)))
CODES = {(status, error.code) for error, (status, _) in TABLE.items()}

PICTURE = colour("dog")
FORM = (
    b'--XX\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\n'
    + PICTURE
    + b"\r\n--XX--\r\n"
)
FIELDS = prepared(APPS[0])
BODIES: list[tuple[dict[str, str], Any]] = [
    ({"content-type": "image/png", "x-api-key": KEY}, PICTURE),
    ({"content-type": "image/png", "x-petsight-width": "16"}, PICTURE),
    ({"content-type": "multipart/form-data; boundary=XX"}, FORM),
    ({"content-type": "application/json"}, json.dumps({"image": base64_text(PICTURE), **FIELDS})),
    ({"content-type": "application/json"}, json.dumps({"url": "https://example.org"})),
]
GENUINE: list[Any] = [
    {"image": base64_text(PICTURE), **FIELDS},
    {"url": "https://example.org/a.png"},
    {"ping": True},
    schedule(),
    s3_event(s3_record("photos", "new/a b.jpg", "0" * 32, 5)),
    *UNKNOWN.values(),
    *(
        shape("POST", "/classify", headers, body)
        for shape in HTTP_SHAPES.values()
        for headers, body in BODIES
    ),
    *(
        shape(method, path, {"origin": "https://pets.example"})
        for shape in HTTP_SHAPES.values()
        for method, path in (("GET", "/"), ("GET", "/health"), ("OPTIONS", "/classify"))
    ),
]

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["image/png", "application/json", "2.0", "1.0", "aws:s3", "POST", "%", "="]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["image", "url", "ping", "requestContext", "Records", "http", "s3"])
            | st.text(max_size=8),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def places(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every path into a JSON value, its own included."""
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [above, *(place for key, inner in items for place in places(inner, (*above, key)))]


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A genuine event with a few values replaced, cut or taken out."""
    event = copy.deepcopy(draw(st.sampled_from(GENUINE)))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.sampled_from(places(event)))
        if not place:
            return draw(ANYTHING)
        holder = event
        for key in place[:-1]:
            holder = holder[key]
        if draw(st.booleans()):
            holder[place[-1]] = draw(ANYTHING)
        elif isinstance(holder[place[-1]], str):
            text = holder[place[-1]]
            holder[place[-1]] = text[: draw(st.integers(0, len(text)))] + draw(st.text(max_size=3))
        else:
            del holder[place[-1]]
    return event


def check_failure(document: dict[str, Any]) -> None:
    assert set(document) == {"error", "status", "request_id"}
    assert set(document["error"]) == {"code", "message"}
    assert (document["status"], document["error"]["code"]) in CODES
    assert document["error"]["message"]
    assert document["request_id"] == REQUEST_ID


def check(answer: Any) -> None:
    assert isinstance(answer, dict)
    json.dumps(answer, allow_nan=False)
    if "statusCode" in answer:
        assert isinstance(answer["body"], str)
        assert all(isinstance(value, str) for value in answer["headers"].values())
        if answer["statusCode"] == 204:
            assert answer["body"] == ""
            return
        document = json.loads(answer["body"])
        if answer["statusCode"] != 200:
            assert document["status"] == answer["statusCode"]
            check_failure(document)
    elif "error" in answer:
        check_failure(answer)
    else:
        assert answer["request_id"] == REQUEST_ID


@given(event=damaged() | ANYTHING)
@settings(max_examples=400, deadline=None)
def test_no_event_makes_the_service_raise_or_fail_untyped(event: Any) -> None:
    for app in APPS:
        if recognise(event) is Kind.S3:  # they are not set up for it
            with pytest.raises(RetryError, match="not set up"):
                app.handle(event, Context())
        else:
            check(app.handle(event, Context()))


@given(event=damaged())
@settings(deadline=None)
def test_a_damaged_notification_is_read_or_refused(event: Any) -> None:
    if recognise(event) is Kind.S3:
        with contextlib.suppress(BadRequestError):
            for one in read_notification(event):
                assert one.bucket
                assert one.key
                assert one.etag
                assert isinstance(one.size, int)
