"""The endpoint's key in the system's key store: what `CloudClassifier` finds there by itself.

Every call may ask the person to unlock the store, so none belongs into the thread of the window.
"""

from __future__ import annotations

import importlib
from typing import Any, ClassVar

from petsight.cloud.credentials import KEYRING_SERVICE, given_key
from petsight.errors import EndpointError, PetsightError


class KeyStoreError(PetsightError):
    """The system's key store is missing, locked or fails."""

    code: ClassVar[str] = "no_key_store"


def has_key(origin: str) -> bool:
    """Tell whether a key is stored.

    Args:
        origin: `Endpoint.origin`.

    Raises:
        KeyStoreError: The store cannot be asked.
    """
    return bool(_ask("get_password", origin))


def store_key(origin: str, key: str) -> None:
    """Store a key in place of any earlier one.

    Args:
        origin: `Endpoint.origin`.
        key: Visible ASCII characters, 512 at most.

    Raises:
        EndpointError: No header can carry the key, or it is empty. The text does not repeat it.
        KeyStoreError: It cannot be stored.
    """
    checked = given_key(key)
    if checked is None:
        raise EndpointError("the key is empty")
    _ask("set_password", origin, checked)


def forget_key(origin: str) -> None:
    """Remove a key; that there is none is fine.

    Args:
        origin: `Endpoint.origin`.

    Raises:
        KeyStoreError: It cannot be removed.
    """
    if has_key(origin):
        _ask("delete_password", origin)


def _ask(what: str, *arguments: str) -> Any:
    try:
        keyring = importlib.import_module("keyring")
        errors = importlib.import_module("keyring.errors")
    except ImportError:
        raise KeyStoreError(
            "no key store can be used here: pip install 'petsight[desktop]'"
        ) from None
    # Whatever a back end raises may hold the key, so no cause is passed on.
    try:
        return getattr(keyring, what)(KEYRING_SERVICE, *arguments)
    except errors.NoKeyringError:
        raise KeyStoreError(
            "this system has no key store; set PETSIGHT_API_KEY before you start the app"
        ) from None
    except errors.KeyringLocked:
        raise KeyStoreError("the system's key store is locked") from None
    except Exception:  # noqa: BLE001 - each back end raises what it likes
        raise KeyStoreError("the system's key store does not answer") from None
