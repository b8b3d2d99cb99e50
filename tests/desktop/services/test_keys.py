"""The endpoint's key in a key store behind the genuine keyring."""

from __future__ import annotations

import sys
import traceback

import keyring.errors
import pytest

from desktop.services.keys import KeyStoreError, forget_key, has_key, store_key
from petsight import CloudClassifier
from petsight.errors import EndpointError
from tests.desktop.services.key_store import KeyStore
from tests.petsight.cloud_support import CAT
from tests.petsight.misbehaving import Misbehaving

ORIGIN = "https://pets.example.com"
KEY = "s3cret-key"


def test_a_key_is_stored_replaced_and_forgotten(use):
    store = use(KeyStore())
    assert not has_key(ORIGIN)
    store_key(ORIGIN, f" {KEY}\n")
    assert has_key(ORIGIN)
    assert not has_key("https://other.example.com")
    store_key(ORIGIN, "another")
    assert store.keys == {("petsight", ORIGIN): "another"}
    forget_key(ORIGIN)
    assert not has_key(ORIGIN)
    assert store.keys == {}
    forget_key(ORIGIN)


def test_the_client_finds_it(use):
    use(KeyStore())
    with Misbehaving() as server:
        with CloudClassifier(f"{server.url}/prod") as cloud:
            store_key(cloud.endpoint.origin, KEY)
            cloud.classify(CAT)
        assert {seen.headers.get("x-api-key") for seen in server.seen} == {KEY}


@pytest.mark.parametrize("key", ["", " \n", "two words", "schlüssel", "x" * 513, "a\x00b"])
def test_a_key_that_no_header_can_carry(use, key):
    store = use(KeyStore())
    with pytest.raises(EndpointError) as caught:
        store_key(ORIGIN, key)
    assert not key.strip() or key not in caught.value.message
    assert store.keys == {}


@pytest.mark.parametrize(
    ("failure", "sentence"),
    [
        (keyring.errors.NoKeyringError(KEY), "PETSIGHT_API_KEY"),
        (keyring.errors.KeyringLocked(KEY), "locked"),
        (keyring.errors.PasswordSetError(KEY), "does not answer"),
        (OSError(KEY), "does not answer"),
    ],
)
@pytest.mark.parametrize(
    "ask",
    [has_key, forget_key, lambda origin: store_key(origin, KEY)],
    ids=["has", "forget", "set"],
)
def test_a_key_store_that_fails(use, failure, sentence, ask):
    use(KeyStore(failure))
    with pytest.raises(KeyStoreError, match=sentence) as caught:
        ask(ORIGIN)
    shown = "".join(traceback.format_exception(caught.value))
    assert KEY not in shown


def test_without_keyring(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(KeyStoreError, match="pip install"):
        has_key(ORIGIN)


def test_a_key_in_the_environment_is_no_stored_one(use, monkeypatch):
    use(KeyStore())
    monkeypatch.setenv("PETSIGHT_API_KEY", KEY)
    assert not has_key(ORIGIN)
