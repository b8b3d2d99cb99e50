"""What people put right becomes training pictures, and never anything else."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path

import numpy as np
import pytest

from desktop.services.corrections import Corrections
from model_training.cli import main
from model_training.config import ConfigError
from model_training.config_file import load_config
from model_training.corrections import add_corrections, find_corrections
from model_training.dataset import find_dataset
from model_training.prepared import prepare
from model_training.split import write_split
from petsight import open_image, to_input
from tests.model_training.pictures import blobs, save, write_folders

LABELS = ("cat", "dog")
MAPPED = ['folders={"cats": ["cat"], "dogs": ["dog"], "neither": []}', 'labels=["cat", "dog"]']


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_folders(tmp_path / "data", cats=20, dogs=20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "corrections"


def correct(folder: Path, seed: int, *labels: str) -> Path:
    """Correct a picture as the app does, and return the copy."""
    picture = folder.parent / f"{seed}.png"
    save(blobs(seed), picture)
    digest = hashlib.sha256(picture.read_bytes()).hexdigest()
    Corrections(folder).add(str(picture), digest, labels, "not sure")
    (copy,) = folder.glob(f"*/{digest}.png")
    return copy


def test_what_the_app_writes_is_found_with_its_labels(folder):
    wanted = {
        correct(folder, 9001, "cat").as_posix(): {"cat"},
        correct(folder, 9002, "dog", "cat").as_posix(): {"cat", "dog"},
        correct(folder, 9003).as_posix(): set(),
        correct(folder, 9004, "dog").as_posix(): {"dog"},
    }
    found = find_corrections(folder, LABELS)
    assert {picture.path: set(picture.labels) for picture in found} == wanted
    assert len(found) == len(wanted)
    assert {picture.source for picture in found} == {"corrections"}


def test_labels_whose_names_make_no_folders(folder):
    copy = correct(folder, 9001, "tom/cat", "a-and-b")
    (found,) = find_corrections(folder, ("a-and-b", "tom/cat"))
    assert (found.path, set(found.labels)) == (copy.as_posix(), {"a-and-b", "tom/cat"})


def test_without_the_list_the_names_of_the_folders_count(folder):
    for name in ("cat", "neither", "cat-and-dog"):
        save(blobs(9001), folder / name / "a.png")
    found = find_corrections(folder, LABELS)
    assert [set(picture.labels) for picture in found] == [{"cat"}, {"cat", "dog"}, set()]


def test_they_are_trained_on_and_change_no_other_part(data, folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    copy = correct(folder, 9001, "cat", "dog")
    config = load_config(None, MAPPED)
    without = prepare(config, data, tmp_path / "run")
    prepared = prepare(config, data, tmp_path / "run", folder)
    (added,) = set(prepared.parts["train"]) - set(without.parts["train"])
    assert Path(added.path) == copy
    assert {**prepared.parts, "train": None} == {**without.parts, "train": None}
    assert str(folder) not in (tmp_path / "run" / "split.csv").read_text()
    place = prepared.parts["train"].index(added)
    assert prepared.targets("train")[place].tolist() == [1, 1]
    pixels = to_input(open_image(copy), 64, 64)[0]
    assert np.array_equal(prepared.images("train", 64)[place], pixels)


@pytest.mark.parametrize("part", ["select", "calibrate", "heldout", "test", "leak"])
def test_what_resembles_a_picture_of_another_part_is_left_out(data, folder, part, caplog):
    correct(folder, 3, "dog")  # the very picture of cats/003.jpg
    kept = correct(folder, 9001, "cat")
    dataset = find_dataset(data, load_config(None, MAPPED))
    parts = {picture.path: "train" for picture in dataset.pictures} | {"cats/003.jpg": part}
    with caplog.at_level(logging.WARNING):
        _, divided = add_corrections(dataset, parts, folder)
    new = {path: place for path, place in divided.items() if path not in parts}
    assert sorted(new.values()) == ["leak", "train"]
    assert new[kept.as_posix()] == "train"
    assert "left out: 1 of 2 corrections" in caplog.text


def test_what_resembles_a_training_picture_is_trained_on(data, folder):
    copy = correct(folder, 3, "dog")
    dataset = find_dataset(data, load_config(None, MAPPED))
    parts = {picture.path: "train" for picture in dataset.pictures}
    assert add_corrections(dataset, parts, folder)[1] == parts | {copy.as_posix(): "train"}


def test_a_committed_list_does_not_name_them(data, folder, tmp_path):
    copy = correct(folder, 9001, "dog")
    config = load_config(None, MAPPED)
    parts = prepare(config, data, tmp_path / "run").parts
    listed = {picture.path: part for part, pictures in parts.items() for picture in pictures}
    write_split(tmp_path / "list.csv", listed)
    config = load_config(None, [*MAPPED, f"split_list={json.dumps(str(tmp_path / 'list.csv'))}"])
    prepared = prepare(config, data, None, folder)
    assert copy.as_posix() in {picture.path for picture in prepared.parts["train"]}


def test_a_picture_that_cannot_be_opened_is_left_out(data, folder, caplog):
    (folder / "cat").mkdir(parents=True)
    (folder / "cat" / "broken.jpg").write_bytes(b"no picture")
    dataset = find_dataset(data, load_config(None, MAPPED))
    parts = {picture.path: "train" for picture in dataset.pictures}
    assert add_corrections(dataset, parts, folder)[1] == parts
    assert "broken.jpg" in caplog.text


def test_the_record_of_a_run_knows_them_and_not_where_they_lay(data, tmp_path):
    config, records = load_config(None, MAPPED), set()
    for place in ("here", "there"):
        correct(tmp_path / place / "corrections", 9001, "dog")
        prepared = prepare(config, data, None, tmp_path / place / "corrections")
        records.add(prepared.dataset.sha256())
    assert len(records) == 1
    assert find_dataset(data, config).sha256() not in records


def test_labels_that_the_model_does_not_have(folder):
    correct(folder, 9001, "bird")
    with pytest.raises(ConfigError, match="the corrections show bird, the labels are cat, dog"):
        find_corrections(folder, LABELS)


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"folders": 7}', b"\xff"])
def test_a_list_that_cannot_be_read(folder, content):
    correct(folder, 9001, "cat")
    (folder / "corrections.json").write_bytes(content)
    with pytest.raises(ConfigError, match="cannot be read"):
        find_corrections(folder, LABELS)


@pytest.mark.parametrize(
    ("made", "sentence"), [(False, "there is no folder of"), (True, "there are no corrections in")]
)
def test_a_folder_without_corrections(data, folder, made, sentence, capsys):
    if made:
        folder.mkdir()
    settings = [part for text in MAPPED for part in ("--set", text)]
    argv = ["train", "--data", str(data), "--corrections", str(folder), *settings]
    assert main([*argv, "--out", str(data.parent / "run")]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1
