"""The predecessor of LiteRT, in an environment of its own, gives the same scores."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from petsight import open_image
from petsight.classifier import DeviceClassifier, classify_source
from petsight.explain import Explainer
from petsight.model import Model
from petsight.resources import model_path
from tests.petsight.test_explain import MODELS
from tests.support import require

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
CONSTRAINTS = REPOSITORY / "constraints-tflite-runtime.txt"
TOLERANCE = 1e-3


@pytest.fixture(scope="module")
def python() -> Path:
    """Return the Python of a virtual environment with tflite-runtime, made once and kept."""
    require(sys.platform == "linux", "Linux, the only system that tflite-runtime has wheels for")
    base = _python_3_11()
    digest = hashlib.sha256(CONSTRAINTS.read_bytes()).hexdigest()[:12]
    folder = REPOSITORY / ".cache" / "tflite-runtime-venv" / digest
    python = folder / "bin" / "python"
    finished = folder / "finished"
    if not finished.exists():
        subprocess.run([base, "-m", "venv", "--clear", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", CONSTRAINTS], check=True)
        finished.touch()
    return python


def _python_3_11() -> str:
    """Return a Python that tflite-runtime still has wheels for."""
    if sys.version_info >= (3, 12):
        found = shutil.which("python3.11")
        require(found, "Python 3.11, the last that tflite-runtime has wheels for")
        assert found is not None
        return found
    else:  # noqa: RET505 - mypy calls what follows a check of the version unreachable
        return sys.executable


def _ask(python: Path, *arguments: str | Path) -> str:
    return _run(python, "-m", "petsight", *arguments)


def _run(python: Path, *arguments: str | Path) -> str:
    environment = os.environ | {
        "PETSIGHT_RUNTIME": "tflite-runtime",
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONWARNINGS": "error",
    }
    done = subprocess.run(
        [python, *arguments], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize(
    "model",
    [
        pytest.param(model_path(), id="shipped"),
        pytest.param(REPOSITORY / "tests" / "data" / "tiny.tflite", id="tiny"),
    ],
)
def test_scores_are_those_of_litert(python: Path, golden_inputs: Path, model: Path) -> None:
    # HEIC needs a plug-in that this environment is without.
    pictures = sorted(path for path in golden_inputs.iterdir() if path.suffix != ".heic")
    rows = json.loads(_ask(python, "classify", "--json", "--model", model, *pictures))
    litert = DeviceClassifier(Model(model, runtime="ai-edge-litert"))

    assert [row["path"] for row in rows] == [str(path) for path in pictures]
    for row, picture in zip(rows, pictures, strict=True):
        expected = classify_source(litert, picture).scores
        assert row["scores"] == pytest.approx(expected, abs=TOLERANCE), picture.name


@pytest.mark.parametrize(
    "model", [model_path(), *sorted(MODELS.glob("*ed-*"))], ids=lambda path: path.stem
)
def test_maps_are_those_of_litert(
    python: Path, golden_inputs: Path, tmp_path: Path, model: Path
) -> None:
    picture = golden_inputs / "plain.bmp"
    code = (
        "import sys, numpy, petsight; from petsight.explain import Explainer\n"
        "explainer = Explainer(petsight.Model(sys.argv[1]))\n"
        "numpy.save(sys.argv[3], explainer.explain(petsight.open_image(sys.argv[2])).evidence)"
    )
    target = tmp_path / "maps.npy"
    _run(python, "-c", code, model, picture, target)
    here = Explainer(Model(model, runtime="ai-edge-litert")).explain(open_image(picture))
    assert np.abs(np.load(target) - here.evidence).max() < 0.02 * np.abs(here.evidence).max()


def test_self_test_passes_and_names_the_runtime(python: Path) -> None:
    report = _ask(python, "self-test")

    assert "tflite-runtime 2.14.0" in report
    assert "everything works" in report
