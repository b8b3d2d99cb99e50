"""Ask an endpoint until it answers, time is up, or it is plain that it will not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from petsight.cloud.breaker import Breaker
from petsight.cloud.credentials import Authentication
from petsight.cloud.documents import Document, parse
from petsight.cloud.endpoint import Endpoint
from petsight.cloud.exchange import Reply, Request
from petsight.cloud.failures import PassingError, refusal
from petsight.cloud.retry import ATTEMPTS, LEAST, RETRIED, Gate, backoff, retry_after
from petsight.cloud.timing import Deadline, Timeouts
from petsight.cloud.transport import Transport
from petsight.errors import CloudError

_OK: Final = 200
_OTHER_MODEL: Final = 409


class Conversation:
    """Requests to one endpoint, from any number of threads."""

    def __init__(
        self,
        endpoint: Endpoint,
        authentication: Authentication,
        timeouts: Timeouts,
        concurrency: int,
        breaker: Breaker,
    ) -> None:
        """Prepare; nothing is contacted.

        Args:
            endpoint: Who is asked.
            authentication: Adds key and signature.
            timeouts: For one request; its deadline comes with it.
            concurrency: Requests in flight at a time.
            breaker: Knows whether the endpoint is dead.
        """
        self.authentication: Final = authentication
        self._emulator = endpoint.emulator
        self._breaker = breaker
        self._transport = Transport(endpoint, authentication, timeouts, concurrency)
        self._slots = threading.BoundedSemaphore(concurrency)
        self._closed = threading.Event()
        self._gate = Gate(self._closed)

    def ask(self, method: str, url: str, body: bytes | None, deadline: Deadline) -> Document | None:
        """Send a request, again where that may help, and return what is answered.

        Statuses 429, 502, 503 and 504 may be others a moment later, and a server may drop an idle
        connection in the moment that it is used; a picture may safely be asked about twice. What
        refuses a connection or stays silent is not asked again: the device answers sooner.

        Args:
            method: "GET" or "POST".
            url: Where to.
            body: A JSON document, or None.
            deadline: Holds for everything, pauses and waiting for other threads included.

        Returns:
            The JSON object of a successful answer, or None if the endpoint has another model than
            the picture was prepared for (409).

        Raises:
            CloudError: Every other failure.
        """
        request = Request(method, url, body)
        self._gate.wait(deadline)
        with self._slot(deadline), self._breaker.attempt():
            failed = 0
            while True:
                try:
                    return self._ask_once(request, deadline)
                except PassingError as exc:
                    pause = exc.wish + backoff(failed)
                    failed += 1
                    if exc.detail == "throttled":
                        self._gate.hold(pause)
                    if failed == ATTEMPTS or pause + LEAST > deadline.remaining():
                        raise
                self._gate.sleep(pause)

    def close(self) -> None:
        """End all waiting; what is in flight fails."""
        self._closed.set()
        self._transport.close()

    @contextmanager
    def _slot(self, deadline: Deadline) -> Iterator[None]:
        if not self._slots.acquire(timeout=deadline.remaining()):
            raise CloudError("the endpoint was busy with other pictures all the time", "timeout")
        try:
            yield
        finally:
            self._slots.release()

    def _ask_once(self, request: Request, deadline: Deadline) -> Document | None:
        reply = self._transport.send(request, deadline)
        status, document = self._open(reply)
        if status in (_OK, _OTHER_MODEL):
            return document if status == _OK else None
        error = document.get("error")
        failure = refusal(status, error.get("code") if isinstance(error, dict) else None)
        if status in RETRIED:
            raise PassingError(failure.message, failure.detail, retry_after(reply.headers))
        raise failure

    def _open(self, reply: Reply) -> tuple[int, Document]:
        """Return status and document; the emulator hides a failure's status in the document."""
        if reply.status != _OK:
            try:
                return reply.status, parse(reply.body or b"")
            except CloudError:
                return reply.status, {}
        if reply.body is None:
            raise CloudError("the endpoint's answer is far too long", "bad_answer")
        if self._emulator:
            document = parse(reply.body)
            return _hidden_status(document), document
        media_type = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != "application/json":
            raise CloudError("the endpoint's answer is not JSON", "bad_answer")
        return _OK, parse(reply.body)


def _hidden_status(document: Document) -> int:
    """Read the status of a direct invoke; a handler that crashed leaves only `errorMessage`."""
    if "error" not in document and "errorMessage" not in document:
        return _OK
    status = document.get("status")
    return status if type(status) is int and 400 <= status <= 599 else 500
