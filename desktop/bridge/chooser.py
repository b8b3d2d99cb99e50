"""Who answers: the model on this device, and the endpoint where the person agreed to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from desktop.bridge.jobs import Job, start
from desktop.services.answerers import Answerers, load_device, make_answerers
from desktop.services.endpoint import cloud_classifier
from desktop.services.preferences import EndpointSettings
from petsight.errors import ModelError, PetsightError
from petsight.mode import Mode
from petsight.prediction import Prediction

if TYPE_CHECKING:
    from petsight.classifier import Classifier, DeviceClassifier
    from petsight.cloud.client import CloudClassifier


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person has chosen.

    Attributes:
        mode: Who shall answer.
        endpoint: Which endpoint may be asked.
        agreed_origin: The origin to which pictures may be uploaded.
    """

    mode: Mode = Mode.DEVICE
    endpoint: EndpointSettings = field(default_factory=EndpointSettings)
    agreed_origin: str | None = None

    @property
    def agreed(self) -> bool:
        """Whether pictures may be uploaded to the endpoint."""
        origin = self.endpoint.origin
        return origin is not None and origin == self.agreed_origin


class Chooser(QObject):
    """Puts together who answers, whenever a choice or the model changes.

    Signals:
        chosen: With `Answerers`, or None while there are none: nothing may be answered by earlier
            ones any more.
        model_loaded: With the `ModelInfo` of the model in use.
        model_chosen: With the path of the file that `load` loaded, as text, or None.
        model_failed: With a sentence; the model before, if any, stays.
        notice: With a sentence.
        consent_needed: With the origin that the person has not agreed to.
        endpoint_needed: The endpoint's URL is missing or cannot be used.
    """

    chosen = Signal(object)
    model_loaded = Signal(object)
    model_chosen = Signal(object)
    model_failed = Signal(str)
    notice = Signal(str)
    consent_needed = Signal(str)
    endpoint_needed = Signal()
    _told = Signal(str)

    def __init__(self, remembered: Callable[[str, str], Prediction | None]) -> None:
        """Choose nobody yet.

        Args:
            remembered: As for `make_answerers`.
        """
        super().__init__()
        self._remembered = remembered
        self._choice = Choice()
        self._is_new = False
        self._device: DeviceClassifier | None = None
        self._cloud: CloudClassifier | None = None
        self._no_device: PetsightError = ModelError("no model is loaded")
        self._loading: Job | None = None
        self._making: Job | None = None
        self._told.connect(self.notice, Qt.ConnectionType.QueuedConnection)

    @property
    def choice(self) -> Choice:
        """What was chosen last."""
        return self._choice

    @property
    def device(self) -> DeviceClassifier | None:
        """Who answers on this device, once a model is loaded."""
        return self._device

    def start(self, model: Path | None) -> None:
        """Load a model.

        Args:
            model: A model file; the shipped one takes its place if it cannot be used.
        """
        self._load(partial(self._load_any, model))

    def load(self, model: Path | None) -> None:
        """Change to another model file, None for the shipped one, if it can be used."""
        self._load(lambda _job: load_device(model)).done.connect(
            lambda _device: self.model_chosen.emit(str(model) if model else None)
        )

    def choose(self, choice: Choice) -> None:
        """Change who answers."""
        if choice != self._choice:
            self._choice = choice
            self._is_new = True
            self.renew()

    def renew(self) -> None:
        """Put together anew who answers: the choice, the model or the endpoint's key changed."""
        self.chosen.emit(None)
        if self._making is not None:
            self._making.cancel()
            self._making = None
        if self._loading is not None:
            return
        self._ask_if_needed()
        self._making = start(partial(self._make, self._choice, self._device, self._cloud), self)
        self._making.done.connect(self._use)
        self._making.failed.connect(lambda error: self.notice.emit(error.message))

    def may_upload(self) -> bool:
        """Tell whether the endpoint may be asked, and ask the person if not."""
        if not self._choice.agreed:
            self._ask()
        return self._choice.agreed

    def close(self) -> None:
        """End what is under way with the endpoint."""
        if self._cloud is not None:
            self._cloud.close()

    def _load(self, load: Callable[[Job], DeviceClassifier]) -> Job:
        if self._loading is not None:
            self._loading.cancel()
        self._loading = start(load, self)
        self._loading.done.connect(self._take_model)
        self._loading.failed.connect(self._keep_model)
        return self._loading

    def _load_any(self, model: Path | None, _job: Job) -> DeviceClassifier:
        if model is not None:
            try:
                return load_device(model)
            except PetsightError as exc:
                self._told.emit(exc.message)
        return load_device(None)

    def _take_model(self, device: DeviceClassifier) -> None:
        self._loading = None
        self._device = device
        self.model_loaded.emit(device.model.info)
        self.renew()

    def _keep_model(self, error: PetsightError) -> None:
        self._loading = None
        self.model_failed.emit(error.message)
        if self._device is None:
            self._no_device = error
            self.renew()

    def _ask_if_needed(self) -> None:
        """Ask once for each choice that needs an endpoint which may not be used."""
        is_new, self._is_new = self._is_new, False
        if is_new and self._choice.mode is not Mode.DEVICE and not self._choice.agreed:
            self._ask()

    def _ask(self) -> None:
        origin = self._choice.endpoint.origin
        if origin is None:
            self.endpoint_needed.emit()
        else:
            self.consent_needed.emit(origin)

    def _make(
        self,
        choice: Choice,
        device: DeviceClassifier | None,
        former: CloudClassifier | None,
        _job: Job,
    ) -> tuple[Answerers | None, CloudClassifier | None]:
        if former is not None:
            former.close()
        cloud = self._client(choice)
        if device is None and cloud is None:
            return None, None
        mode = choice.mode if cloud is not None else Mode.DEVICE
        own = device or self._absent()
        return make_answerers(mode, own, cloud, self._told.emit, self._remembered), cloud

    def _client(self, choice: Choice) -> CloudClassifier | None:
        try:
            return cloud_classifier(choice.endpoint) if choice.agreed else None
        except PetsightError as exc:  # this device goes on by itself
            self._told.emit(exc.message)
            return None

    def _absent(self) -> Classifier:
        from petsight.router import Unavailable

        return Unavailable(self._no_device)

    def _use(self, made: tuple[Answerers | None, CloudClassifier | None]) -> None:
        answerers, self._cloud = made
        self._making = None
        self.chosen.emit(answerers)
