"""Ask for a shared key, where the service has one."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Mapping
from typing import Final

from lambda_service.failures import NoKeyError, WrongKeyError

HEADER: Final = "x-api-key"


class Doorkeeper:
    """Lets requests in that carry one of the keys, or all of them where there is no key."""

    def __init__(self, keys: Collection[str]) -> None:
        """Take the keys.

        Args:
            keys: Several while one replaces another; none leaves the door open.
        """
        self._digests = tuple(map(_digest, keys))

    def check(self, headers: Mapping[str, str]) -> None:
        """Let a request in, or raise.

        Args:
            headers: Values by name in lower case.

        Raises:
            NoKeyError: A key is wanted and none was sent.
            WrongKeyError: The key that was sent is none of them.
        """
        if not self._digests:
            return
        key = headers.get(HEADER)
        if not key:
            raise NoKeyError(f"this service wants a key in the header {HEADER}")
        # Digests have one length, and every one is compared in a time that does not depend on the
        # bytes: how long the answer takes tells nothing of a key, nor which of them is close.
        digest = _digest(key)
        matches = [hmac.compare_digest(digest, known) for known in self._digests]
        if not any(matches):
            raise WrongKeyError("this key is not, or no longer, one of this service's")


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
