"""What the package shows, what it loads, and who may import whom."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import petsight
from petsight import runtime
from tests.support_cli import ROOT, USE_TINY, environment
from tests.support_model import picture

EXPECTED = {
    "PREPROCESS_ID",
    "Answer",
    "Classifier",
    "CloudClassifier",
    "CloudError",
    "DeviceClassifier",
    "ImageError",
    "Label",
    "Limits",
    "Model",
    "ModelError",
    "ModelInfo",
    "PetsightError",
    "Prediction",
    "Router",
    "classify",
    "classify_many",
    "decide",
    "open_image",
    "to_input",
}

ALLOWED = {"petsight", "numpy", "PIL", "requests", "urllib3", "tqdm"}
OPTIONAL = {"pi_heif", "keyring", "botocore"}
RUNTIMES = {"ai_edge_litert", "tflite_runtime", "tensorflow"}
APPLICATIONS = ("desktop", "lambda_service", "model_training")


def loaded_after(code: str) -> set[str]:
    """The top-level modules of a fresh interpreter after some code."""
    found = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys, json; print(json.dumps(list(sys.modules)))"],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return {name.partition(".")[0] for name in json.loads(found.stdout.splitlines()[-1])}


def test_public_names():
    assert set(petsight.__all__) == EXPECTED
    assert set(dir(petsight)) >= EXPECTED


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_public_name_is_there(name):
    assert getattr(petsight, name) is not None


def test_other_names_are_not():
    with pytest.raises(AttributeError, match="no attribute 'load_runtime'"):
        petsight.load_runtime  # noqa: B018


def test_import_is_light():
    heavy = {"tensorflow", "PySide6", "boto3", "requests", "numpy", "PIL", "ai_edge_litert"}
    assert not loaded_after("import petsight") & heavy


def test_the_words_of_answers_are_light():
    """A window shows them before a model is loaded."""
    code = "from petsight import errors, labels, machine, mode, prediction"
    assert not loaded_after(code) & {"numpy", "PIL", "ai_edge_litert", "zipfile"}


def test_help_is_light():
    code = "from petsight.cli import main\nassert main(['classify', '--help']) == 0"
    heavy = {"tensorflow", "requests", "numpy", "PIL", "ai_edge_litert", "tqdm"}
    assert not loaded_after(code) & heavy


def test_answering_loads_what_it_needs_and_no_more(tmp_path):
    path = str(picture(tmp_path / "cat.png"))
    code = "from petsight.cli import main\n"
    loaded = loaded_after(code + f"assert main(['classify', *{USE_TINY!r}, {path!r}]) == 0")
    assert loaded >= {"numpy", "PIL", "ai_edge_litert"}
    assert not loaded & {"tensorflow", "PySide6", "boto3", "requests", "urllib3", "tqdm"}
    assert not loaded & OPTIONAL


def test_an_endpoint_costs_nothing_until_it_is_asked():
    code = (
        "from petsight import CloudClassifier, Router\n"
        "cloud = CloudClassifier('https://pets.example.com', 'key')\n"
        "assert Router('cloud', cloud, cloud).concurrency"
    )
    loaded = loaded_after(code)
    assert "petsight" in loaded
    assert not loaded & {"requests", "urllib3", "keyring", "botocore"}


def imports_of(path: Path) -> Iterator[str]:
    """The top-level names that a module imports, also by `importlib.import_module("...")`."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        match node:
            case ast.Import(names=names):
                yield from (alias.name.partition(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]
            case ast.Call(
                func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(name))]
            ):
                yield name.partition(".")[0]


def modules_of(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def test_the_scan_sees_imports():
    here = set(imports_of(Path(__file__)))
    assert here >= {"ast", "pytest", "petsight", "tests"}
    assert "pi_heif" in set(imports_of(ROOT / "petsight" / "image.py"))


@pytest.mark.parametrize("path", modules_of("petsight"), ids=lambda path: path.stem)
def test_the_core_imports_little(path):
    allowed = ALLOWED | OPTIONAL | set(sys.stdlib_module_names)
    assert set(imports_of(path)) <= allowed


def test_runtimes_are_the_known_ones():
    assert {module.partition(".")[0] for module in runtime.RUNTIMES.values()} == RUNTIMES


@pytest.mark.parametrize("package", APPLICATIONS)
def test_applications_never_import_each_other(package):
    others = set(APPLICATIONS) - {package}
    for path in modules_of(package):
        assert not set(imports_of(path)) & others, path
