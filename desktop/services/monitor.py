"""Know whether the endpoint can be asked, without asking it more often than needed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from desktop.services.endpoint import EndpointState, Reach, cloud_classifier
from desktop.services.photo import Failure
from desktop.services.preferences import EndpointSettings
from petsight.errors import CloudError, PetsightError
from petsight.prediction import Prediction

if TYPE_CHECKING:
    from petsight.cloud.client import CloudClassifier

_SAYS_NOTHING: Final = frozenset({None, "rejected", "throttled"})
"""Details that tell of one picture, or of haste, rather than of the endpoint."""
_NOTABLE: Final = 0.25
"""By how much of itself a latency must change to be told again."""


class EndpointMonitor:
    """Watches one endpoint from a thread of its own. Safe to share between threads."""

    def __init__(self, on_change: Callable[[EndpointState], None], retry_s: float = 30.0) -> None:
        """Start with no endpoint and no thread.

        Args:
            on_change: Is told every new state, in order, from any thread; it must not call back.
            retry_s: Seconds between questions to an endpoint that cannot be reached.
        """
        self._on_change = on_change
        self._retry_s = retry_s
        self._condition = threading.Condition(threading.RLock())
        self._state = EndpointState()
        self._settings: EndpointSettings | None = None
        self._client: CloudClassifier | None = None
        self._thread: threading.Thread | None = None
        self._due: float | None = None
        self._closed = False

    @property
    def state(self) -> EndpointState:
        """What is known now."""
        return self._state

    def watch(self, settings: EndpointSettings | None) -> None:
        """Turn to another endpoint.

        Args:
            settings: Which one, and how; None, or an empty URL, for none.
        """
        with self._condition:
            self._settings = settings if settings and settings.url else None
            self._due = None
            self._drop()
            self._tell(EndpointState())
            self.check()

    def check(self) -> None:
        """Ask the endpoint now, also for its key; what is new comes as a new state."""
        with self._condition:
            if self._settings is None or self._closed:
                return
            self._drop()
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._run, name="petsight-endpoint", daemon=True
                )
                self._thread.start()
            self._due = time.monotonic()
            self._condition.notify_all()

    def heard(self, prediction: Prediction | None, failure: Failure | None) -> None:
        """Learn from what became of a picture.

        Args:
            prediction: Its answer.
            failure: Why there is none.
        """
        with self._condition:
            if self._settings is None:
                return
            if prediction is not None and prediction.source == "cloud":
                self._tell(_ready(prediction.timings_ms.get("network"), prediction.model))
                return
            said = prediction or failure
            if said is None or said.detail in _SAYS_NOTHING:
                return
            if self._state.reach is Reach.READY:
                message = failure.message if failure else None
                self._tell(EndpointState(Reach.UNREACHABLE, detail=said.detail, message=message))
                self.check()  # it may be back, or say more exactly what it lacks

    def close(self) -> None:
        """End the thread, also in the middle of a question."""
        with self._condition:
            self._closed = True
            self._drop()
            self._condition.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join(2)

    def _run(self) -> None:
        while (settings := self._wait()) is not None:
            try:
                client = self._client_for(settings)
            except PetsightError as exc:  # a person has to change the settings
                self._settle(settings, None, _unreachable(exc))
                continue
            if client is not None:
                self._settle(settings, client, _ask(client))

    def _client_for(self, settings: EndpointSettings) -> CloudClassifier | None:
        """Return whom to ask, or None if that is not wanted any more.

        As long as questions fail, one client asks them: each new one asks the key store for the
        key, and the key store may ask its owner.
        """
        with self._condition:
            kept = self._client
        client = kept or cloud_classifier(settings, rest_s=0.0)
        with self._condition:
            if self._closed or settings is not self._settings or self._client is not kept:
                client.close()
                return None
            self._client = client
        return client

    def _wait(self) -> EndpointSettings | None:
        """Return what to ask once it is time, or None at the end."""
        with self._condition:
            while not self._closed:
                now = time.monotonic()
                if self._settings is not None and self._due is not None and self._due <= now:
                    self._due = None
                    if self._state.reach is Reach.OFF:
                        self._tell(EndpointState(Reach.CHECKING))
                    return self._settings
                self._condition.wait(None if self._due is None else self._due - now)
        return None

    def _settle(
        self, settings: EndpointSettings, client: CloudClassifier | None, state: EndpointState
    ) -> None:
        with self._condition:
            if self._closed or settings is not self._settings or client is not self._client:
                return
            if state.reach is Reach.READY:
                self._drop()  # nothing is left to ask, so no connection stays open
            elif client is not None and self._due is None:
                self._due = time.monotonic() + self._retry_s
            self._tell(state)

    def _drop(self) -> None:
        """Let go of the client; a question under way ends, and its outcome counts no more."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _tell(self, state: EndpointState) -> None:
        before = self._state
        since = before.since if before.reach is state.reach else datetime.now(UTC)
        state = replace(state, since=since, model=state.model or before.model)
        if state.reach is Reach.OFF:
            state = EndpointState()
        if self._closed or _same(before, state):
            return
        self._state = state
        self._on_change(state)


def _ask(client: CloudClassifier) -> EndpointState:
    start = time.perf_counter()
    try:
        info = client.info()
    except PetsightError as exc:
        return _unreachable(exc)
    return _ready((time.perf_counter() - start) * 1e3, info.model)


def _ready(latency_ms: float | None, model: str) -> EndpointState:
    return EndpointState(Reach.READY, latency_ms=latency_ms, model=model)


def _unreachable(error: PetsightError) -> EndpointState:
    detail = error.detail if isinstance(error, CloudError) else None
    return EndpointState(Reach.UNREACHABLE, detail=detail, message=error.message)


def _same(before: EndpointState, after: EndpointState) -> bool:
    """Tell whether nobody would notice the difference; every picture brings another latency."""
    if replace(before, latency_ms=None) != replace(after, latency_ms=None):
        return False
    if before.latency_ms is None or after.latency_ms is None:
        return before.latency_ms is after.latency_ms
    return abs(after.latency_ms - before.latency_ms) <= _NOTABLE * before.latency_ms
