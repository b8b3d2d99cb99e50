"""Decide who answers: this device, an endpoint, or one where the other cannot."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from petsight.classifier import Classifier, DeviceClassifier
from petsight.errors import CloudError, EndpointError, PetsightError
from petsight.loading import loading
from petsight.model import Model

ENDPOINT_ENVIRONMENT: Final = "PETSIGHT_ENDPOINT"


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers, and what is known of the answers beforehand.

    Attributes:
        classifier: Who answers.
        labels: Names of the labels that get a column.
        notices: Sentences that somebody should read; they come while pictures are answered.
        close: Ends what is in flight.
    """

    classifier: Classifier
    labels: list[str]
    notices: deque[str] = field(default_factory=deque)
    close: Callable[[], None] = lambda: None


@loading()
def make_answerer(options: argparse.Namespace) -> Answerer:
    """Make what the options of `classify` ask for.

    Args:
        options: What the parser returned.

    Returns:
        Who answers.

    Raises:
        EndpointError: The endpoint is missing, not wanted, or cannot be used.
        ModelError: The model cannot be used, and no endpoint could stand in for it.
        RuntimeMissingError: The same of the runtime.
    """
    if options.mode != "device":
        return _with_endpoint(options)
    if options.endpoint is not None or options.concurrency is not None or options.sign:
        raise EndpointError(
            "--endpoint, --sign and --concurrency need --mode auto or --mode cloud; "
            "without these no picture leaves this device"
        )
    model = Model(options.model)
    return Answerer(DeviceClassifier(model), [label.name for label in model.info.labels])


def find_endpoint(given: str | None) -> str:
    """Return the URL that was given, or that of the environment.

    Raises:
        EndpointError: There is neither.
    """
    url = given or os.environ.get(ENDPOINT_ENVIRONMENT)
    if not url:
        raise EndpointError(f"an endpoint is needed: give its URL, or set {ENDPOINT_ENVIRONMENT}")
    return url


def _with_endpoint(options: argparse.Namespace) -> Answerer:
    # Imported here: in device mode nothing of this is loaded.
    from petsight.cloud.client import IN_FLIGHT, CloudClassifier
    from petsight.router import Router, Unavailable

    cloud = CloudClassifier(
        find_endpoint(options.endpoint),
        auth="iam" if options.sign else None,
        concurrency=options.concurrency or IN_FLIGHT,
    )
    labels: list[str] = []
    device: Classifier
    try:
        model = Model(options.model)
        labels += [label.name for label in model.info.labels]
        device = DeviceClassifier(model)
    except PetsightError as exc:
        if options.model is not None:  # a person's mistake, not a machine's lack
            raise
        device = Unavailable(exc)
    if options.mode == "cloud":  # in auto mode it may never be asked
        with contextlib.suppress(CloudError):
            labels += [label.name for label in cloud.info().labels if label.name not in labels]
    notices: deque[str] = deque()
    router = Router(options.mode, device, cloud, notices.append)
    return Answerer(router, labels, notices, cloud.close)
