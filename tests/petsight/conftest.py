"""Fixtures of the core's tests.

What the machine that runs them has of its own must not decide on their outcome.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from petsight import CloudClassifier
from petsight.cli import main
from tests.petsight.misbehaving import Misbehaving
from tests.petsight.small_web import Web, small_web
from tests.support_cli import USE_TINY

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


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    """An endpoint with the tiny model, which behaves until it is told not to."""
    with Misbehaving() as server:
        yield server


@pytest.fixture
def cloud(server: Misbehaving) -> Iterator[CloudClassifier]:
    """A client of that endpoint."""
    with CloudClassifier(server.url) as cloud:
        yield cloud


@pytest.fixture
def classify(capsys: pytest.CaptureFixture[str]) -> Callable[..., SimpleNamespace]:
    """Run `petsight classify` and return its status and both outputs."""

    def run(*arguments: object) -> SimpleNamespace:
        status = main(["classify", *USE_TINY, *map(str, arguments)])
        captured = capsys.readouterr()
        return SimpleNamespace(status=status, out=captured.out, err=captured.err)

    return run


@pytest.fixture
def destination(tmp_path: Path) -> Path:
    """Return where sorted pictures go; nothing is there yet."""
    return tmp_path / "sorted"
