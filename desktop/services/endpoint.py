"""The endpoint: what is known of it, and how a client is made from what a person chose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.services.preferences import EndpointSettings
from petsight.errors import EndpointError

if TYPE_CHECKING:
    from datetime import datetime

    from petsight.classifier import Classifier
    from petsight.cloud.client import CloudClassifier
    from petsight.selftest import SelfTest


class Reach(StrEnum):
    """Whether the endpoint can be asked."""

    OFF = "off"
    CHECKING = "checking"
    READY = "ready"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class EndpointState:
    """What is known of the endpoint.

    Attributes:
        reach: Whether it can be asked.
        latency_ms: Of its last answer.
        since: Since when `reach` holds; with time zone.
        detail: The exact cause, while it is unreachable.
        message: The same as a sentence.
        model: Name and version of its model, once it told.
    """

    reach: Reach = Reach.OFF
    latency_ms: float | None = None
    since: datetime | None = None
    detail: str | None = None
    message: str | None = None
    model: str | None = None


def completed(written: str) -> str | None:
    """Write an address that lacks only its beginning, such as a bare host, as a whole one.

    Args:
        written: What a person wrote.

    Returns:
        The address with `https://`, or on this device with `http://`; None where that is not what
        is wrong with it.
    """
    from petsight.cloud.endpoint import parse_endpoint

    if "://" in written:
        return None
    host = written.partition("/")[0].partition(":")[0]
    whole = f"{'http' if host in ('localhost', '127.0.0.1') else 'https'}://{written}"
    try:
        parse_endpoint(whole)
    except EndpointError:
        return None
    return whole


def guide() -> str | None:
    """Read the page that tells how to have an endpoint.

    Returns:
        Markdown; None where petsight came without its page, as from a wheel.
    """
    page = Path(__file__).resolve().parents[2] / "lambda_service" / "DEPLOY.md"
    return page.read_text("utf-8") if page.is_file() else None


def cloud_classifier(
    settings: EndpointSettings, key: str | None = None, rest_s: float = 30.0
) -> CloudClassifier:
    """Make a client of the endpoint; nothing is contacted yet.

    Args:
        settings: Which endpoint, and how.
        key: By default the one of the environment or of the key store.
        rest_s: Seconds that an endpoint which failed several times in a row is left alone.

    Returns:
        The client; whoever made it closes it.

    Raises:
        EndpointError: The settings cannot be used.
    """
    # Imported here: without an endpoint nothing of this is loaded.
    from petsight.cloud.client import CloudClassifier
    from petsight.cloud.timing import Timeouts

    usual, total = Timeouts(), settings.timeout_s
    timeouts = Timeouts(min(usual.connect, total), min(usual.read, total), total, rest_s)
    return CloudClassifier(
        settings.url, key, auth="iam" if settings.sign else None, timeouts=timeouts
    )


def check(settings: EndpointSettings, key: str | None, device: Classifier) -> SelfTest:
    """Try an endpoint with pictures of our own.

    Args:
        settings: Which endpoint, and how.
        key: By default the one of the environment or of the key store.
        device: Answers the same pictures here.

    Returns:
        What was found; an endpoint that fails is a finding.

    Raises:
        PetsightError: The settings cannot be used, or the device failed.
    """
    from petsight.cloud.check import check_endpoint

    with cloud_classifier(settings, key) as cloud:
        return check_endpoint(cloud, device)
