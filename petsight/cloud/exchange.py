"""A request whose waiting can be ended at any moment, and the connections that allow it."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

MAX_ANSWER: Final = 64 * 2**10
"""Bytes of the longest answer that is read."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent.

    Attributes:
        method: "GET" or "POST".
        url: Where to.
        body: A JSON document, or None.
    """

    method: str
    url: str
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back.

    Attributes:
        status: The HTTP status.
        headers: Names in lower case.
        body: At most `MAX_ANSWER` bytes; None if there were more.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes | None


class Exchange(threading.Thread):
    """Does the waiting that cannot be bounded: a look-up, headers and bodies byte by byte.

    A socket's timeout starts anew with every byte, and a look-up has none. So the one who wants the
    answer waits beside this thread and, when time is up, shuts the socket down under it. Only a
    look-up, or a connection in the making, is left to end by itself; a daemon, it keeps nobody from
    leaving.
    """

    def __init__(
        self, session: requests.Session, request: Request, timeout: tuple[float, float]
    ) -> None:
        super().__init__(name="petsight-cloud", daemon=True)
        self.done = threading.Event()
        self.outcome: Reply | Exception | None = None
        self.socket: object = None
        self.abandoned = False
        self._session = session
        self._request = request
        self._timeout = timeout

    def run(self) -> None:
        """Leave a reply or an exception in `outcome`."""
        try:
            self.outcome = self._talk()
        except Exception as exc:  # noqa: BLE001 - raised again by who waits
            self.outcome = exc
        self.done.set()

    def abandon(self) -> None:
        """Stop waiting for the thread, and end its work if it is still at it."""
        if self.done.is_set():
            return
        self.abandoned = True
        self.done.set()
        if isinstance(self.socket, socket.socket):  # not TLS inside a proxy's TLS
            with contextlib.suppress(OSError):
                # Not the method of an SSL socket: that changes what the thread is reading with.
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)

    def use(self, connected: object) -> None:
        """Take note of the socket, or refuse to go on for nobody."""
        self.socket = connected
        if self.abandoned:
            raise ConnectionAbortedError

    def _talk(self) -> Reply:
        headers = {"Content-Type": "application/json"} if self._request.body else {}
        with self._session.request(
            self._request.method,
            self._request.url,
            data=self._request.body,
            headers=headers,
            timeout=self._timeout,
            allow_redirects=False,
            stream=True,
        ) as response:
            names = {name.lower(): value for name, value in response.headers.items()}
            return Reply(response.status_code, names, _read(response))


def _read(response: requests.Response) -> bytes | None:
    chunks: list[bytes] = []
    for chunk in response.raw.stream(2**14, decode_content=False):
        chunks.append(chunk)
        if sum(map(len, chunks)) > MAX_ANSWER:
            return None
    return b"".join(chunks)


class _Watched:
    """A connection that tells the exchange at work in this thread which socket it uses."""

    sock: Any

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self._tell()

    def request(self, *args: Any, **options: Any) -> None:
        self._tell()  # a connection that was kept open
        super().request(*args, **options)  # type: ignore[misc]

    def _tell(self) -> None:
        exchange = threading.current_thread()
        if isinstance(exchange, Exchange):
            exchange.use(self.sock)


class _WatchedHttp(_Watched, HTTPConnection):
    pass


class _WatchedHttps(_Watched, HTTPSConnection):
    pass


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _WatchedHttp


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedHttps


class Adapter(HTTPAdapter):
    """Makes requests use watched connections, through a proxy too."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Make the pools for direct connections."""
        super().init_poolmanager(*args, **options)
        self._watch(self.poolmanager)

    def proxy_manager_for(self, *args: Any, **options: Any) -> Any:
        """Make the pools for connections through a proxy."""
        return self._watch(super().proxy_manager_for(*args, **options))

    @staticmethod
    def _watch(manager: Any) -> Any:
        manager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
        return manager
