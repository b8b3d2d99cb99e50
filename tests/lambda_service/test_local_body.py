"""What the development server makes of bodies, and of what is not HTTP."""

from __future__ import annotations

import pytest

from tests.lambda_service.raw_http import ask, codes, connect, receive, send

LIMIT = 6 * 2**20


def test_chunks(echo_server):
    head = b"POST / HTTP/1.1\r\nTransfer-Encoding: Chunked\r\ncontent-type: text/plain\r\n\r\n"
    body = b"3\r\nabc\r\n0A ;x=y\r\n0123456789\r\n0\r\nTrailer: 1\r\n\r\n"
    reply = send(echo_server.url, head + body)
    assert reply.json()["event"]["body"] == "abc0123456789"
    assert "connection" not in reply.headers


@pytest.mark.parametrize(
    "rest",
    [
        b"content-length: x\r\n\r\n",
        b"content-length: -1\r\n\r\n",
        b"content-length: 1, 1\r\n\r\na",
        b"content-length: 1\r\ncontent-length: 2\r\n\r\nab",
        b"content-length: %d\r\n\r\n" % 10**19,
        b"transfer-encoding: gzip\r\n\r\n",
        b"transfer-encoding: gzip, chunked\r\n\r\n",
        b"transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n",
        b"transfer-encoding: chunked\r\n\r\nxyz\r\n",
        b"transfer-encoding: chunked\r\n\r\n-1\r\n",
        b"transfer-encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        b"transfer-encoding: chunked\r\n\r\n3\nabc\n0\n\n",
        b"transfer-encoding: chunked\r\n\r\n0\r\n" + b"a: b\r\n" * 101 + b"\r\n",
    ],
)
def test_bodies_that_make_no_sense(echo_server, rest):
    reply = send(echo_server.url, b"POST / HTTP/1.1\r\n" + rest)
    assert codes(reply) == (400, "bad_request")
    assert reply.headers["connection"] == "close"


def test_the_largest_body(echo_server):
    text = {"Content-Type": "text/plain"}
    room = LIMIT - 4096  # the event needs some for itself
    reply = ask(echo_server.url, "POST", "/", b"x" * room, text)
    assert reply.status == 200
    assert len(reply.json()["event"]["body"]) == room
    assert codes(ask(echo_server.url, "POST", "/", b"x" * (LIMIT + 1), text)) == (413, "too_large")
    assert ask(echo_server.url, "POST", "/", "ä".encode() * (LIMIT // 4), text).status == 200


def test_base64_counts(echo_server):
    assert ask(echo_server.url, "POST", "/", bytes(LIMIT // 4 * 3 - 4096)).status == 200
    assert codes(ask(echo_server.url, "POST", "/", bytes(LIMIT // 4 * 3))) == (413, "too_large")


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_is_too_large_is_heard_out(echo_server, chunked):
    pieces = iter([bytes(2**20)] * 20)
    body = pieces if chunked else b"".join(pieces)
    reply = ask(echo_server.url, "POST", "/", body)
    assert codes(reply) == (413, "too_large")
    assert reply.headers["connection"] == "close"


def test_a_body_that_will_be_too_large_need_not_be_sent(echo_server):
    with connect(echo_server.url) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\ncontent-length: %d\r\n\r\n" % (LIMIT + 1))
        reply = receive(connection)
    assert reply is not None
    assert codes(reply) == (413, "too_large")


def test_a_body_without_end(echo_server):
    with connect(echo_server.url) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n")
        connection.sendall((b"100000\r\n" + bytes(2**20) + b"\r\n") * 8)
        reply = receive(connection)  # although the client has not come to an end
    assert reply is not None
    assert codes(reply) == (413, "too_large")


# What is not HTTP


@pytest.mark.parametrize(
    "data",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / SPDY/3\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/1.1 more\r\n\r\n",
        b"GET /" + b"a" * 2**17,
        b"POST / HTTP/1.1\r\na : b\r\ncontent-length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\nno colon\r\ncontent-length: 2\r\n\r\nab",
        b"POST / HTTP/1.1\r\n a: b\r\ncontent-length: 2\r\n\r\nab",
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 200 + b"\r\n",
        b"GET / HTTP/1.1\r\na: " + b"b" * 2**17,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n",
    ],
)
def test_what_is_not_http(echo_server, data):
    assert codes(send(echo_server.url, data)) == (400, "bad_request")
