"""Serve HTTP on the loopback interface, for the development server.

The standard library's server holds here: it serves each connection in a thread, keeps it open from
request to request and bounds the head of a request. Added is what it leaves out: every method is
passed on, bodies may come in chunks, the size of a body and the time of a request are bounded, and
closing leaves no thread behind.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import socket
import socketserver
import threading
import uuid
from collections.abc import Callable, Mapping
from email.errors import FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect
from http.server import BaseHTTPRequestHandler
from typing import Any, Final

from lambda_service.local_body import (
    REQUEST_S,
    Incoming,
    MalformedError,
    TooLargeError,
    read_body,
)
from lambda_service.local_event import Request, Response

CONNECTIONS: Final = 512
"""Open at once, each with a thread; one more is closed unheard."""
MAX_BODY: Final = 6 * 2**20
"""Lambda's limit on a request, https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""

_LINE: Final = 2**16
_WITHOUT_BODY: Final = (204, 304)
_BROKEN_HEAD: Final = (FirstHeaderLineIsContinuationDefect, MissingHeaderBodySeparatorDefect)
"""Where the parser meets these, it drops the rest of the headers, the length of the body too."""


def refusal(
    status: int, code: str, message: str, headers: Mapping[str, str] | None = None
) -> Response:
    """Make an answer that did not come from the function, in the form of those that do.

    Args:
        status: HTTP status.
        code: Fixed word for programs.
        message: One sentence for people.
        headers: What HTTP wants beside the status.

    Returns:
        The documented failure, with a request id of its own.
    """
    request_id = str(uuid.uuid4())
    failure = {
        "error": {"code": code, "message": message},
        "status": status,
        "request_id": request_id,
    }
    usual = {"content-type": "application/json", "x-request-id": request_id}
    return Response(status, {**usual, **(headers or {})}, json.dumps(failure).encode())


class LoopbackServer(socketserver.ThreadingTCPServer):
    """An HTTP server for this machine alone."""

    allow_reuse_address = os.name != "nt"  # there it would let two servers share a port
    request_queue_size = CONNECTIONS

    def __init__(self, port: int, answer: Callable[[Request], Response]) -> None:
        """Bind the port; nothing is answered before `serve_forever`.

        Args:
            port: A TCP port, or 0 for any that is free.
            answer: Called for each request, by many threads at once.

        Raises:
            OSError: The port is taken or not allowed.
        """
        self.answer = answer
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ARG002 - as in the base class
        """Say whether there is room for one more connection."""
        return len(self._connections) < CONNECTIONS

    def process_request(self, request: Any, client_address: Any) -> None:
        """Start a thread for a connection and remember it."""
        with self._lock:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection and forget it."""
        with self._lock:
            self._connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Give back the port, let requests under way be answered and end all threads."""
        with self._lock:
            for connection in self._connections:
                with contextlib.suppress(OSError):  # the client was faster
                    connection.shutdown(socket.SHUT_RD)
        super().server_close()


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or a small body waits for the client to confirm the headers
    server: LoopbackServer

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._incoming = Incoming(self.connection)
        self.rfile = io.BufferedReader(self._incoming)

    def handle(self) -> None:
        # A client that is slow or gone gets no answer, and is no news either.
        with contextlib.suppress(OSError):
            super().handle()
            self._hear_out()

    def _hear_out(self) -> None:
        """Wait for the client to end, within the time that a request has.

        Closing a connection on which bytes lie unread resets it, and the client may lose an answer
        that it has not read yet, such as that its body is too large.
        """
        self.connection.shutdown(socket.SHUT_WR)
        while self.rfile.read(_LINE):
            pass

    def handle_one_request(self) -> None:
        self.close_connection = True
        self._incoming.expect_request()
        self.command = self.requestline = ""
        self.raw_requestline = self.rfile.readline(_LINE + 1)
        if len(self.raw_requestline) > _LINE:
            self.send_error(400)
        elif self.raw_requestline and self.parse_request():
            if any(isinstance(defect, _BROKEN_HEAD) for defect in self.headers.defects):
                self.send_error(400)
            else:
                self._send(self._answer())

    def _answer(self) -> Response:
        try:
            body = read_body(self.rfile, self.headers, MAX_BODY)
        except MalformedError as exc:
            self.close_connection = True
            return refusal(400, "bad_request", str(exc))
        except TooLargeError:
            self.close_connection = True
            return refusal(413, "too_large", f"a request may have {MAX_BODY >> 20} MB at most")
        path, _, query = self.path.partition("?")
        headers = list(self.headers.items())
        return self.server.answer(
            Request(self.command, path, query, headers, body, self.client_address[0])
        )

    def _send(self, response: Response) -> None:
        self.connection.settimeout(REQUEST_S)
        self.request_version = self.protocol_version  # also to those who spoke no HTTP
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, str(value))
        # Asked for the head alone, the function may leave out a body that a GET would have.
        if response.status not in _WITHOUT_BODY and (response.body or self.command != "HEAD"):
            self.send_header("content-length", str(len(response.body)))
        if self.close_connection:
            self.send_header("connection", "close")
        self.end_headers()
        if self.command != "HEAD" and response.status not in _WITHOUT_BODY:
            self.wfile.write(response.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:  # noqa: ARG002 - as in the base class
        """Answer a request that could not be parsed; the parser calls this."""
        self.close_connection = True
        self._send(
            refusal(400, "bad_request", "this is no HTTP/1.1 request, or its head is too long")
        )

    def version_string(self) -> str:
        return "petsight-local"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as in the base class
        """Say nothing: the function logs each request, and without its path."""
