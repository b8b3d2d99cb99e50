"""A small web server on the loopback, with the page's content security policy."""

from __future__ import annotations

import mimetypes
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'"
)

BINARY: Final = "application/octet-stream"


class Site(ThreadingHTTPServer):
    """Serves folders, and files that a test adds.

    Attributes:
        asked: The paths of all requests so far.
        moved: Paths that are answered by a redirection, and where to.
    """

    daemon_threads = False

    def __init__(self, folders: Mapping[str, Path]) -> None:
        """Listen on a free port.

        Args:
            folders: The first part of an address ("" for the page itself), and what lies there.
        """
        super().__init__(("127.0.0.1", 0), _Handler)
        self._folders = folders
        self._added: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.moved: dict[str, str] = {}

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.server_port}"

    def add(self, name: str, content: bytes) -> str:
        """Serve these bytes, and return their path."""
        path = f"/added/{name}"
        self._added[path] = content
        return path

    def find(self, path: str) -> bytes | None:
        """Return what lies at a path."""
        self.asked.append(path)
        if path in self._added:
            return self._added[path]
        first, _, rest = path[1:].partition("/")
        if first not in self._folders:
            first, rest = "", path[1:]
        file = self._folders[first] / (rest or "index.html")
        return file.read_bytes() if file.is_file() else None

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report what went wrong, unless a browser only left."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path in self.server.moved:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self.server.moved[path])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        content = self.server.find(path)
        self.send_response(HTTPStatus.NOT_FOUND if content is None else HTTPStatus.OK)
        kind = mimetypes.guess_type(path)[0] or ("text/html" if path.endswith("/") else BINARY)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content or b"")))
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(content or b"")

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folders: Mapping[str, Path]) -> Iterator[Site]:
    """Serve while the block runs."""
    with Site(folders) as site:
        thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()
