"""The hash of a configuration, put anew into a model file that carries an older one."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest

from model_training.config import ConfigError
from model_training.config_file import load_config
from model_training.model_run import is_config_of
from petsight import Model
from petsight.modelfile import ModelFile, read_model_file
from petsight.resources import model_path
from tools import record_config


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.json"
    path.write_text(json.dumps(load_config(None, ["seed=5"]).to_dict(), indent=1))
    return path


@pytest.fixture
def older(config: Path, tmp_path: Path) -> Path:
    """The shipped model, with the hash of all values of a configuration."""
    document = json.loads(config.read_text())
    digest = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    content = model_path().read_bytes()
    recorded = read_model_file(model_path()).info.training["config_sha256"]
    path = tmp_path / "older.tflite"
    with zipfile.ZipFile(model_path()) as archive:
        start = min(item.header_offset for item in archive.infolist())
        files = {name: archive.read(name) for name in archive.namelist()}
    path.write_bytes(content[:start])
    with zipfile.ZipFile(path, "a") as archive:
        for name, inner in files.items():
            archive.writestr(name, inner.replace(recorded.encode(), digest.encode()))
    return path


def network(file: ModelFile) -> bytes:
    return file.content[: file.content.index(b"PK\x03\x04", -4096)]


def test_the_new_hash_is_recorded_and_nothing_else_changes(config, older, tmp_path):
    before = read_model_file(older)
    assert not is_config_of(config, before.info.training)
    record_config.record(config, older)
    after = read_model_file(older)
    assert is_config_of(config, after.info.training)
    unchanged = {**before.info.to_dict(), "training": after.info.to_dict()["training"]}
    assert after.info.to_dict() == unchanged
    recorded = {"config_sha256": load_config(str(config)).sha256()}
    assert after.info.training == {**before.info.training, **recorded}
    assert network(after) == network(before)
    with zipfile.ZipFile(older) as archive:
        assert archive.read("labels.txt") == b"cat\ndog\n"
    assert Model(older).sha256 == after.sha256
    assert {path.name for path in tmp_path.iterdir()} == {"config.json", "older.tflite"}


def test_a_model_of_another_configuration_is_left_alone(config, older):
    config.write_text(json.dumps(load_config(None, ["seed=6"]).to_dict()))
    content = older.read_bytes()
    with pytest.raises(ConfigError, match="does not record the older hash"):
        record_config.record(config, older)
    assert older.read_bytes() == content


def test_the_command_says_what_does_not_fit(config, tmp_path, monkeypatch):
    for arguments, sentence in (
        ([str(config)], "usage: "),
        ([str(config), str(tmp_path / "none.tflite")], "cannot be read"),
        ([str(tmp_path / "none.json"), str(model_path())], "cannot be read"),
    ):
        monkeypatch.setattr("sys.argv", ["record_config.py", *arguments])
        with pytest.raises(SystemExit, match=sentence):
            record_config.main()
