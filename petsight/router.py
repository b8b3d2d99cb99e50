"""Choose between this device and an endpoint, and say why the other one answered."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PIL import Image

from petsight.classifier import Classifier
from petsight.errors import CloudError, PetsightError
from petsight.machine import processors
from petsight.mode import Mode
from petsight.prediction import Prediction

_logger: Final = logging.getLogger(__name__)


class Router:
    """Answers in one of three modes; whoever fails is replaced by the other.

    `reason` of an answer tells when it is not the plain answer of its mode: "unsure" or "device
    failed" from the endpoint in auto mode; from the device "not confirmed" in auto mode and "cloud
    unreachable" in cloud mode, with the endpoint's failure in `detail`. Safe to share between
    threads.
    """

    def __init__(
        self,
        mode: Mode | str,
        device: Classifier,
        cloud: Classifier | None = None,
        notify: Callable[[str], None] = _logger.warning,
    ) -> None:
        """Choose who answers.

        Args:
            mode: A `Mode` or its value.
            device: Answers on this device.
            cloud: Answers by an endpoint; needed unless the mode is "device".
            notify: Is told, once, that the endpoint refuses the key: a thing to be repaired that
                falling back would hide.

        Raises:
            ValueError: There is no such mode, or it needs `cloud`.
        """
        self.mode: Final = Mode(mode)
        if cloud is None and self.mode is not Mode.DEVICE:
            raise ValueError(f"mode {self.mode} needs somebody in the cloud to ask")
        self._device = device
        self._cloud = cloud
        self._notify = notify
        # More pictures wait for the endpoint than processors can work on if it falls silent.
        self._device_slots = threading.BoundedSemaphore(processors())
        self._lock = threading.Lock()
        self._notified = False

    @property
    def concurrency(self) -> int:
        """How many pictures may wait for the endpoint at a time; 0 in device mode."""
        return 0 if self._cloud is None or self.mode is Mode.DEVICE else self._cloud.concurrency

    def classify(self, image: Image.Image) -> Prediction:
        """Answer one picture.

        Args:
            image: What `open_image` returned.

        Returns:
            The answer; in auto mode with the device's own in `device` where it was replaced.

        Raises:
            PetsightError: In device mode, what the device raised.
            CloudError: In the other modes nobody could answer; the text names both causes.
        """
        if self.mode is Mode.DEVICE or self._cloud is None:
            return self._device.classify(image)
        if self.mode is Mode.AUTO:
            return self._device_first(image, self._cloud)
        return self._cloud_first(image, self._cloud)

    def _device_first(self, image: Image.Image, cloud: Classifier) -> Prediction:
        start = time.perf_counter()
        try:
            own = self._own(image)
        except PetsightError as failure:
            return _instead_of_device(image, cloud, failure, start)
        if own.sure:
            return own
        asked = time.perf_counter()
        try:
            answer = cloud.classify(image)
        except CloudError as exc:
            return self._fall_back(own, "not confirmed", exc, time.perf_counter() - asked)
        return _since(start, replace(answer, reason="unsure", device=own))

    def _cloud_first(self, image: Image.Image, cloud: Classifier) -> Prediction:
        start = time.perf_counter()
        try:
            return cloud.classify(image)
        except CloudError as exc:
            network = time.perf_counter() - start
            try:
                own = self._own(image)
            except PetsightError as failure:
                raise _nobody(exc, failure) from failure
            return self._fall_back(own, "cloud unreachable", exc, network)

    def _own(self, image: Image.Image) -> Prediction:
        with self._device_slots:
            return self._device.classify(image)

    def _fall_back(
        self, own: Prediction, reason: str, exc: CloudError, network: float
    ) -> Prediction:
        if exc.detail == "refused":
            with self._lock:
                first, self._notified = not self._notified, True
            if first:
                self._notify(f"{exc.message}; this device answers instead")
        timings = {**own.timings_ms, "network": network * 1e3}
        timings["total"] = own.timings_ms.get("total", 0.0) + timings["network"]
        return replace(own, reason=reason, detail=exc.detail, timings_ms=timings)


class Unavailable:
    """Stands for a device that cannot answer, for a model or a runtime is missing."""

    concurrency: Final = 0

    def __init__(self, cause: PetsightError) -> None:
        self._cause = cause

    def classify(self, image: Image.Image) -> Prediction:  # noqa: ARG002 - as the protocol has it
        """Raise the cause.

        Raises:
            PetsightError: Always.
        """
        raise self._cause


def _instead_of_device(
    image: Image.Image, cloud: Classifier, failure: PetsightError, start: float
) -> Prediction:
    try:
        answer = cloud.classify(image)
    except CloudError as exc:
        raise _nobody(exc, failure) from exc
    return _since(start, replace(answer, reason="device failed"))


def _since(start: float, answer: Prediction) -> Prediction:
    total = (time.perf_counter() - start) * 1e3
    return replace(answer, timings_ms={**answer.timings_ms, "total": total})


def _nobody(cloud: CloudError, device: PetsightError) -> CloudError:
    return CloudError(
        f"{cloud.message}, and this device cannot answer: {device.message}", cloud.detail
    )
