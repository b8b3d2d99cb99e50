"""Handler and runtime client answer on 64-bit ARM, with the same pixels."""

from __future__ import annotations

import json
import os
import platform
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from petsight.classifier import DeviceClassifier, classify_source
from tests.container.arm64 import SOURCES, Arm64, make_arm64, missing_tools
from tests.container.base_image import emulator
from tests.container.project import CACHE, REPOSITORY
from tests.container.running import INSIDE, encoded, invoke
from tests.support import require, wait_for_port

pytestmark = pytest.mark.slow

PROCESSORS_DIFFER = 1e-3
"""How far scores may differ: another processor adds float32 numbers in another order."""


@pytest.fixture(scope="module")
def arm64() -> Arm64:
    require(platform.machine() == "x86_64", "an x86-64 machine, for the emulator's program")
    missing = " ".join(missing_tools())
    require(not missing, f"what unpacks an ARM Debian: apt-get install -y {missing}")
    require(os.geteuid() == 0 and SOURCES.is_file(), "root on Debian 12")
    return make_arm64(CACHE)


@pytest.fixture(scope="module")
def port(arm64: Arm64) -> Iterator[int]:
    """Run the emulator with the runtime client as its ARM child; return the emulator's port."""
    front, back = _free_ports()
    command = [str(emulator(CACHE)), "--runtime-interface-emulator-address", f"127.0.0.1:{front}"]
    command += ["--runtime-api-address", f"127.0.0.1:{back}", *arm64.python]
    environment = arm64.environment(REPOSITORY) | {"LAMBDA_TASK_ROOT": str(REPOSITORY)}
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


def test_golden_vectors_are_exact(arm64: Arm64) -> None:
    printed = subprocess.run(
        [*arm64.python, INSIDE / "agreement.py"],
        env=arm64.environment(REPOSITORY),
        capture_output=True,
        check=True,
    ).stdout
    found = json.loads(printed)

    assert found["machine"] == "aarch64"
    assert len(found["golden"]) > 40
    assert set(found["golden"].values()) == {"exact"}
