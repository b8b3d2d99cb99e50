"""Where an endpoint is, and which addresses are refused before anything is sent."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

from petsight.errors import EndpointError

INVOCATIONS: Final = "/invocations"
"""What the URL of the runtime interface emulator ends in."""

_AWS_HOSTS: Final = {
    "lambda": re.compile(r"[a-z0-9]+\.lambda-url\.([a-z0-9-]+)\.on\.aws"),
    "execute-api": re.compile(r"[a-z0-9]+\.execute-api\.([a-z0-9-]+)\.amazonaws\.com"),
}
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_UNFIT: Final = re.compile(r"[^!-~]|\\")
"""Blanks, controls and all beyond ASCII: libraries disagree about what such a URL means."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A URL that petsight is ready to speak to.

    Attributes:
        url: As given, without a slash at the end. It holds no secret.
        origin: Scheme, host and, where it is not the usual one, port: what a key belongs to.
        loopback: Whether it is on this machine.
        aws: Service and region that a request is signed for, where the host tells.
    """

    url: str
    origin: str
    loopback: bool
    aws: tuple[str, str] | None

    @property
    def emulator(self) -> bool:
        """Whether this is the emulator, which takes one bare document at a time."""
        return self.url.endswith(INVOCATIONS)


def parse_endpoint(url: str) -> Endpoint:
    """Check the URL of an endpoint; nothing is resolved or contacted.

    Args:
        url: https, or http to a loopback address; without credentials, query and fragment.

    Returns:
        The endpoint.

    Raises:
        EndpointError: The URL cannot or must not be used. The text never repeats it, for it may
            hold a secret.
    """
    text = url.strip()
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise EndpointError("the name or the port in the endpoint's address is wrong") from None
    host = parts.hostname or ""
    if parts.scheme not in _DEFAULT_PORTS or not host:
        raise EndpointError(
            "an endpoint's address looks like https://example.com "
            "or, on this machine, http://localhost:8080"
        )
    _check_parts(parts, text)
    loopback = _is_loopback(host)
    if parts.scheme == "http" and not loopback:
        raise EndpointError("http:// is for this machine alone; use https://")
    name = f"[{host}]" if ":" in host else host
    if port not in (None, _DEFAULT_PORTS[parts.scheme]):
        name = f"{name}:{port}"
    return Endpoint(text.rstrip("/"), f"{parts.scheme}://{name}", loopback, _aws(host))


def _check_parts(parts: SplitResult, text: str) -> None:
    if _UNFIT.search(text):
        raise EndpointError(
            "the endpoint's address may hold no blanks, no backslashes and no letters beyond a to z"
        )
    if "@" in parts.netloc:
        raise EndpointError(
            "the endpoint's address may hold no name and no password; "
            "a key is given apart from it (PETSIGHT_API_KEY)"
        )
    if "?" in text or "#" in text:
        raise EndpointError("the endpoint's address may hold neither ? nor #")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _aws(host: str) -> tuple[str, str] | None:
    for service, pattern in _AWS_HOSTS.items():
        if found := pattern.fullmatch(host):
            return service, found[1]
    return None
