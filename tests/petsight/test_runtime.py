"""The choice of a TFLite runtime."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys

import numpy as np
import pytest

from petsight import Model
from petsight.errors import RuntimeMissingError
from petsight.runtime import ENVIRONMENT, RUNTIMES, load_runtime
from tests.support import require
from tests.support_cli import USE_TINY, environment
from tests.support_model import TINY

BLOCKED = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Blocker())
"""


def run_without(blocked: set[str], code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BLOCKED.format(blocked=blocked) + code],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(autouse=True)
def _no_choice(monkeypatch):
    monkeypatch.delenv(ENVIRONMENT, raising=False)


def test_litert_comes_first():
    runtime = load_runtime()
    assert runtime.name == next(iter(RUNTIMES)) == "ai-edge-litert"
    assert runtime.version[0].isdecimal()


def test_the_environment_forces_one(monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, "tflite-runtime")
    with pytest.raises(RuntimeMissingError, match="tflite-runtime is not installed: pip install"):
        load_runtime()


def test_an_argument_outranks_the_environment(monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, "tflite-runtime")
    assert load_runtime("ai-edge-litert").name == "ai-edge-litert"


def test_an_empty_environment_forces_none(monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, "")
    assert load_runtime().name == "ai-edge-litert"


def test_unknown_name(monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, "onnx")
    with pytest.raises(RuntimeMissingError, match=r"unknown runtime 'onnx'.*ai-edge-litert"):
        load_runtime()


def test_none_installed():
    code = f"from petsight.cli import main; sys.exit(main(['classify', *{USE_TINY!r}, 'x.jpg']))"
    found = run_without({"ai_edge_litert", "tflite_runtime", "tensorflow"}, code)
    assert found.returncode == 2
    assert found.stdout == ""
    assert found.stderr == (
        "petsight: a TFLite runtime is not installed: pip install ai-edge-litert\n"
    )


def test_tensorflow_is_the_last_resort_and_gives_the_same_scores():
    require(importlib.util.find_spec("tensorflow"), "TensorFlow")
    code = f"""
import json
import numpy as np
from petsight import Model
model = Model({str(TINY)!r})
pixels = np.random.default_rng(3).integers(0, 256, (1, 24, 32, 3), dtype=np.uint8)
print(json.dumps([model.runtime.name, model.scores(pixels).tolist()]))
"""
    found = run_without({"ai_edge_litert", "tflite_runtime"}, code)
    assert found.returncode == 0, found.stderr
    name, scores = json.loads(found.stdout)
    assert name == "tensorflow"
    pixels = np.random.default_rng(3).integers(0, 256, (1, 24, 32, 3), dtype=np.uint8)
    assert Model(TINY).scores(pixels).tolist() == pytest.approx(scores, abs=1e-5)
