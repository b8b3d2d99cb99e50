"""The shared key reaches the function, the person who deploys, and nothing else."""

from __future__ import annotations

import os
import pty
import subprocess

import pytest

from lambda_service.deploy import keys
from tests.lambda_service.deploy.support import COMMAND, ROOT, TARGET, Deployment, client

KEY = "correct-horse-battery"
VARIABLE = "PETSIGHT_SERVICE_KEYS"


def deployed_keys(deploy: Deployment) -> str | None:
    """What the function checks against."""
    value: str | None = deploy.aws.function().environment_vars.get(VARIABLE)
    return value


def test_key_of_the_environment(deploy: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, KEY)

    result = deploy("--auth", "key")

    assert result.status == 0, result.err
    assert deployed_keys(deploy) == KEY
    assert KEY not in result.out + result.err
    assert KEY not in (deploy.docker.folder / "calls").read_text()


@pytest.mark.parametrize("value", ["short", "k" * 257, f"{KEY},", "with a space in the middle"])
def test_bad_key(deploy: Deployment, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(VARIABLE, value)

    result = deploy("--auth", "key")

    assert result.status == 2
    assert "wanted is keys of 16 to 256 visible ASCII characters" in result.err
    assert value not in result.err
    assert deploy.aws.changes() == []


def test_new_key_is_not_printed_into_a_log(deploy: Deployment) -> None:
    result = deploy("--auth", "key")

    assert result.status == 2
    assert f"at least 16 characters into {VARIABLE}" in result.err
    assert deploy.aws.changes() == []


def test_new_key_is_shown_once(deploy: Deployment) -> None:
    """As a person sees it: on a terminal, and not in what is piped away."""
    above, below = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *TARGET, "--auth", "key"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=below,
    ) as process:
        os.close(below)
        seen = b""
        try:
            while more := os.read(above, 4096):
                seen += more
        except OSError:  # Linux ends a terminal so
            pass
        os.close(above)
        out, _ = process.communicate()
    told = seen.decode()

    key = deployed_keys(deploy)
    assert key is not None
    assert len(key) == 43
    assert told.count(key) == 1
    assert key.encode() not in out
    assert "x-api-key" in told


def test_next_run_keeps_the_key(deploy: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, KEY)
    assert deploy("--auth", "key").status == 0
    monkeypatch.delenv(VARIABLE)

    result = deploy("--auth", "key", "--memory", "512")

    assert result.status == 0, result.err
    assert deployed_keys(deploy) == KEY
    assert deploy.aws.function().memory_size == 512


def test_keys_are_rotated(deploy: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, KEY)
    assert deploy("--auth", "key").status == 0
    monkeypatch.setenv(VARIABLE, f"another-{KEY},{KEY}")

    assert deploy("--auth", "key").status == 0

    assert deployed_keys(deploy) == f"another-{KEY},{KEY}"


def test_other_auth_has_no_key(deploy: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, KEY)

    assert deploy("--auth", "none").status == 0

    assert deployed_keys(deploy) is None


def test_keys_do_not_show_in_a_representation() -> None:
    assert KEY not in repr(keys.Keys(KEY, KEY))


def test_dry_run_announces_a_key_without_making_it_known(
    deploy: Deployment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, KEY)

    result = deploy("--dry-run", "--auth", "key")

    assert result.status == 0
    assert "Auth: 'unset' would become 'key'" in result.out
    assert KEY not in result.out + result.err


def test_deployed_keys_are_no_output(deploy: Deployment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, KEY)
    assert deploy("--auth", "key").status == 0

    result = deploy("--status")

    assert KEY not in result.out + result.err
    outputs = client("cloudformation").describe_stacks(StackName="petsight")["Stacks"][0]["Outputs"]
    assert KEY not in str(outputs)
