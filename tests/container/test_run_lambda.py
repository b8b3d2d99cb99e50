"""`make lambda` builds the image, runs it, and prints a line that works."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.container.engine import PIP_FILES, Engine
from tests.container.project import REPOSITORY
from tests.support import require, wait_for_port

SCRIPT = REPOSITORY / "tools" / "run_lambda.sh"


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def podman_alone(tmp_path: Path) -> Path:
    """Return a folder of programs with podman and without docker."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("podman", "cat"):
        (folder / name).symlink_to(shutil.which(name) or name)
    return folder


@pytest.fixture
def told(engine: Engine, base_image: str, podman_alone: Path, port: int) -> Iterator[str]:
    """Run `make lambda` in the background and return what it prints until it listens."""
    mounts = [f"--volume={name}:{name}:ro" for name in PIP_FILES if Path(name).is_file()]
    options = ["--quiet", f"--build-arg=BASE_IMAGE={base_image}", *mounts]
    process = subprocess.Popen(
        ["/bin/sh", SCRIPT, *options],
        cwd=REPOSITORY,
        env=engine.environment | {"PORT": str(port), "PATH": f"{podman_alone}:/usr/sbin"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    lines = []
    with process.stdout as output:
        for line in output:
            lines.append(line)
            if "curl" in line:
                break
        try:
            assert "curl" in "".join(lines), "".join(lines)
            wait_for_port(port)
            yield "".join(lines)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


@pytest.mark.slow
def test_printed_line_answers_a_photo(told: str, golden_inputs: Path, port: int) -> None:
    require(shutil.which("curl"), "curl")
    (line,) = re.findall(r"^ {4}(\(printf .*curl .*)$", told, flags=re.MULTILINE)
    assert f"127.0.0.1:{port}" in line
    line = line.replace("photo.jpg", str(golden_inputs / "baseline.jpg"))
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=True)

    assert json.loads(done.stdout)["source"] == "cloud"


@pytest.mark.parametrize("docker_is_installed", [False, True])
def test_missing_builder_is_named_with_its_remedy(
    tmp_path: Path, docker_is_installed: bool
) -> None:
    (tmp_path / "cat").symlink_to("/bin/cat")
    if docker_is_installed:
        docker = tmp_path / "docker"
        docker.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
        docker.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", SCRIPT],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "    apt-get install -y podman\n" in done.stderr
    assert ("docker is installed" in done.stderr) is docker_is_installed
    assert not done.stdout
