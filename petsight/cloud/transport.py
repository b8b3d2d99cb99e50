"""One HTTP request and its whole answer, within a time that holds whatever the server does."""

from __future__ import annotations

import os
import threading
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Final, Literal

import requests
from requests.utils import get_environ_proxies

from petsight import __version__
from petsight.cloud.credentials import Authentication
from petsight.cloud.endpoint import Endpoint
from petsight.cloud.exchange import Adapter, Exchange, Reply, Request
from petsight.cloud.failures import explain
from petsight.cloud.retry import closed_error
from petsight.cloud.timing import Deadline, Timeouts
from petsight.errors import CloudError

_LATE: Final = "the endpoint did not answer in time"
_HEADERS: Final = {
    "User-Agent": f"petsight/{__version__}",
    "Accept": "application/json",
    "Accept-Encoding": "identity",  # a packed answer could unpack to anything
}


class Transport:
    """A pool of connections to one endpoint, safe to share between threads."""

    def __init__(
        self,
        endpoint: Endpoint,
        authentication: Authentication,
        timeouts: Timeouts,
        connections: int,
    ) -> None:
        """Prepare; nothing is contacted.

        Args:
            endpoint: Who is asked.
            authentication: Adds key and signature.
            timeouts: The first two are for one request.
            connections: How many are kept open.

        Raises:
            CloudError: "tls": the certificates to trust are missing.
        """
        self._timeout = (timeouts.connect, timeouts.read)
        self._lock = threading.Lock()
        self._under_way: set[Exchange] = set()
        self._closed = False
        self._session = session = requests.Session()
        session.auth = authentication
        session.headers.clear()
        session.headers.update(_HEADERS)
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        # What requests takes from the environment includes .netrc, and proxies for loopback.
        session.trust_env = False
        session.proxies = {} if endpoint.loopback else get_environ_proxies(endpoint.url)
        session.verify = _certificates()
        for scheme in ("http://", "https://"):
            session.mount(scheme, Adapter(pool_maxsize=connections))

    def send(self, request: Request, deadline: Deadline) -> Reply:
        """Send a request and read its answer.

        Args:
            request: What to send.
            deadline: Holds for all of it: name resolution, headers and body in drips.

        Returns:
            The answer, whatever its status. A redirect is an answer too.

        Raises:
            CloudError: There was none.
        """
        exchange = Exchange(self._session, request, self._timeout)
        with self._lock:
            if self._closed:
                raise closed_error()
            self._under_way.add(exchange)
        try:
            exchange.start()
            exchange.done.wait(deadline.remaining())
        finally:
            exchange.abandon()
            with self._lock:
                self._under_way.discard(exchange)
        if exchange.abandoned:  # first, for what it died of meanwhile is our own doing
            raise closed_error() if self._closed else CloudError(_LATE, "timeout")
        outcome = exchange.outcome
        if isinstance(outcome, Exception):
            if (meaning := explain(outcome)) is None:
                raise outcome
            raise meaning from outcome
        assert outcome is not None
        return outcome

    def close(self) -> None:
        """End what is under way, and close the connections that are kept open."""
        with self._lock:
            self._closed = True
            for exchange in self._under_way:
                exchange.abandon()
        self._session.close()


def _certificates() -> str | Literal[True]:
    """Return whom to trust: what the variables that requests documents name, else its own list."""
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        if path := os.environ.get(name):
            if not Path(path).exists():
                raise CloudError(f"{name} names a file that does not exist", "tls")
            return path
    return True
