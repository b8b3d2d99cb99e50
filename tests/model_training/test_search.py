"""The search: what it may vary, that it ends with the best, goes on after a kill, and divides."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import keras
import pytest

from model_training.config import ConfigError
from model_training.config_file import load_config
from model_training.search.space import SPACES, Axis, applied, read_space
from model_training.search.tune import Budget, Trial, for_epochs, table, tune
from model_training.train import BEST
from tests.model_training.pictures import write_folders
from tests.support_cli import ROOT

FOLDERS = 'folders={"cats": ["cat"], "dogs": ["dog"]}'
QUICK = [
    FOLDERS,
    "backbone=convnet-2",
    "size=32",
    "batch_size=8",
    'phases=[{"name": "all", "epochs": 1, "learning_rate": 0.001}]',
]
AXES = (
    Axis("phases.0.learning_rate", low=1e-4, high=1e-2, log=True),
    Axis("dropout", choices=(0.0, 0.4)),
)
COMMAND = [sys.executable, "-m", "model_training", "tune", "--epochs", "3"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_folders(tmp_path / "data", cats=20, dogs=20)


@pytest.fixture
def command(data, tmp_path) -> list[str]:
    space = {
        "phases.0.learning_rate": {"low": 1e-4, "high": 1e-2, "log": True},
        "dropout": {"choices": [0.0, 0.4]},
    }
    (tmp_path / "space.json").write_text(json.dumps(space))
    settings = [word for text in QUICK for word in ("--set", text)]
    space_file = str(tmp_path / "space.json")
    return [*COMMAND, "--data", str(data), "--space", space_file, "--out", "out", *settings]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def finish(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", sorted(SPACES.glob("*.json")), ids=lambda path: path.stem)
def test_every_shipped_space_fits_its_configuration(path):
    config = load_config(None if path.stem == "default" else f"petsight-{path.stem}")
    for axis in read_space(path.stem):
        for value in axis.choices or (axis.low, axis.high):
            changed = applied(config, {axis.key: value})
            assert changed != config or value in (axis.low, *axis.choices)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[]", "cannot be read"),
        ("{", "cannot be read"),
        ("{}", "is empty"),
        ('{"dropout": {"low": 0.5, "high": 0.1}}', "from low to high"),
        ('{"dropout": {"low": 0.0, "high": 0.1, "log": true}}', "from low to high"),
        ('{"dropout": {"choices": [0.1], "high": 0.4}}', "choices and a range"),
        ('{"dropout": {"step": 0.1}}', "cannot be read"),
        ('{"dropout": 3}', "cannot be read"),
    ],
)
def test_a_space_that_makes_no_sense_is_refused(tmp_path, content, sentence):
    (tmp_path / "space.json").write_text(content)
    with pytest.raises(ConfigError, match=sentence):
        read_space(str(tmp_path / "space.json"))


def test_a_head_on_frozen_features_has_no_epochs_to_try(tmp_path):
    with pytest.raises(ConfigError, match="no epochs to try"):
        tune(load_config("petsight-cloud"), tmp_path, tmp_path / "out", (), Budget(1))


def test_values_of_an_axis_that_do_not_fit_are_refused_before_anything_runs(data, tmp_path):
    with pytest.raises(ConfigError, match="leads nowhere"):
        tune(load_config(None, QUICK), data, tmp_path / "out", [Axis("seed.x", (1,))], Budget(2))
    assert not (tmp_path / "out").exists()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:(currentThread|getName):DeprecationWarning")  # KerasTuner
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras, saving
def test_small_pictures_serve_the_search_alone(data, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the cache goes here
    config = load_config(None, [*QUICK, "size=64"])
    tune(config, data, tmp_path / "out", [Axis("head_layers", (1, 2))], Budget(1, size=32))
    assert load_config(str(tmp_path / "out" / "best.json")).size == 64
    (trial, *_) = (tmp_path / "out" / "runs").iterdir()
    assert keras.saving.load_model(trial / BEST, compile=False).input_shape[1] == 32


def test_a_trial_gets_its_epochs_in_the_last_phase():
    config = load_config(None)
    assert [phase.epochs for phase in for_epochs(config, 5).phases] == [2, 5]
    assert config.phases[1].epochs == 6


def test_the_table_shows_the_best_first():
    trials = [Trial({"dropout": 0.25}, 3, 0.5), Trial({"dropout": 0.0}, 1, 0.75)]
    assert table(trials).splitlines() == [
        "| select loss | epochs | dropout |",
        "| --- | --- | --- |",
        "| 0.5000 | 3 | 0.25 |",
        "| 0.7500 | 1 | 0 |",
    ]


@pytest.mark.slow
def test_a_search_that_was_killed_goes_on_and_its_best_can_be_trained(command, data, tmp_path):
    out = tmp_path / "out"
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:  # Keras says when a step is done
            if "loss" in line and len(list((out / "runs").iterdir())) == 2:
                break
        process.send_signal(signal.SIGKILL)
    begun = {path.name: path.stat().st_ctime_ns for path in (out / "runs").iterdir()}
    finish(command, tmp_path)
    assert set(begun) < {path.name for path in (out / "runs").iterdir()}
    trials = json.loads((out / "trials.json").read_text())
    assert [row["loss"] for row in trials] == sorted(row["loss"] for row in trials)
    assert {row["epochs"] for row in trials} == {1, 3}
    best = load_config(str(out / "best.json"))
    assert best.phases[0].learning_rate == trials[0]["phases.0.learning_rate"]
    assert best.dropout == trials[0]["dropout"]

    finish(command, tmp_path)
    assert json.loads((out / "trials.json").read_text()) == trials  # nothing was left to do


@pytest.mark.slow
def test_two_workers_share_the_trials_of_a_chief(command, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])

    names = ("chief", "worker-1", "worker-2")
    with contextlib.ExitStack() as running:
        processes = []
        for name in names:
            address = {"KERASTUNER_ORACLE_IP": "127.0.0.1", "KERASTUNER_ORACLE_PORT": port}
            # Not into pipes: who reads one to its end lets the others fill up and stand still.
            output = running.enter_context((tmp_path / f"{name}.log").open("w"))
            process = subprocess.Popen(
                command,
                cwd=tmp_path,
                env=environment(KERASTUNER_TUNER_ID=name, **address),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            running.enter_context(process)
            running.callback(process.kill)
            processes.append(process)
        codes = [process.wait(timeout=500) for process in processes]
    told = [(tmp_path / f"{name}.log").read_text() for name in names]
    assert codes == [0, 0, 0], told
    trials = json.loads((tmp_path / "out" / "trials.json").read_text())
    assert {row["epochs"] for row in trials} == {1, 3}
    assert "| select loss |" in told[0]
    assert f"--config {Path('out', 'best.json')}" in told[0]
