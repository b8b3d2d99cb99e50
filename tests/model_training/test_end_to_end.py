"""Training for real: a few dozen pictures to a model file that classifies, killed on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from petsight import DeviceClassifier, Model
from petsight.classifier import classify_source

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

PER_FOLDER = 30
SETTINGS = {
    "name": "tiny",
    "labels": ["cat", "dog"],
    "folders": {"cats": ["cat"], "dogs": ["dog"], "neither": []},
    "size": 96,
    "batch_size": 8,
    "phases": [
        {"name": "head", "epochs": 3, "learning_rate": 0.01},
        {"name": "all", "epochs": 2, "learning_rate": 0.0001},
    ],
}


@pytest.fixture(scope="module")
def small_data(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("data")
    for folder in ("cats", "dogs", "neither"):
        (root / folder).mkdir()
        for path in sorted((data_dir / "extra" / folder).iterdir())[::30][:PER_FOLDER]:
            shutil.copy2(path, root / folder)
    (root / "cats" / "broken.jpg").write_bytes(b"\xff\xd8\xff not a picture")
    return root


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("config") / "tiny.json"
    path.write_text(json.dumps(SETTINGS))
    return path


def start(data: Path, config: Path, run: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "model_training", "train", "--data", str(data)]
    command += ["--config", str(config), "--out", str(run)]
    # The cache goes beside the run, so that the two runs share nothing but the data.
    return subprocess.Popen(
        command,
        cwd=run.parent,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=900)
    assert process.returncode == 0, output
    return output


def epochs_done(run: Path) -> int:
    state = run / "state.json"
    return len(json.loads(state.read_text())) if state.exists() else 0


def kill_in_the_last_phase(process: subprocess.Popen[str], run: Path) -> None:
    deadline = time.monotonic() + 600
    while epochs_done(run) < 4:
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.05)  # there is no event to wait for across processes but the file itself
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.fixture(scope="module")
def straight(small_data: Path, config: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = tmp_path_factory.mktemp("straight") / "run"
    output = finish(start(small_data, config, run))
    assert "broken.jpg" in output
    shown = [line for line in output.splitlines() if line.startswith("Epoch ")]
    assert shown == [f"Epoch {number}/5" for number in range(1, 6)]
    assert f"page: {run / 'report.html'}" in output
    assert f"ask it: python -m petsight classify --model {run / 'tiny.tflite'} PHOTO" in output
    return run


def test_leaves_one_run_folder_with_everything(straight):
    wanted = {"config.json", "log.csv", "learning_curves.png", "metrics.json", "report.md"}
    wanted |= {"tiny.tflite", "model.keras", "split.csv", "mistakes-heldout.png"}
    wanted |= {"report.html", "tensorboard"}
    assert wanted <= {path.name for path in straight.iterdir()}
    metrics = json.loads((straight / "metrics.json").read_text())
    assert metrics["heldout"]["pictures"] > 0
    assert metrics["export"]["largest_difference"] < 0.01
    assert len((straight / "log.csv").read_text().splitlines()) == 1 + 5


def test_the_model_file_classifies(straight, small_data):
    model = Model(straight / "tiny.tflite")
    assert [label.name for label in model.info.labels] == ["cat", "dog"]
    assert (model.info.width, model.info.height) == (96, 96)
    classifier = DeviceClassifier(model)
    right = []
    for label, other in (("cat", "dog"), ("dog", "cat")):
        for path in sorted((small_data / f"{label}s").glob("[!b]*.jpg")):
            scores = classify_source(classifier, path).scores
            right.append(scores[label] > scores[other])
    # Half would be chance: even a training this short must have learned something.
    assert sum(right) > len(right) * 0.75


def test_killed_and_resumed_equals_never_stopped(straight, small_data, config, tmp_path):
    run = tmp_path / "run"
    kill_in_the_last_phase(start(small_data, config, run), run)
    assert epochs_done(run) == 4  # of five: one of the two epochs that train all layers is left
    assert not (run / "tiny.tflite").exists()
    assert "Epoch 5/5" in finish(start(small_data, config, run))
    for name in ("log.csv", "metrics.json", "tiny.tflite"):
        assert (run / name).read_bytes() == (straight / name).read_bytes(), name
