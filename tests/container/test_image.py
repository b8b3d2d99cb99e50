"""The image holds what runs and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from petsight import __version__
from tests.container.engine import Engine
from tests.container.project import REPOSITORY, added_bytes
from tests.container.running import INSIDE, Container, run_script

pytestmark = pytest.mark.slow

ADDED_BYTES = 160_000_000
"""130 MB, and 30 MB for the cloud model."""


@pytest.fixture(scope="module")
def facts(engine: Engine, image: str) -> Any:
    return json.loads(engine.call("podman", "image", "inspect", image))[0]


@pytest.fixture(scope="module")
def files(container: Container) -> list[str]:
    """Return every path below the handler's folder."""
    return container.execute("find", "/var/task", "-printf", "%P\n").splitlines()


def test_image_adds_no_more_than_allowed(engine: Engine, base_image: str, image: str) -> None:
    assert 0 < added_bytes(engine, base_image, image) <= ADDED_BYTES


@pytest.mark.parametrize(
    "name", ["tensorflow", "PySide6", "pip", "setuptools", "bin", "tests", "deploy", "golden"]
)
def test_folder_is_left_out(files: list[str], name: str) -> None:
    assert not [path for path in files if name in path.split("/")]


@pytest.mark.parametrize("ending", [".pyi", ".h", ".a", ".yaml"])
def test_kind_of_file_is_left_out(files: list[str], ending: str) -> None:
    assert not [path for path in files if path.endswith(ending)]


@pytest.mark.parametrize("name", ["petsight/cli", "lambda_service/local.py"])
def test_what_people_run_is_left_out(files: list[str], name: str) -> None:
    assert (REPOSITORY / name).exists()
    assert name not in files


def test_of_the_service_there_is_code_alone(files: list[str]) -> None:
    ours = [path for path in files if path.startswith("lambda_service/")]

    assert "lambda_service/handler.py" in ours
    assert not [path for path in ours if not path.endswith((".py", ".pyc", "__pycache__"))]


def test_model_and_its_hash_are_there(files: list[str]) -> None:
    models = [path for path in files if path.startswith("petsight/assets/models/")]

    assert "petsight/assets/models/SHA256SUMS" in models
    for tier in ("edge", "cloud"):
        assert f"petsight/assets/models/petsight-{tier}.tflite" in models


def test_byte_code_is_complete_and_never_checked(engine: Engine, image: str) -> None:
    found = run_script(engine, image, INSIDE / "byte_code.py")

    assert found["odd"] == []
    assert found["modules"] > 500


def test_labels_describe_the_image(facts: Any, base_image: str) -> None:
    labels = facts["Labels"]

    assert labels["org.opencontainers.image.version"] == __version__
    assert labels["org.opencontainers.image.base.name"] == base_image
    assert labels["org.opencontainers.image.licenses"] == "Apache-2.0"


def test_image_does_not_run_as_root(facts: Any) -> None:
    assert facts["Config"]["User"] == "1000:1000"


def test_health_is_an_open_port(facts: Any, container: Container) -> None:
    kind, *command = facts["Healthcheck"]["Test"]

    assert kind == "CMD"
    container.execute(*command)
