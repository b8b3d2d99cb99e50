"""Handler and runtime client answer on 64-bit ARM."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from petsight.classifier import DeviceClassifier, classify_source
from petsight.resources import model_path
from tests.arm.agreement import PROCESSORS_DIFFER
from tests.arm.user_space import UserSpace
from tests.conftest import REPOSITORY
from tests.container.base_image import emulator
from tests.container.project import CACHE
from tests.container.running import encoded, invoke
from tests.support import wait_for_port

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def port(arm: UserSpace) -> Iterator[int]:
    """Run the emulator with the runtime client as its ARM child; return the emulator's port."""
    front, back = _free_ports()
    command = [str(emulator(CACHE)), "--runtime-interface-emulator-address", f"127.0.0.1:{front}"]
    command += ["--runtime-api-address", f"127.0.0.1:{back}", *arm.python]
    environment = arm.environment(REPOSITORY) | {
        "LAMBDA_TASK_ROOT": str(REPOSITORY),
        "PETSIGHT_SERVICE_MODEL": str(model_path("edge")),  # a larger one takes a minute here
    }
    process = subprocess.Popen(
        [*command, "-m", "awslambdaric", "lambda_service.handler.handler"],
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait_for_port(front)
        yield front
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for free in (one, other):
            free.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def test_runtime_client_and_handler_answer(port: int, golden_inputs: Path) -> None:
    photo = golden_inputs / "baseline.jpg"
    reply = invoke(port, {"image": encoded(photo.read_bytes())}, timeout_s=300)
    wanted = classify_source(DeviceClassifier(), photo)

    answer = reply.json()
    assert answer["label"] == wanted.label
    assert answer["model_sha256"] == wanted.model_sha256
    assert answer["scores"] == pytest.approx(wanted.scores, abs=PROCESSORS_DIFFER)
