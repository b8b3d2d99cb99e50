"""Say in one sentence and one word why an endpoint gave no answer.

The text of a library's exception is never passed on: it may name a proxy with its password.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from typing import Any, Final

import requests
from urllib3 import exceptions as urllib3

from petsight.errors import CloudError, Detail

_CODE: Final = re.compile(r"[a-z][a-z_]{0,39}")
_NO_MODEL: Final = ("bad_model", "no_runtime")

_NOT_TLS: Final = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE")
"""How OpenSSL, before and since 3.2, calls an answer that is plain text."""

_STATUSES: Final[dict[int, tuple[str, Detail]]] = {
    401: ("the endpoint asks for a key (PETSIGHT_API_KEY) or a signature", "refused"),
    403: ("the endpoint refuses this key or signature", "refused"),
    404: ("there is no petsight endpoint at this address", "bad_answer"),
    413: ("the endpoint finds the picture too large", "rejected"),
    415: ("the endpoint does not take this kind of picture", "rejected"),
    422: ("the endpoint cannot read the picture", "rejected"),
    429: ("the endpoint is asked too often", "throttled"),
}


class PassingError(CloudError):
    """A failure that may be over a moment later.

    Attributes:
        wish: Seconds that the endpoint wishes to be left alone; 0 where it says nothing.
    """

    def __init__(self, message: str, detail: Detail, wish: float = 0.0) -> None:
        super().__init__(message, detail)
        self.wish = wish


def explain(exc: Exception) -> CloudError | None:
    """Translate what requests and urllib3 raise.

    Args:
        exc: The exception.

    Returns:
        What it means, or None where it is none of theirs.
    """
    causes = list(_causes(exc))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            reason = cause.verify_message.rstrip(".")
            return CloudError(f"the endpoint's certificate cannot be trusted: {reason}", "tls")
        if isinstance(cause, ssl.SSLError) and cause.reason in _NOT_TLS:
            return CloudError(
                "the endpoint does not speak https; on this machine, http:// may be meant", "tls"
            )
    for kinds, sentence, detail in _CAUSES:
        if any(isinstance(cause, kinds) for cause in causes):
            return CloudError(sentence, detail)
    if any(isinstance(cause, _LOST) for cause in causes):
        return PassingError("the connection to the endpoint broke", "offline")
    if isinstance(exc, (requests.RequestException, urllib3.HTTPError)):
        return CloudError("the endpoint cannot be asked", "offline")
    return None


_CAUSES: Final[tuple[tuple[tuple[type[Exception], ...], str, Detail], ...]] = (
    ((requests.exceptions.ProxyError,), "the proxy cannot be reached or refuses", "offline"),
    (
        (requests.exceptions.SSLError, urllib3.SSLError, ssl.SSLError),
        "no secure connection to the endpoint can be made",
        "tls",
    ),
    ((urllib3.NameResolutionError,), "the endpoint's name cannot be resolved", "offline"),
    ((urllib3.NewConnectionError,), "nothing answers at the endpoint's address", "offline"),
    (
        (requests.exceptions.Timeout, urllib3.TimeoutError, TimeoutError),
        "the endpoint did not answer in time",
        "timeout",
    ),
)
_LOST: Final = (requests.exceptions.ConnectionError, urllib3.ProtocolError, ConnectionError)


def refusal(status: int, code: object = None) -> CloudError:
    """Translate a status other than 200.

    Args:
        status: Of the answer.
        code: The endpoint's own word for it, untrusted.

    Returns:
        The error, with that word in brackets where it is one.
    """
    sentence, detail = _STATUSES.get(status) or _by_class(status, code)
    word = f", {code}" if isinstance(code, str) and _CODE.fullmatch(code) else ""
    return CloudError(f"{sentence} ({status}{word})", detail)


def _by_class(status: int, code: object) -> tuple[str, Detail]:
    if code in _NO_MODEL:
        return "the endpoint has no model that works", "no_model"
    if 500 <= status <= 599:
        return "the endpoint failed", "server"
    if 300 <= status <= 399:
        return "the endpoint redirects, which is never followed", "bad_answer"
    return "the endpoint does not speak as petsight does", "bad_answer"


def _causes(exc: BaseException) -> Iterator[Any]:
    """Walk what an exception wraps: its cause, its context, `reason` and exceptions in `args`."""
    pending: list[Any] = [exc]
    seen: set[int] = set()
    while pending:
        current = pending.pop()
        if isinstance(current, BaseException) and id(current) not in seen:
            seen.add(id(current))
            yield current
            inside = (current.__cause__, current.__context__, getattr(current, "reason", None))
            pending += [*inside, *current.args]
