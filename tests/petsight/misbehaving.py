"""A real HTTP server on loopback that answers as an endpoint does, and misbehaves on order."""

from __future__ import annotations

import base64
import contextlib
import json
import socket
import ssl
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from petsight import DeviceClassifier, Model
from petsight.classifier import classify_source
from tests.support_model import TINY

INVOCATIONS = "/2015-03-31/functions/function/invocations"


@dataclass(frozen=True)
class Seen:
    """A request that arrived whole."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @cached_property
    def document(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def is_picture(self) -> bool:
        return b'"image"' in self.body


Behaviour = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Misbehaving
    seen: Seen

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    def do_GET(self) -> None:
        if self.server.deaf and self.command == "POST":
            self.server.stopping.wait(60)
            return
        length = int(self.headers.get("content-length", 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.seen = Seen(self.command, self.path, headers, self.rfile.read(length))
        self.server.serve(self)

    do_POST = do_GET  # noqa: N815

    def answer(self, document: object, status: int = 200, **headers: str) -> None:
        """Answer with JSON; header names have underscores for hyphens."""
        self.send(json.dumps(document).encode(), status, **headers)

    def send(
        self, body: bytes, status: int = 200, media_type: str = "application/json", **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("content-type", media_type)
        for name, value in {"content-length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
        """Say nothing."""


class Misbehaving(ThreadingHTTPServer):
    """Answers with a genuine model, except where `script` or `always` say otherwise.

    Attributes:
        script: What to do with the next requests, one each; an entry None behaves.
        always: What to do with every request that has no entry in the script.
        info_changes: Replaces fields of the information.
        answer_changes: Replaces fields of an answer.
        deaf: Whether nobody reads what is posted.
        mute: Whether connections are taken and nothing else is done.
    """

    daemon_threads = False
    request_queue_size = 64

    def __init__(
        self, *script: Behaviour | None, always: Behaviour | None = None, model: Model | None = None
    ) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = deque(script)
        self.always = always
        self.model = model or Model(TINY)
        self.info_changes: dict[str, Any] = {}
        self.answer_changes: dict[str, Any] = {}
        self.deaf = self.mute = False
        self.seen: list[Seen] = []
        self.busiest = 0
        self.connections = 0
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._busy = 0
        self._sockets: list[socket.socket] = []
        self._thread = threading.Thread(target=self.serve_forever, args=(0.01,))

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pictures(self) -> list[Seen]:
        return [seen for seen in self.seen if seen.is_picture]

    def secure(self, context: ssl.SSLContext) -> Self:
        """Speak TLS; the handshake happens in the connection's own thread."""
        self.socket = context.wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )
        return self

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stopping.set()
        self.shutdown()
        self._thread.join()
        self.drop_connections()
        self.server_close()  # joins the threads

    def drop_connections(self) -> None:
        """Close what clients keep open."""
        for connection in self._sockets:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(connection, socket.SHUT_RDWR)

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self.mute:
            self.opened(request)
            self.stopping.wait(60)
        else:
            super().finish_request(request, client_address)

    def opened(self, connection: socket.socket) -> None:
        with self._lock:
            self._sockets.append(connection)
            self.connections += 1

    def handle_error(self, *_request: object) -> None:
        """Clients that leave in the middle are what this server is for."""

    def serve(self, handler: Handler) -> None:
        with self._lock:
            self.seen.append(handler.seen)
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
            behaviour = self.script.popleft() if self.script else self.always
        try:
            (behaviour or behave)(handler)
        finally:
            with self._lock:
                self._busy -= 1

    def information(self) -> dict[str, Any]:
        info = self.model.info.to_dict()
        return {
            "schema": 1,
            "service": "petsight",
            "service_version": "0.1.0",
            "model": info,
            "model_sha256": self.model.sha256,
            "limits": {"bytes": 4613734, "pixels": 24000000},
            "url_fetching": False,
            "request_id": "r",
            "cold_start": False,
        } | self.info_changes

    def prediction(self, document: dict[str, Any]) -> dict[str, Any]:
        data = base64.b64decode(document["image"], validate=True)
        prediction = classify_source(DeviceClassifier(self.model), data)
        extra = {"source": "cloud", "request_id": "r", "cold_start": False}
        return prediction.to_dict() | extra | self.answer_changes


def behave(handler: Handler) -> None:
    """Answer as an endpoint does, with 409 for a picture that was prepared for another model."""
    server, seen = handler.server, handler.seen
    if not seen.is_picture:
        handler.answer(server.information())
    elif seen.document["model_sha256"] != server.model.sha256:
        fail(409, "other_model")(handler)
    else:
        handler.answer(server.prediction(seen.document))


def fail(status: int, code: str = "internal", **headers: str) -> Behaviour:
    """A typed failure; over an emulator's URL its status is in the document alone."""

    def behaviour(handler: Handler) -> None:
        document = {"error": {"code": code, "message": "m"}, "status": status, "request_id": "r"}
        emulated = handler.seen.path.endswith("/invocations")
        handler.answer(document, 200 if emulated else status, **headers)

    return behaviour


def raw(*chunks: bytes, drip: float = 0.0, hang: bool = False) -> Behaviour:
    """Send bytes as they are, with a pause after each chunk, then close or stay silent."""

    def behaviour(handler: Handler) -> None:
        handler.close_connection = True
        for chunk in chunks:
            handler.wfile.write(chunk)
            if handler.server.stopping.wait(drip):
                return
        if hang:
            handler.server.stopping.wait(60)

    return behaviour


def head(length: int, status: int = 200, media_type: str = "application/json") -> bytes:
    """The head of an answer whose body may have any other length."""
    return (
        f"HTTP/1.1 {status} X\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\n\r\n"
    ).encode()


silent = raw(hang=True)
slow_headers = raw(*[b"H"], *[b"x"] * 600, drip=0.05)
slow_body = raw(head(600), *[b" "] * 600, drip=0.05)
cut = raw(head(600), b'{"schema": 1')
gone = raw()
html = raw(head(15, media_type="text/html") + b"<html>hi</html>")
