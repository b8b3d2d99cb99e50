"""Read the body of an HTTP request in time and within a size, for the development server."""

from __future__ import annotations

import io
import re
import socket
import time
from collections.abc import Iterator
from email.message import Message
from typing import Any, Final

IDLE_S: Final = 15.0
"""How long a connection stays open without a request."""
REQUEST_S: Final = 15.0
"""How long a request may take to arrive, from its first byte to its last."""

_PIECE: Final = 2**16
_LENGTH: Final = re.compile(r"[0-9]{1,18}")
_CHUNK_HEAD: Final = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(;.*)?\r\n", re.DOTALL)
_LINE: Final = 2**12
_TRAILERS: Final = 100


class MalformedError(Exception):
    """What was sent is not HTTP; the text says why."""


class TooLargeError(Exception):
    """The body is larger than the limit."""


class Incoming(io.RawIOBase):
    """What arrives on a connection. Each request has to arrive in time, however it is cut up."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._end: float | None = None

    def expect_request(self) -> None:
        """Stop the clock until the first byte of the next request."""
        self._end = None

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Wait for the next bytes, or raise TimeoutError."""
        wait = IDLE_S if self._end is None else self._end - time.monotonic()
        if wait <= 0:
            raise TimeoutError("the request took too long")
        self._connection.settimeout(wait)
        count = self._connection.recv_into(buffer)
        if self._end is None:
            self._end = time.monotonic() + REQUEST_S
        return count


def read_body(file: io.BufferedIOBase, headers: Message, limit: int) -> bytes:
    """Read what follows the headers of a request.

    Args:
        file: The connection, after the headers.
        headers: The headers.
        limit: The most bytes to accept.

    Returns:
        The body without its transfer coding; nothing where none was announced.

    Raises:
        MalformedError: Length or chunks make no sense.
        TooLargeError: There are more bytes than the limit; not all of them were read.
        OSError: The client fell silent or went away.
    """
    body = bytearray()
    for piece in _pieces(file, headers, limit):
        body += piece
        if len(body) > limit:
            raise TooLargeError
    return bytes(body)


def _pieces(file: io.BufferedIOBase, headers: Message, limit: int) -> Iterator[bytes]:
    codings = headers.get_all("transfer-encoding", [])
    lengths = headers.get_all("content-length", [])
    if codings:
        # With a length too, two programs could see two different bodies (RFC 9112, 6.3).
        if lengths or [coding.lower() for coding in codings] != ["chunked"]:
            raise MalformedError("the transfer coding is not just chunked")
        yield from _chunks(file)
    elif lengths:
        if len(lengths) > 1 or not _LENGTH.fullmatch(lengths[0]):
            raise MalformedError("the length of the body is not a number")
        count = int(lengths[0])
        if count > limit:
            raise TooLargeError
        yield from _exactly(file, count)


def _exactly(file: io.BufferedIOBase, count: int) -> Iterator[bytes]:
    while count > 0:
        piece = file.read(min(count, _PIECE))
        if not piece:
            raise ConnectionError("the body is cut short")
        count -= len(piece)
        yield piece


def _chunks(file: io.BufferedIOBase) -> Iterator[bytes]:
    while count := _chunk_size(_line(file)):
        yield from _exactly(file, count)
        if _line(file) != b"\r\n":
            raise MalformedError("a chunk is longer than it says")
    for _ in range(_TRAILERS):
        if _line(file) == b"\r\n":
            return
    raise MalformedError("there are too many trailers")


def _line(file: io.BufferedIOBase) -> bytes:
    line = file.readline(_LINE)
    if not line:
        raise ConnectionError("the body is cut short")
    return line


def _chunk_size(line: bytes) -> int:
    match = _CHUNK_HEAD.fullmatch(line)
    if match is None:
        raise MalformedError("the body is not in chunks")
    return int(match[1], 16)
