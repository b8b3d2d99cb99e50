"""Fixtures of the core's tests.

What the machine that runs them has of its own must not decide on their outcome.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.petsight.small_web import Web, small_web

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


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    """An internet on the loopback interface, without hosts."""
    with small_web(tmp_path) as web:
        yield web
