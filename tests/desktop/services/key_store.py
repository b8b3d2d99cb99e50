"""A key store in memory, behind the genuine keyring."""

from __future__ import annotations

import keyring.backend
import keyring.errors


class KeyStore(keyring.backend.KeyringBackend):  # type: ignore[misc]
    """Fails as told, and counts how often somebody reads a key.

    Attributes:
        keys: Key by service and user name.
        failure: What every call raises, if anything.
        asked: How often a key was looked for.
    """

    priority = 1

    def __init__(self, failure: Exception | None = None) -> None:
        super().__init__()
        self.keys: dict[tuple[str, str], str] = {}
        self.failure = failure
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self._fail()
        return self.keys.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.keys[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        if (service, username) not in self.keys:
            raise keyring.errors.PasswordDeleteError
        del self.keys[service, username]

    def _fail(self) -> None:
        if self.failure is not None:
            raise self.failure
