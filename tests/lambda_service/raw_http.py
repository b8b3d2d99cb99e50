"""Speak HTTP byte by byte, for what proper clients never send."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; `headers` has lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@contextlib.contextmanager
def connect(url: str) -> Iterator[socket.socket]:
    """Open a connection to a server; every wait on it ends, with an error, after a minute."""
    parts = urlsplit(url)
    assert parts.hostname is not None
    with socket.create_connection((parts.hostname, parts.port or 80), 60) as connection:
        yield connection


def receive(connection: socket.socket, method: str = "GET") -> Reply | None:
    """Read one answer and not a byte more; None if the server hung up instead."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = connection.recv(1)
        if not byte:
            assert head == b"", "the answer is cut short"
            return None
        head += byte
    first, _, rest = head.partition(b"\r\n")
    headers = http.client.parse_headers(io.BytesIO(rest))
    found = {name.lower(): value for name, value in headers.items()}
    size = 0 if method == "HEAD" else int(found.get("content-length", "0"))
    body = connection.recv(size, socket.MSG_WAITALL) if size else b""
    assert len(body) == size, "the answer is cut short"
    return Reply(int(first.split(b" ")[1]), found, body)


def hung_up(connection: socket.socket) -> bool:
    """Wait for the server; whether it closed the connection without an answer."""
    try:
        return receive(connection) is None
    except ConnectionError:
        return True


def send(url: str, data: bytes, method: str = "GET") -> Reply:
    """Send these bytes and read the answer."""
    with connect(url) as connection:
        connection.sendall(data)
        reply = receive(connection, method)
    assert reply is not None, "the connection was closed without an answer"
    return reply


def ask(
    url: str,
    method: str,
    path: str,
    body: bytes | Iterator[bytes] | io.BytesIO | None = None,
    headers: dict[str, str] | None = None,
) -> Reply:
    """Ask as a proper client does, over a connection of its own."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    with contextlib.closing(connection):
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        found = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, found, response.read())


def codes(reply: Reply) -> tuple[int, str]:
    """What a failure says, after a look at its form."""
    document = reply.json()
    assert set(document) == {"error", "status", "request_id"}
    assert document["status"] == reply.status
    assert document["request_id"] == reply.headers["x-request-id"]
    assert document["error"]["message"]
    assert reply.headers["content-type"] == "application/json"
    return reply.status, document["error"]["code"]
