"""Cross-validation: every picture is judged once, by a model that has not seen it or its like."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from model_training import prepared
from model_training.config import ConfigError
from model_training.config_file import load_config
from model_training.crossval import assign_folds, cross_validate, fold_split
from model_training.dataset import find_dataset
from model_training.prepared import prepare
from model_training.split import find_groups, read_split
from petsight import Model
from tests.model_training.pictures import blobs, save, write_folders

FOLDERS = 'folders={"cats": ["cat"], "dogs": ["dog"], "neither": []}'
QUICK = [
    FOLDERS,
    'labels=["cat", "dog"]',
    "backbone=convnet-2",
    "size=32",
    "batch_size=8",
    "number_format=float32",
    'phases=[{"name": "all", "epochs": 1, "learning_rate": 0.01}]',
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    root = write_folders(tmp_path / "data", cats=24, dogs=36, neither=12)
    for number in range(4):
        save(blobs(9000 + number), root / "cats" / f"again-{number}.png")
        save(blobs(9000 + number), root / "cats" / f"again-{number}.jpg", quality=40)
    return root


def test_folds_are_alike_and_keep_near_duplicates_together(data):
    groups = find_groups(find_dataset(data, load_config(None, [FOLDERS])))
    fold_of = assign_folds(groups, 3, seed=1)
    assert fold_of == assign_folds(groups, 3, seed=1)
    assert fold_of != assign_folds(groups, 3, seed=2)
    for number in range(4):
        assert fold_of[f"cats/again-{number}.png"] == fold_of[f"cats/again-{number}.jpg"]
    for folder, size in (("cats", 32), ("dogs", 36), ("neither", 12)):
        sizes = Counter(fold for path, fold in fold_of.items() if path.startswith(folder))
        assert max(sizes.values()) - min(sizes.values()) <= 2
        assert sum(sizes.values()) == size


def test_each_picture_is_held_out_once_and_then_serves_nothing_else(data):
    config = load_config(None, [FOLDERS])
    prepared = prepare(config, data)
    fold_of = assign_folds(find_groups(prepared.dataset), 3, seed=1)
    times: dict[str, list[str]] = defaultdict(list)
    for fold in range(3):
        for path, part in fold_split(prepared, fold_of, fold).items():
            times[path].append(part)
    usual = {picture.path: part for part, rows in prepared.parts.items() for picture in rows}
    assert set(times) == set(usual)
    for path, parts in times.items():
        assert parts.count("heldout") == 1
        rest = "train" if usual[path] == "heldout" else usual[path]
        assert set(parts) - {"heldout"} == {rest}


def test_bound_pictures_are_never_judged_or_trained_on(tmp_path):
    root = write_folders(tmp_path / "data", cats=24, dogs=24)
    for number in range(6):
        save(blobs(7000 + number), root / "test-cats" / f"{number}.png")
    config = load_config(
        None,
        [
            'folders={"cats": ["cat"], "dogs": ["dog"], "test-cats": ["cat"]}',
            'rules=[{"match": "test-*", "source": "test", "part": "test"}]',
        ],
    )
    prepared = prepare(config, root)
    fold_of = assign_folds(find_groups(prepared.dataset), 2, seed=1)
    for fold in range(2):
        parts = fold_split(prepared, fold_of, fold)
        assert {part for path, part in parts.items() if path.startswith("test-")} == {"test"}


def test_one_fold_is_refused(data, tmp_path):
    with pytest.raises(ConfigError, match="at least 2 folds"):
        cross_validate(load_config(None, [FOLDERS]), data, tmp_path / "out", folds=1)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras, saving
def test_measures_every_picture_and_goes_on_where_it_was(data, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the cache goes here
    monkeypatch.setattr(prepared, "PACKAGE", tmp_path)
    wrong = ["cats/001.jpg", "dogs/002.jpg", "dogs/003.jpg"]
    (tmp_path / "wrong.csv").write_text("path,reason\n" + "".join(f"{p},label\n" for p in wrong))
    config = load_config(None, [*QUICK, "exclusions=wrong.csv"])
    out = tmp_path / "out"
    metrics = cross_validate(config, data, out, folds=2)
    assert (metrics["pictures"], metrics["without_excluded"]["pictures"]) == (80, 77)
    assert "without excluded pictures (77 pictures)" in (out / "crossval.md").read_text()
    files = [out / f"fold-{fold}" / "petsight-custom.tflite" for fold in range(2)]
    assert [one["sha256"] for one in metrics["models"]] == [Model(path).sha256 for path in files]
    for fold in range(2):
        run = out / f"fold-{fold}"
        parts = prepare(replace(config, split_list=None), data, run).parts
        used = {
            picture.path for part in ("train", "select", "calibrate") for picture in parts[part]
        }
        assert not used & set(wrong)
    assert json.loads((out / "crossval.json").read_text()) == metrics
    assert "out of fold, 2 folds (80 pictures)" in (out / "crossval.md").read_text()
    assert (out / "mistakes-crossval.png").stat().st_size > 0
    judged = [read_split(out / f"fold-{fold}" / "split.csv") for fold in range(2)]
    held_out = [{path for path, part in parts.items() if part == "heldout"} for parts in judged]
    assert not held_out[0] & held_out[1]
    written = (out / "fold-0" / "state.json").stat().st_mtime_ns
    assert cross_validate(config, data, out, folds=2) == metrics
    assert (out / "fold-0" / "state.json").stat().st_mtime_ns == written  # nothing trained again
    with pytest.raises(ConfigError, match="another configuration"):
        cross_validate(replace(config, seed=2), data, out, folds=2)
