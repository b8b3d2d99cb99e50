"""What the machine that runs the tests has of its own must not decide on their outcome."""

from __future__ import annotations

import os

import pytest

PREFIXES = ("AWS_", "PETSIGHT_API", "PETSIGHT_ENDPOINT")
ENDINGS = ("_PROXY", "_CA_BUNDLE")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide keys, proxies, certificates and AWS credentials."""
    for name in os.environ:
        if name.startswith(PREFIXES) or name.upper().endswith(ENDINGS):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
