"""Whatever an endpoint does, there is one clear error with the right word, and in time."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from petsight import CloudClassifier, CloudError
from petsight.cloud import retry
from petsight.cloud.exchange import MAX_ANSWER
from petsight.cloud.timing import Timeouts
from tests.petsight.cloud_support import CAT, end_of_threads, failure
from tests.petsight.misbehaving import (
    INVOCATIONS,
    Behaviour,
    Handler,
    Misbehaving,
    cut,
    fail,
    gone,
    head,
    html,
    raw,
)


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    yield
    end_of_threads()


def chunked(handler: Handler) -> None:
    """Send small pieces without end."""
    handler.wfile.write(b"HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n")
    handler.wfile.write(b"content-type: application/json\r\n\r\n")
    while not handler.server.stopping.is_set():
        handler.wfile.write(b"400\r\n" + b" " * 1024 + b"\r\n")


def json_of(text: str) -> Behaviour:
    return lambda handler: handler.send(text.encode())


def padded(handler: Handler) -> None:
    """A right answer, were it not for what follows it."""
    server, seen = handler.server, handler.seen
    right = server.prediction(seen.document) if seen.is_picture else server.information()
    handler.send(json.dumps(right).encode() + HUGE)


HUGE = b" " * (MAX_ANSWER + 1)
FAULTS: dict[str, tuple[Behaviour, str]] = {
    "cut in the middle": (cut, "offline"),
    "closed at once": (gone, "offline"),
    "not HTTP": (raw(b"220 mail.example.com ESMTP\r\n"), "offline"),
    "endless headers": (raw(b"HTTP/1.1 200 X\r\n", b"a: b\r\n" * 200), "offline"),
    "a header line without end": (raw(b"HTTP/1.1 200 X\r\na: " + b"b" * 70_000), "offline"),
    "length too large, then silence": (raw(head(600), b"{}", hang=True), "timeout"),
    "length too small": (raw(head(3), b'{"schema": 1}'), "bad_answer"),
    "length is a word": (raw(b"HTTP/1.1 200 X\r\ncontent-length: ten\r\n\r\n{}"), "bad_answer"),
    "HTML": (html, "bad_answer"),
    "HTML that says it is JSON": (json_of("<html>"), "bad_answer"),
    "JSON that says it is text": (raw(head(2, media_type="text/plain"), b"{}"), "bad_answer"),
    "empty": (json_of(""), "bad_answer"),
    "an array": (json_of("[]"), "bad_answer"),
    "an object of something else": (json_of('{"hello": "world"}'), "bad_answer"),
    "not UTF-8": (raw(head(4), b'"\xff\xfe"'), "bad_answer"),
    "nested deeply": (json_of("[" * 50_000), "bad_answer"),
    "a number without end": (json_of('{"schema": ' + "9" * 5_000 + "}"), "bad_answer"),
    "packed": (
        lambda handler: handler.send(b"\x1f\x8b\x08", content_encoding="gzip"),
        "bad_answer",
    ),
    "huge": (padded, "bad_answer"),
    "huge without a length": (raw(b"HTTP/1.1 200 X\r\n\r\n", HUGE), "bad_answer"),
    "endless": (chunked, "bad_answer"),
    "huge failure": (raw(head(len(HUGE), 500), HUGE), "server"),
    "nothing there": (raw(head(0, 204)), "bad_answer"),
    "a part": (raw(head(2, 206), b"{}"), "bad_answer"),
    "bad request": (fail(400, "bad_request"), "bad_answer"),
    "no key": (fail(401, "no_key"), "refused"),
    "wrong key": (fail(403, "wrong_key"), "refused"),
    "refused in HTML": (raw(head(1, 403, "text/html"), b"x"), "refused"),
    "not found": (fail(404, "not_found"), "bad_answer"),
    "wrong method": (fail(405, "method_not_allowed"), "bad_answer"),
    "too large": (fail(413, "too_large"), "rejected"),
    "unsupported": (fail(415, "unsupported_format"), "rejected"),
    "not an image": (fail(422, "not_an_image"), "rejected"),
    "broken": (fail(500, "internal"), "server"),
    "not implemented": (fail(501), "server"),
    "bad gateway": (raw(head(0, 502)), "server"),
    "unavailable": (fail(503, "unavailable"), "server"),
    "bad model": (fail(503, "bad_model"), "no_model"),
    "no runtime": (fail(503, "no_runtime"), "no_model"),
}


@pytest.mark.parametrize("when", ["information", "picture"])
@pytest.mark.parametrize("fault", FAULTS)
def test_faults(fault, when, monkeypatch):
    monkeypatch.setattr(retry, "_BASE", 0.01)
    behaviour, detail = FAULTS[fault]
    patience = Timeouts(read=1.0)
    with Misbehaving() as server, CloudClassifier(server.url, timeouts=patience) as cloud:
        if when == "picture":
            cloud.info()
        server.always = behaviour
        with pytest.raises(CloudError) as caught:
            cloud.classify(CAT)
        assert caught.value.detail == detail
        assert "endpoint" in caught.value.message
        server.always = None
        assert cloud.classify(CAT).label == "cat"


@pytest.mark.parametrize(
    ("behaviour", "detail"),
    [
        (fail(403, "wrong_key"), "refused"),
        (fail(422, "truncated"), "rejected"),
        (fail(429, "throttled"), "throttled"),
        (fail(500, "internal"), "server"),
        (json_of('{"error": {"code": "odd"}, "status": 200}'), "server"),
        (json_of('{"error": "odd"}'), "server"),
        (json_of('{"errorMessage": "division by zero", "errorType": "E"}'), "server"),
        (json_of("Task timed out"), "bad_answer"),
        (raw(head(0, 502)), "server"),
    ],
)
def test_faults_behind_the_emulator(behaviour, detail):
    with Misbehaving(None, always=behaviour) as server:
        assert failure(server.url + INVOCATIONS).detail == detail


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("when", ["information", "picture"])
def test_a_redirect_is_never_followed(status, when):
    with Misbehaving() as elsewhere, Misbehaving() as server:
        if when == "picture":
            server.script.append(None)
        server.always = lambda handler: handler.send(b"", status, location=elsewhere.url + "/x")
        error = failure(server.url)
        assert error.detail == "bad_answer"
        assert "redirects, which is never followed" in error.message
        assert elsewhere.connections == 0


def test_the_text_of_an_endpoint_is_not_repeated():
    """Only its code, where that is one plain word."""
    document = {"error": {"code": "wrong_key", "message": "call 0900-CHEAP"}}
    with Misbehaving(always=lambda handler: handler.answer(document, 403)) as server:
        error = failure(server.url)
    assert error.message == "the endpoint refuses this key or signature (403, wrong_key)"
    document = {"error": {"code": "\x1b[31mred", "message": "x"}}
    with Misbehaving(always=lambda handler: handler.answer(document, 403)) as server:
        assert failure(server.url).message.endswith("signature (403)")


def test_a_dead_proxy(monkeypatch):
    """Its address may hold a password, which appears in no text."""
    monkeypatch.setenv("https_proxy", "http://me:secret@127.0.0.1:9")
    error = failure("https://pets.invalid")
    assert error.detail == "offline"
    assert error.message == "the proxy cannot be reached or refuses"


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "nonsense://x", "http://[bad"])
def test_a_proxy_that_makes_no_sense(monkeypatch, proxy):
    monkeypatch.setenv("https_proxy", proxy)
    assert failure("https://pets.invalid").detail == "offline"


def test_a_fault_of_the_client_is_not_hidden(monkeypatch):
    """Only what libraries raise is translated; a bug stays a bug."""
    monkeypatch.setattr("petsight.cloud.exchange._read", lambda _response: 1 / 0)
    with (
        Misbehaving() as server,
        CloudClassifier(server.url) as cloud,
        pytest.raises(ZeroDivisionError),
    ):
        cloud.classify(CAT)


def test_an_error_row_has_the_detail():
    with Misbehaving(always=fail(403, "wrong_key")) as server:
        row = failure(server.url).to_dict()
    assert json.loads(json.dumps(row))["detail"] == "refused"
    assert row["code"] == "cloud_error"
