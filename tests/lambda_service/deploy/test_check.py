"""The endpoint is asked in the end, by the real client over the real service."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from lambda_service.application import Application
from lambda_service.deploy import check
from lambda_service.local import LocalServer
from lambda_service.settings import read_settings
from tests.lambda_service.deploy.aws_stand_in import REGION, StandIn
from tests.lambda_service.deploy.support import Deployment, Docker
from tests.support import require

KEY = "correct-horse-battery"
KEYRING = f"""
from keyring.backend import KeyringBackend

class Own(KeyringBackend):
    priority = 1
    def get_password(self, service, username): return {KEY!r}
    def set_password(self, service, username, password): raise NotImplementedError
"""


@pytest.fixture
def endpoint(aws: StandIn) -> Iterator[StandIn]:
    """An account whose Function URLs lead to the service, set up as the function is."""
    services: list[Application] = []

    def answer(event: Any, context: Any) -> Any:
        if not services:
            services.append(Application(read_settings(aws.function().environment_vars)))
        return services[0].handle(event, context)

    with LocalServer(handler=answer) as server:
        aws.endpoint = server.url
        yield aws


@pytest.fixture
def deploy(
    aws: StandIn,
    docker: Docker,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Deployment:
    """The command with its last step, and without patience."""
    monkeypatch.setattr(check, "PAUSE_S", 0.0)
    monkeypatch.setattr(check, "TRIES", 2)
    return Deployment(aws, docker, [], capfd)


def test_whole_command_as_a_process(endpoint: StandIn, deploy: Deployment) -> None:
    done = deploy.process("--auth", "none", PETSIGHT_API_KEY="of-another-endpoint")

    assert done.returncode == 0, done.stderr
    assert "authentication  none" in done.stderr
    assert done.stdout == f"{endpoint.endpoint}\n"
    assert "this endpoint works" in done.stderr


def test_key_opens_the_endpoint(
    endpoint: StandIn, deploy: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETSIGHT_SERVICE_KEYS", f"{KEY},another-{KEY}")
    monkeypatch.setenv("PETSIGHT_API_KEY", "of-another-endpoint")

    result = deploy("--auth", "key")

    assert result.status == 0, result.err
    assert "authentication  key" in result.err
    assert KEY not in result.out + result.err


def test_kept_key_opens_the_endpoint(
    endpoint: StandIn, deploy: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETSIGHT_SERVICE_KEYS", KEY)
    assert deploy("--auth", "key").status == 0
    monkeypatch.delenv("PETSIGHT_SERVICE_KEYS")

    result = deploy("--auth", "key")

    assert result.status == 0, result.err
    assert "no changes" in result.err


def test_iam_is_checked_with_a_signature_whatever_the_key_store_holds(
    endpoint: StandIn, deploy: Deployment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A key from the time before `--auth iam` would be refused by Lambda."""
    require(find_spec("keyring"), "keyring")
    (tmp_path / "own_keyring.py").write_text(KEYRING)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "own_keyring.Own")
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)  # a loopback URL names none

    result = deploy("--auth", "iam")

    assert result.status == 0, result.err
    assert "authentication  key and iam" in result.err


def test_endpoint_that_does_not_answer(aws: StandIn, deploy: Deployment) -> None:
    result = deploy()

    assert result.status == 2
    assert result.out == ""
    assert result.err.count(f"checking {aws.endpoint}") == 2
    assert f"deployed as {aws.endpoint}, but the check of the endpoint fails" in result.err
