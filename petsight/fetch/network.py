"""Ask one host for one file, over a connection to an address that was checked.

`http.client` speaks HTTP here because it takes a socket that is already connected and reads it
through an object of ours. Libraries above it bound each wait, not their sum, so that a server which
sends a byte now and then holds them for ever; and they heed proxies, cookies and `.netrc`.
"""

from __future__ import annotations

import functools
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from typing import Any, Final

from petsight.fetch.rules import PORT, Target, is_public

_REDIRECTS: Final = (301, 302, 303, 307, 308)
_OVERHEAD: Final = 2**20
"""Bytes that headers and the frames of a chunked body may take on top of the body."""
_LOOKUPS: Final = threading.BoundedSemaphore(8)
"""A look-up cannot be called off, so it bounds how many forgotten ones there may be."""


class Deadline:
    """A moment by which everything has to be over."""

    def __init__(self, seconds: float) -> None:
        """Start the clock.

        Args:
            seconds: The time from now.
        """
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left, more than 0, or raise TimeoutError."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time is up")
        return left


def look_up(host: str) -> list[str]:
    """Return the addresses of a host as the system's resolver has them, the best first."""
    # The dot at the end keeps the resolver from trying the name inside the local domains first.
    found = socket.getaddrinfo(f"{host}.", PORT, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def connect(address: str, seconds: float) -> socket.socket:
    """Open a connection to port 443 of an address, not a name."""
    return socket.create_connection((address, PORT), seconds)


@dataclass(frozen=True, slots=True)
class Network:
    """The way to the hosts. Whoever replaces a part cannot switch off a check with it.

    Attributes:
        look_up: Returns the addresses of a host.
        connect: Opens a connection to an address within so many seconds.
        ca_file: The certificate authorities to trust; None stands for those that come with
            requests, so that this and the cloud client trust the same.
    """

    look_up: Callable[[str], Sequence[str]] = look_up
    connect: Callable[[str, float], socket.socket] = connect
    ca_file: str | None = None


INTERNET: Final = Network()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a host answered: the body, or where else to look.

    Attributes:
        body: The file.
        location: The target of a redirect, relative or absolute; then there is no body.
    """

    body: bytes = b""
    location: str | None = None


def get(target: Target, network: Network, deadline: Deadline, limit: int) -> Reply:
    """Ask for a file.

    Args:
        target: What to ask of whom.
        network: How to reach hosts.
        deadline: When to give up.
        limit: The most bytes that the file may have.

    Returns:
        The file or a redirect.

    Raises:
        OSError: The host cannot be reached, is not who it should be, or is too slow.
        ValueError: An address is not public, or the answer is not a file that may be taken.
        http.client.HTTPException: The answer is not HTTP.
    """
    trust = _trust(network.ca_file)
    addresses = _public_addresses(target.host, network, deadline)
    with _connect_to_one(addresses, network, deadline) as plain:
        plain.settimeout(deadline.left())
        with trust.wrap_socket(plain, server_hostname=target.host) as secure:
            return _exchange(target, _Wire(secure, deadline, limit + _OVERHEAD), limit)


def _public_addresses(host: str, network: Network, deadline: Deadline) -> Sequence[str]:
    addresses = _within(deadline, lambda: network.look_up(host))
    if not addresses or not all(map(is_public, addresses)):
        raise ValueError("an address of this host is not public")
    return addresses


def _within(deadline: Deadline, look_up: Callable[[], Sequence[str]]) -> Sequence[str]:
    """Wait for a look-up no longer than allowed.

    `getaddrinfo` knows no deadline. A thread that comes too late stays until the system's resolver
    gives up (seconds to half a minute), doing nothing else; there are never more than `_LOOKUPS`.
    It is a daemon, which an executor's threads are not, so that it does not hold up the exit.
    """
    if not _LOOKUPS.acquire(timeout=deadline.left()):
        raise TimeoutError("too many look-ups hang")
    answer: Future[Sequence[str]] = Future()

    def work() -> None:
        try:
            found = look_up()
        except Exception as exc:  # noqa: BLE001 - it is raised again where the answer is awaited
            answer.set_exception(exc)
        else:
            answer.set_result(found)
        finally:
            _LOOKUPS.release()

    threading.Thread(target=work, name="petsight-look-up", daemon=True).start()
    return answer.result(deadline.left())


def _connect_to_one(
    addresses: Sequence[str], network: Network, deadline: Deadline
) -> socket.socket:
    """Try the addresses in turn, each with an equal share of the time that is left."""
    *others, last = addresses
    for tried, address in enumerate(others):
        try:
            return network.connect(address, deadline.left() / (len(addresses) - tried))
        except OSError:
            continue
    return network.connect(last, deadline.left())


@functools.cache
def _trust(ca_file: str | None) -> ssl.SSLContext:
    if ca_file is None:
        from requests.utils import DEFAULT_CA_BUNDLE_PATH

        ca_file = DEFAULT_CA_BUNDLE_PATH
    return ssl.create_default_context(cafile=ca_file)


class _Wire:
    """A connection as far as `http.client` uses one, which ends at a deadline and at a size.

    Both bounds lie below the HTTP parser, so they hold whatever a server makes it do.
    """

    def __init__(self, connection: ssl.SSLSocket, deadline: Deadline, limit: int) -> None:
        self._connection = connection
        self._reader = io.BufferedReader(_Reader(connection, deadline, limit))
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._connection.settimeout(self._deadline.left())
        self._connection.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedIOBase:
        return self._reader

    def close(self) -> None:
        """Do nothing: who opened the connection closes it, once the body is read."""


class _Reader(io.RawIOBase):
    def __init__(self, connection: ssl.SSLSocket, deadline: Deadline, limit: int) -> None:
        self._connection = connection
        self._deadline = deadline
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._deadline.left())
        count = self._connection.recv_into(buffer)
        self._left -= count
        if self._left < 0:
            raise ValueError("the answer is too large")
        return count


def _exchange(target: Target, wire: _Wire, limit: int) -> Reply:
    connection = HTTPConnection(target.host)
    connection.sock = wire
    headers = {
        "host": target.host,
        "user-agent": "petsight",
        "accept": "image/*",
        "accept-encoding": "identity",
        "connection": "close",
    }
    connection.request("GET", target.path, headers=headers)
    with connection.getresponse() as response:
        return _read(response, limit)


def _read(response: HTTPResponse, limit: int) -> Reply:
    location = response.getheader("location")
    if response.status in _REDIRECTS and location is not None:
        return Reply(location=location)
    if response.status != 200:
        raise ValueError(f"the answer is {response.status}")
    if response.getheader("content-encoding", "identity").lower() != "identity":
        raise ValueError("the answer is compressed although nobody asked for that")
    if (response.length or 0) > limit:
        raise ValueError("the file is too large")
    body = response.read(limit + 1)
    if len(body) > limit:
        raise ValueError("the file is too large")
    if response.length:  # `read` does not mind an early end when it was told how much to read
        raise ValueError("the answer is cut short")
    return Reply(body)
