"""The image, built once, and a container of it that runs while the tests do."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from tests.container.base_image import make_base_image
from tests.container.engine import Engine
from tests.container.project import REPOSITORY, build_image, opened_engine, what_is_missing
from tests.container.running import Container, run_container
from tests.support import require


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """Return the container tools, with images kept from run to run."""
    require(not what_is_missing(), what_is_missing())
    with opened_engine() as opened:
        yield opened


@pytest.fixture(scope="session")
def base_image(engine: Engine) -> str:
    """Return the name of the stand-in for AWS's base image."""
    return make_base_image(engine)


@pytest.fixture(scope="session")
def image(engine: Engine, base_image: str) -> str:
    """Build the project's Dockerfile, with the page if there is Node; return the image's name."""
    if shutil.which("npm"):
        page = ["make", "--silent", "mobile/dist/files.json"]
        done = subprocess.run(page, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    return build_image(engine, base_image)


@pytest.fixture(scope="session")
def container(engine: Engine, image: str) -> Iterator[Container]:
    """Return a running container that tests share, one request at a time."""
    with run_container(engine, image, "--memory=2048m") as running:
        yield running
