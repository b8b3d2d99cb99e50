"""Configurations: read strictly, changed from the command line, hashed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from model_training.config import ConfigError, TrainConfig
from model_training.config_file import CONFIGS, load_config, read_config
from petsight.modelfile import read_model_file
from petsight.resources import model_path


def test_what_is_written_is_read_back():
    config = load_config("petsight-edge")
    assert read_config(json.loads(json.dumps(config.to_dict()))) == config
    assert config.labels == ("cat", "dog")
    assert config.folders["cat-and-dog"] == ("cat", "dog")
    assert config.rules[0].part == "test"


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.json")), ids=lambda path: path.stem)
def test_every_shipped_configuration_is_right(path):
    config = load_config(path.stem)
    assert config.name == path.stem
    assert config == load_config(str(path))


def test_defaults_need_no_file():
    assert load_config(None) == TrainConfig()


def test_overrides_reach_inner_values():
    config = load_config(None, ["seed=7", "augmentation.mosaic=0", "name=mine", "labels=[]"])
    assert (config.seed, config.augmentation.mosaic, config.name) == (7, 0, "mine")
    assert config.augmentation.rotation == TrainConfig().augmentation.rotation


def test_the_hash_is_of_what_differs_from_the_defaults_at_every_depth():
    """So that tomorrow's settings, at their defaults, leave today's hashes as they are."""
    phase = {"name": "all", "epochs": 3, "learning_rate": 0.1}
    rule = {"match": "*", "source": "all"}
    stated = {
        "seed": 2,
        "folders": {"cats": ["cat"]},
        "rules": [rule],
        "phases": [phase],
        "augmentation": {"mosaic": 0.5},
    }
    wanted = hashlib.sha256(json.dumps(stated, sort_keys=True).encode()).hexdigest()
    assert read_config(stated).sha256() == wanted
    stated["phases"] = [phase | {"warmup": 0.05, "frozen_blocks": 0}]
    stated["rules"] = [rule | {"weight": 1.0, "part": None}]
    stated |= {"dropout": 0.2, "teacher": []}
    assert read_config(stated).sha256() == wanted
    assert read_config(stated | {"dropout": 0.3}).sha256() != wanted
    assert load_config(None, ["seed=1"]).sha256() == TrainConfig().sha256()


def test_no_default_has_changed_since_a_hash_was_recorded():
    """A hash says nothing of what has its default, so another default is another name for it."""
    recorded = json.loads((Path(__file__).parent / "data" / "defaults.json").read_text())
    assert read_config(recorded) == TrainConfig()
    rule = {"match": "*", "source": "all"}
    stated = read_config({"rules": [rule | {"weight": 1.0, "part": None}]})
    assert stated == read_config({"rules": [rule]})


@pytest.mark.parametrize("tier", ["edge", "cloud"])
def test_shipped_models_record_the_configuration_of_their_name(tier):
    info = read_model_file(model_path(tier)).info
    assert info.training["config_sha256"] == load_config(info.name).sha256()


def test_numbers_lead_into_lists():
    config = load_config("petsight-edge", ["phases.0.epochs=3", "backbone=convnet-4"])
    assert (config.phases[0].epochs, config.backbone) == (3, "convnet-4")


def test_training_pictures_leave_a_margin():
    assert load_config(None, ["size=224"]).train_size == 258


@pytest.mark.parametrize(
    ("override", "sentence"),
    [
        ("sede=1", "sede"),
        ("augmentation.blur=1", "blur"),
        ("seed=many", "seed cannot be 'many'"),
        ("seed=1.5", "seed cannot be 1.5"),
        ("seed=true", "seed cannot be True"),
        ("seed", "not key=value"),
        ("seed.deep=1", "leads nowhere"),
        ("phases.9.epochs=1", "leads nowhere"),
        ("phases.first.epochs=1", "leads nowhere"),
        ("backbone=convnet-9", "convnet-2 to convnet-7"),
        ("augmentation.flip=1", "flip cannot be 1"),
        ("augmentation=3", "not right"),
        ("labels=cat", "'cat' is not a list of names"),
        ("labels=[1]", "is not a list of names"),
        ('folders={"cats": "cat"}', "'cat' is not a list of names"),
        ("folders=[]", "not right"),
        ('phases=[{"name": "head"}]', "epochs"),
        ('phases=[{"name": "head", "epochs": 1, "learning_rate": "low"}]', "learning_rate"),
        ('rules=[{"match": "*"}]', "source"),
        ("backbone=resnet", "no 'resnet', only efficientnet-lite0"),
        ("number_format=int4", "no 'int4', only float32"),
        ("head_penalty=-1", "out of range: head_penalty"),
        ("views=0", "out of range: views"),
        ("head_layers=0", "out of range: head_layers"),
        ("head_units=0", "out of range: head_units"),
    ],
)
def test_what_does_not_fit_is_refused(override, sentence):
    with pytest.raises(ConfigError, match=sentence):
        load_config("petsight-edge", [override])


def test_whole_numbers_serve_as_shares():
    assert load_config(None, ["dropout=0"]).dropout == 0


def test_unreadable_files_are_named(tmp_path):
    with pytest.raises(ConfigError, match=r"no-such.json cannot be read"):
        load_config("no-such")
    path = tmp_path / "mine.json"
    for content in ("{", "[]"):
        path.write_text(content)
        with pytest.raises(ConfigError, match=r"mine.json (cannot be read|is not a JSON object)"):
            load_config(str(path))
