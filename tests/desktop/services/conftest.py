"""What the machine has of its own must not decide on the outcome of a test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import keyring
import pytest

from tests.desktop.services.key_store import KeyStore


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide keys, proxies and the machine's key store."""
    for name in os.environ:
        if name.startswith(("PETSIGHT_API", "PETSIGHT_ENDPOINT")) or name.upper().endswith(
            "_PROXY"
        ):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")


@pytest.fixture
def use() -> Iterator[Callable[[KeyStore], KeyStore]]:
    """Make a key store the system's, for one test."""
    before = keyring.get_keyring()

    def make(store: KeyStore) -> KeyStore:
        keyring.set_keyring(store)
        return store

    yield make
    keyring.set_keyring(before)
