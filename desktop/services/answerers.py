"""Put together who answers: this device, an endpoint, or one where the other cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from petsight.machine import processors
from petsight.mode import Mode
from petsight.prediction import Prediction

if TYPE_CHECKING:
    from petsight.classifier import Classifier, DeviceClassifier
    from petsight.cloud.client import CloudClassifier
    from petsight.modelfile import ModelInfo

AHEAD: Final = 2
"""Interpreters that are there before anything is dropped; further ones stop the window briefly."""


@dataclass(frozen=True, slots=True)
class Answerers:
    """Everybody who may be asked about a picture.

    Attributes:
        mode: Who answers where nobody asks for more.
        ordinary: Answers as the mode says.
        device: Answers on this device.
        cloud: Answers by the endpoint; None where none is set up.
        cloud_first: Answers by the endpoint, and on this device where that fails; None likewise.
        model: What this device's model says about itself; None where it has none.
        model_sha256: Hash of that model's file.
        recall: Takes the digest of a file's bytes and returns the answer that `ordinary` would give
            again, where it is known, else None.
    """

    mode: Mode
    ordinary: Classifier
    device: Classifier
    cloud: CloudClassifier | None
    cloud_first: Classifier | None
    model: ModelInfo | None
    model_sha256: str | None
    recall: Callable[[str], Prediction | None]

    @property
    def concurrency(self) -> int:
        """How many pictures may wait for the endpoint at a time; 0 where there is none."""
        return 0 if self.cloud is None else self.cloud.concurrency


def load_device(path: Path | None) -> DeviceClassifier:
    """Load a model; takes a while.

    Args:
        path: A model file; None for the shipped one.

    Returns:
        Who answers with it.

    Raises:
        ModelError: The file cannot be used.
        RuntimeMissingError: No TFLite runtime is installed.
    """
    from petsight.classifier import DeviceClassifier
    from petsight.model import Model

    return DeviceClassifier(Model(path, interpreters=min(processors(), AHEAD)))


def make_answerers(
    mode: Mode,
    device: Classifier,
    cloud: CloudClassifier | None,
    notify: Callable[[str], None],
    remembered: Callable[[str, str], Prediction | None],
) -> Answerers:
    """Put together who answers in a mode.

    Args:
        mode: Who answers.
        device: What `load_device` returned, or `petsight.router.Unavailable`.
        cloud: The endpoint's; needed unless the mode is "device".
        notify: Is told, once, that the endpoint refuses the key. Called from any thread.
        remembered: Finds an earlier answer by the digest of the file's bytes and the hash of the
            model's file. Called from any thread.

    Returns:
        Everybody who may be asked.

    Raises:
        ValueError: The mode needs an endpoint.
    """
    from petsight.classifier import DeviceClassifier

    ordinary, cloud_first = _routes(mode, device, cloud, notify)
    model = device.model if isinstance(device, DeviceClassifier) else None
    sha256 = model.sha256 if model else None
    return Answerers(
        mode,
        ordinary,
        device,
        cloud,
        cloud_first,
        model.info if model else None,
        sha256,
        _recall(mode, sha256, remembered),
    )


def _routes(
    mode: Mode,
    device: Classifier,
    cloud: CloudClassifier | None,
    notify: Callable[[str], None],
) -> tuple[Classifier, Classifier | None]:
    """Return who answers in this mode, and who asks the endpoint first."""
    if cloud is None:
        if mode is not Mode.DEVICE:
            raise ValueError(f"mode {mode} needs an endpoint")
        return device, None
    from petsight.router import Router

    cloud_first = Router(Mode.CLOUD, device, cloud, notify)
    if mode is Mode.CLOUD:
        return cloud_first, cloud_first
    ordinary = Router(Mode.AUTO, device, cloud, notify) if mode is Mode.AUTO else device
    return ordinary, cloud_first


def _recall(
    mode: Mode, sha256: str | None, remembered: Callable[[str, str], Prediction | None]
) -> Callable[[str], Prediction | None]:
    def recall(digest: str) -> Prediction | None:
        if sha256 is None or mode is Mode.CLOUD:
            return None
        known = remembered(digest, sha256)
        # An endpoint may run the very same model, yet its answer is not this device's.
        if known is None or known.source != "device" or (mode is Mode.AUTO and not known.sure):
            return None
        # Whatever kept an endpoint from answering then has nothing to do with now.
        return replace(known, reason=None, detail=None)

    return recall
