"""The endpoint's state as signals, and what the settings dialog asks of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from desktop.bridge.jobs import Job, start
from desktop.services.endpoint import EndpointState
from desktop.services.monitor import EndpointMonitor
from desktop.services.photo import Failure
from desktop.services.preferences import EndpointSettings
from petsight.prediction import Prediction

if TYPE_CHECKING:
    from petsight.classifier import Classifier


class EndpointWatch(QObject):
    """Watches the endpoint.

    Signals:
        changed: With the new `EndpointState`.
        key_changed: A key was stored or forgotten.
    """

    changed = Signal(object)
    key_changed = Signal()
    _told = Signal(object)

    def __init__(self, device: Callable[[], Classifier]) -> None:
        """Watch nothing yet.

        Args:
            device: Returns who answers on this device, for comparing; called in a thread. Raises
                `PetsightError` if nobody can.
        """
        super().__init__()
        self._device = device
        self._watched: EndpointSettings | None = None
        self._told.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._monitor = EndpointMonitor(self._told.emit)

    @property
    def state(self) -> EndpointState:
        """What is known now."""
        return self._monitor.state

    def watch(self, settings: EndpointSettings | None) -> None:
        """Watch another endpoint, or none: then nothing is contacted."""
        if settings != self._watched:
            self._watched = settings
            self._monitor.watch(settings)

    def ask_again(self) -> None:
        """Ask the endpoint now instead of at the next turn."""
        self._monitor.check()

    def heard(self, prediction: Prediction | None, failure: Failure | None) -> None:
        """Learn from a real answer whether the endpoint is alive."""
        self._monitor.heard(prediction, failure)

    def check(self, settings: EndpointSettings, key: str | None) -> Job:
        """Try an endpoint before it is used.

        Args:
            settings: The endpoint.
            key: Its key; None takes the one in the key store.

        Returns:
            A job whose result is a `petsight.selftest.SelfTest`.
        """

        def work(_job: Job) -> object:
            from desktop.services.endpoint import check

            return check(settings, key, self._device())

        return start(work, self)

    def save_key(self, origin: str, key: str | None) -> Job:
        """Store the key of an origin in the system's key store, or with None forget it."""

        def work(_job: Job) -> None:
            from desktop.services import keys

            if key is None:
                keys.forget_key(origin)
            else:
                keys.store_key(origin, key)

        job = start(work, self)
        job.done.connect(lambda _none: self.key_changed.emit())
        job.done.connect(lambda _none: self.ask_again())
        return job

    def has_key(self, origin: str) -> Job:
        """Ask the system's key store; the job's result is a bool."""

        def work(_job: Job) -> bool:
            from desktop.services import keys

            return keys.has_key(origin)

        return start(work, self)

    def close(self) -> None:
        """Contact nothing any more."""
        self._monitor.close()
