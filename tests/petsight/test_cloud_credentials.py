"""Where the key comes from, and where alone it goes."""

from __future__ import annotations

import logging
import sys
import threading
import traceback

import keyring
import keyring.backend
import keyring.errors
import pytest

from petsight import CloudClassifier, CloudError
from petsight.errors import EndpointError
from tests.petsight.cloud_support import CAT
from tests.petsight.misbehaving import INVOCATIONS, Misbehaving, fail

KEY = "s3cret-key/with=signs"
FUNCTION = "https://abc123.lambda-url.eu-central-1.on.aws"
JSON = {"Content-Type": "application/json"}
ACCESS_KEY, SECRET_KEY = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"


class KeyStore(keyring.backend.KeyringBackend):  # type: ignore[misc]
    """A key store in memory, behind the genuine keyring."""

    priority = 1

    def __init__(
        self, keys: dict[tuple[str, str], str] | None = None, failure: Exception | None = None
    ) -> None:
        self.keys = keys or {}
        self.failure = failure

    def get_password(self, service, username):
        if self.failure is not None:
            raise self.failure
        return self.keys.get((service, username))

    def set_password(self, service, username, password):
        self.keys[service, username] = password


@pytest.fixture
def store():
    before = keyring.get_keyring()
    yield lambda *arguments: keyring.set_keyring(KeyStore(*arguments))
    keyring.set_keyring(before)


def keys_seen(key: str | None = None, path: str = "") -> list[str | None]:
    """The keys that arrive with the requests for one picture."""
    with Misbehaving() as server:
        with CloudClassifier(server.url + path, key) as cloud:
            cloud.classify(CAT)
        for seen in server.seen:
            others = {name: value for name, value in seen.headers.items() if name != "x-api-key"}
            assert "s3cret" not in f"{seen.path} {others} {seen.body!r}"
        return [seen.headers.get("x-api-key") for seen in server.seen]


@pytest.mark.parametrize("path", ["", INVOCATIONS])
def test_a_given_key_goes_into_its_header_and_nowhere_else(path):
    assert keys_seen(KEY, path) == [KEY, KEY]


def test_no_key_no_header():
    assert keys_seen() == [None, None]


def test_the_key_of_the_environment(monkeypatch):
    monkeypatch.setenv("PETSIGHT_API_KEY", f"{KEY}\n")
    assert keys_seen() == [KEY, KEY]
    assert keys_seen("another") == ["another", "another"]


def test_an_empty_key_is_none(monkeypatch):
    monkeypatch.setenv("PETSIGHT_API_KEY", "")
    assert keys_seen() == [None, None]
    monkeypatch.setenv("PETSIGHT_API_KEY", KEY)
    assert keys_seen("") == [None, None]


def test_the_key_of_the_key_store_belongs_to_one_origin(store):
    with Misbehaving() as server, Misbehaving() as other:
        store({("petsight", server.url): KEY})
        for url in (f"{server.url}/prod", other.url):
            with CloudClassifier(url) as cloud:
                cloud.classify(CAT)
        assert {seen.headers.get("x-api-key") for seen in server.seen} == {KEY}
        assert {seen.headers.get("x-api-key") for seen in other.seen} == {None}


def test_the_environment_comes_before_the_key_store(store, monkeypatch):
    monkeypatch.setenv("PETSIGHT_API_KEY", KEY)
    store(None, AssertionError("nobody should ask"))
    assert keys_seen() == [KEY, KEY]


@pytest.mark.parametrize(
    "failure", [keyring.errors.NoKeyringError(), keyring.errors.KeyringLocked(), OSError("no bus")]
)
def test_a_key_store_that_fails_holds_no_key(store, failure):
    store(None, failure)
    assert keys_seen() == [None, None]


def test_closing_does_not_wait_for_the_owner_of_a_locked_key_store(server):
    asked, unlocked = threading.Event(), threading.Event()

    class Waiting(KeyStore):
        def get_password(self, *_names):
            asked.set()
            unlocked.wait(60)
            return KEY

    before = keyring.get_keyring()
    keyring.set_keyring(Waiting())
    cloud = CloudClassifier(server.url)
    failures: list[CloudError] = []

    def ask():
        with pytest.raises(CloudError, match="closed") as caught:
            cloud.info()
        failures.append(caught.value)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        assert asked.wait(30)
        closing = threading.Thread(target=cloud.close)
        closing.start()
        closing.join(30)
        assert not closing.is_alive()
    finally:
        unlocked.set()
        thread.join()
        closing.join()
        keyring.set_keyring(before)
    assert [failure.detail for failure in failures] == ["offline"]
    assert server.seen == []


def test_without_keyring(monkeypatch):
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert keys_seen() == [None, None]


def test_a_bad_key_in_the_key_store(store):
    with Misbehaving() as server, CloudClassifier(server.url) as cloud:
        store({("petsight", server.url): "s3cret\nx-evil: 1"})
        with pytest.raises(CloudError, match="cannot be sent") as caught:
            cloud.classify(CAT)
        assert caught.value.detail == "refused"
        assert server.connections == 0


@pytest.mark.parametrize(
    "key", ["two words", "s3cret\r\nx-evil: 1", "schlüssel", "x" * 513, "\x00"]
)
def test_a_key_that_no_header_can_carry(key):
    with pytest.raises(EndpointError, match="visible ASCII") as caught:
        CloudClassifier("https://pets.example.com", key)
    assert key not in str(caught.value)


def test_the_key_appears_in_no_text(caplog):
    caplog.set_level(logging.DEBUG)
    with (
        Misbehaving(always=fail(403, "wrong_key")) as server,
        CloudClassifier(server.url, KEY) as cloud,
    ):
        with pytest.raises(CloudError) as caught:
            cloud.classify(CAT)
        assert server.seen[0].headers["x-api-key"] == KEY
        texts = [repr(cloud), repr(cloud.endpoint), cloud.authentication]
    trace = "".join(traceback.format_exception(caught.value))
    assert caplog.text
    assert "s3cret" not in " ".join([*texts, caplog.text, trace])
