"""What a model file came from: found by the hashes in it, never by a name."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from model_training.config import ConfigError
from model_training.config_file import load_config
from model_training.model_run import CONFIG, DATA_HASH, config_of, folder_for, is_run_of
from petsight.modelfile import read_model_file
from petsight.resources import model_path
from tests.support_model import change_model

EDGE = model_path()
INFO = read_model_file(EDGE).info
DATA_SHA256 = INFO.training["data_sha256"]


def make_run(run: Path, overrides: list[str], data_sha256: str = DATA_SHA256) -> Path:
    """Make the run folder of the edge model, or one that only looks like it."""
    run.mkdir()
    (run / CONFIG).write_text(json.dumps(load_config("petsight-edge", overrides).to_dict()))
    (run / DATA_HASH).write_text(data_sha256)
    return Path(shutil.copy(EDGE, run))


def test_a_model_that_was_trained_here_is_measured_into_its_own_run(tmp_path):
    model = make_run(tmp_path / "mine", [])
    assert is_run_of(tmp_path / "mine", INFO.training)
    assert folder_for(model) == tmp_path / "mine"


@pytest.mark.parametrize(("overrides", "data_sha256"), [(["seed=2"], DATA_SHA256), ([], "0" * 64)])
def test_a_model_beside_the_files_of_another_gets_a_folder_of_its_name(
    tmp_path, overrides, data_sha256
):
    model = make_run(tmp_path / "mine", overrides, data_sha256)
    assert not is_run_of(tmp_path / "mine", INFO.training)
    assert folder_for(model) == Path("runs") / f"{INFO.name}-{INFO.version}"


def test_the_configuration_is_that_of_the_model_whatever_lies_around(tmp_path):
    model = make_run(tmp_path / "mine", ["seed=2"])
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / CONFIG).write_text("{")
    assert config_of(model, tmp_path / "out", None) == load_config("petsight-edge")
    assert config_of(model, tmp_path / "out", ["seed=3"]).seed == 3


@pytest.mark.parametrize("folder", ["mine", "out"])
def test_a_configuration_that_is_not_shipped_is_found_in_a_run_folder(tmp_path, folder):
    config = load_config(None, ["seed=77"])
    for name in ("mine", "out"):
        (tmp_path / name).mkdir()
    training = {"config_sha256": config.sha256()}
    model = change_model(tmp_path / "mine" / "fruit.tflite", training=training)
    with pytest.raises(ConfigError, match=r"fruit.tflite is not known here"):
        config_of(model, tmp_path / "out", None)
    (tmp_path / folder / CONFIG).write_text(json.dumps(config.to_dict()))
    assert config_of(model, tmp_path / "out", None) == config
