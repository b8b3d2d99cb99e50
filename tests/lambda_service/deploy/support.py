"""Run the deployment against the stand-in for AWS."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lambda_service.deploy.cli import main
from tests.lambda_service.deploy.aws_stand_in import REGION, StandIn

ROOT = Path(__file__).resolve().parents[3]
FIRST_IMAGE = "a1" * 32
SECOND_IMAGE = "b2" * 32
COMMAND = [sys.executable, "-m", "lambda_service.deploy"]
TARGET = ("--stack", "petsight", "--region", REGION)


@dataclass
class Docker:
    """The fake builder's folder."""

    folder: Path

    def __post_init__(self) -> None:
        self.set(image=FIRST_IMAGE, architecture="amd64", fails="", calls="")

    def set(self, **files: str) -> None:
        """Write what the fake goes by."""
        for name, content in files.items():
            (self.folder / name).write_text(content)

    def calls(self, command: str) -> list[str]:
        """Return the calls of a command so far, those for buildx among them."""
        lines = (self.folder / "calls").read_text().splitlines()
        return [line for line in lines if line.removeprefix("buildx ").split()[0] == command]


@dataclass
class Result:
    """How a run ended."""

    status: int
    out: str
    err: str


@dataclass
class Deployment:
    """A fresh AWS account, a builder, and the command.

    Attributes:
        aws: The account.
        docker: The builder.
        checked: The endpoints that the command looked at in the end.
    """

    aws: StandIn
    docker: Docker
    checked: list[str]
    _capture: pytest.CaptureFixture[str]

    def __call__(self, *options: str) -> Result:
        """Run the command in this process, which spares the imports."""
        status = main([*TARGET, *options])
        out, err = self._capture.readouterr()
        return Result(status, out, err)

    def process(self, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the command as people do."""
        return subprocess.run(
            [*COMMAND, *TARGET, *options],
            cwd=ROOT,
            env=os.environ | environment,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=120,
            check=False,
        )


def client(service: str, region: str = REGION) -> Any:
    """Return boto3's client of a service of the stand-in."""
    import boto3

    return boto3.client(service, region_name=region)
