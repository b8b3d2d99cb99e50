"""Fixtures of the deployment's tests."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lambda_service.deploy import up
from tests.lambda_service.deploy.aws_stand_in import StandIn, aws_stand_in
from tests.lambda_service.deploy.buckets import BUCKET, make, role
from tests.lambda_service.deploy.support import Deployment, Docker, client

HERE = Path(__file__).parent


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """An account, which this process and its children take for AWS."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "PETSIGHT_SERVICE_"))]:
        monkeypatch.delenv(name)
    with aws_stand_in() as stand_in:
        for name, value in stand_in.environment.items():
            monkeypatch.setenv(name, value)
        yield stand_in


@pytest.fixture
def docker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Docker:
    """The fake builder, alone on the search path."""
    folder = tmp_path / "docker"
    folder.mkdir()
    shutil.copy(HERE / "fake_docker.sh", folder / "docker")
    (folder / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("FAKE_DOCKER", str(folder))
    monkeypatch.setenv("FAKE_PYTHON", sys.executable)
    monkeypatch.setenv("FAKE_PUSH", str(HERE / "fake_push.py"))
    monkeypatch.setenv("DOCKER_CONFIG", str(folder / "settings"))
    return Docker(folder)


@pytest.fixture
def deploy(
    aws: StandIn,
    docker: Docker,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> Deployment:
    """The command, without its last step, which has tests of its own."""
    checked: list[str] = []
    monkeypatch.setattr(up, "check_endpoint", lambda _aws, url, *_: checked.append(url))
    monkeypatch.setattr("lambda_service.deploy.wait.PAUSE_S", 0.05)
    return Deployment(aws, docker, checked, capfd)


@pytest.fixture
def bucket(deploy: Deployment) -> str:
    """A bucket with a notification of its own."""
    make(BUCKET)
    topic = client("sns").create_topic(Name="theirs")["TopicArn"]
    other = client("lambda").create_function(
        FunctionName="theirs",
        Runtime="python3.12",
        Role=role(),
        Handler="x.y",
        Code={"ZipFile": b"PK\x05\x06" + bytes(18)},
    )["FunctionArn"]
    client("s3").put_bucket_notification_configuration(
        Bucket=BUCKET,
        NotificationConfiguration={
            "TopicConfigurations": [
                {"Id": "topic", "TopicArn": topic, "Events": ["s3:ObjectRemoved:*"]}
            ],
            "LambdaFunctionConfigurations": [
                {"Id": "other", "LambdaFunctionArn": other, "Events": ["s3:ObjectRemoved:*"]}
            ],
        },
    )
    return BUCKET
