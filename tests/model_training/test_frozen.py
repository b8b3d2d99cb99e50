"""A head on a frozen backbone: what the features are, that they are kept, and what is left out."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from model_training import cache, frozen_features, prepared
from model_training.backbones import build_backbone
from model_training.config import Augmentation, ConfigError, Phase, TrainConfig
from model_training.frozen import train_frozen
from model_training.frozen_features import FeatureReader
from model_training.network import predict_logits
from model_training.pipeline import run_all
from model_training.prepared import Prepared, prepare
from petsight import Model
from tests.model_training.pictures import blobs, save, write_folders

CONFIG = TrainConfig(
    backbone="convnet-3", size=48, labels=("bird", "fish"), head_penalty=0.001, views=2
)
IMAGES = np.random.default_rng(8).integers(0, 256, (5, 48, 48, 3), np.uint8)


@pytest.fixture(scope="module")
def backbone() -> keras.Model:
    return build_backbone("convnet-3", 48)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prepared:
    """Bright pictures and dark ones, and a cache of their own."""
    monkeypatch.chdir(tmp_path)
    data = write_folders(tmp_path / "data", bird=40)
    for index in range(40):
        save(blobs(1000 + index).point(lambda value: value // 3), data / "fish" / f"{index:03}.jpg")
    return prepare(CONFIG, data)


def test_features_are_those_of_keras(backbone, tmp_path):
    features = FeatureReader(backbone, tmp_path).read(IMAGES)
    assert features == pytest.approx(predict_logits(backbone, IMAGES), abs=1e-4)


def test_features_are_computed_once(backbone, tmp_path, monkeypatch):
    monkeypatch.setattr(frozen_features, "BLOCK", 2)
    features = FeatureReader(backbone, tmp_path).read(IMAGES)
    kept = sorted((tmp_path / "features").iterdir())
    assert len(kept) == 3
    for path in kept:  # what is found is not computed again
        np.save(path, np.load(path) + 1)
    assert (FeatureReader(backbone, tmp_path).read(IMAGES) == features + 1).all()


def test_other_pictures_and_other_backbones_have_features_of_their_own(backbone, tmp_path):
    FeatureReader(backbone, tmp_path).read(IMAGES)
    FeatureReader(backbone, tmp_path).read(IMAGES[:, :, ::-1])
    FeatureReader(build_backbone("convnet-4", 48), tmp_path).read(IMAGES)
    assert len(list((tmp_path / "features").iterdir())) == 3


def test_the_head_fits_its_pictures_and_their_mirror_images(small):
    model = train_frozen(CONFIG, small)
    images, targets = small.images("train", 48), small.targets("train")
    for seen in (images, images[:, :, ::-1]):
        right = (predict_logits(model, seen) > 0) == (targets > 0.5)
        assert right.mean() > 0.95


def test_equal_seed_gives_an_equal_head(small):
    first, second, other = (
        train_frozen(replace(CONFIG, seed=seed), small).get_layer("logits").get_weights()[0]
        for seed in (1, 1, 2)
    )
    assert (first == second).all()
    assert (first != other).any()


LAYERED = replace(
    CONFIG,
    head_layers=2,
    head_units=16,
    head_penalty=0.1,
    views=4,
    phases=(Phase("head", 20, 1e-2),),
    augmentation=Augmentation(mosaic=0.5),
)


def test_a_head_of_two_layers_can_say_both(small):
    """One layer sees a mosaic of two pictures halfway between them; two can tell it from either."""
    model = train_frozen(LAYERED, small)
    images, targets = np.asarray(small.images("train", 48)), small.targets("train")
    right = (predict_logits(model, images) > 0) == (targets > 0.5)
    assert right.mean() > 0.95
    birds, fish = (images[targets[:, label] > 0.5] for label in (0, 1))
    mosaics = np.concatenate([birds[:8, :, ::2], fish[:8, :, ::2]], axis=2)
    assert (predict_logits(model, mosaics) > 0).all(axis=1).mean() > 0.7


def test_equal_seed_gives_equal_layers(small):
    first, second, other = (
        train_frozen(replace(LAYERED, seed=seed), small).get_layer("hidden0").get_weights()[0]
        for seed in (1, 1, 2)
    )
    assert (first == second).all()
    assert (first != other).any()


def test_changed_views_differ_from_one_another(small):
    """Each is computed, and kept, for itself."""
    for views in (2, 3, 4):
        train_frozen(replace(LAYERED, views=views), small)
        kept = list((Path(cache.CACHE) / "features").iterdir())
        assert len(kept) == views


def test_wrong_labels_are_left_out_of_everything_but_the_figures(small, tmp_path, monkeypatch):
    monkeypatch.setattr(prepared, "PACKAGE", tmp_path)
    wrong = {part: pictures[0].path for part, pictures in small.parts.items() if pictures}
    rows = "".join(f"{path},label\n" for path in wrong.values())
    (tmp_path / "wrong.csv").write_text("path,reason\n" + rows)
    after = prepare(replace(CONFIG, exclusions="wrong.csv"), small.dataset.root)
    for part, path in wrong.items():
        there = path in {picture.path for picture in after.parts[part]}
        assert there == (part == "heldout"), part


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras, saving
def test_a_run_ends_in_a_model_file_and_goes_on_from_what_is_kept(small, tmp_path):
    config = replace(CONFIG, name="birds", views=1)
    path = run_all(config, small.dataset.root, tmp_path / "run")
    content = path.read_bytes()
    assert Model(path).info.training["backbone"] == "convnet-3"
    metrics = json.loads((tmp_path / "run" / "metrics.json").read_text())
    assert metrics["heldout"]["pictures"] == 8
    assert metrics["model"]["sha256"] == Model(path).sha256
    assert "<summary>Configuration" in (tmp_path / "run" / "report.html").read_text()
    kept = set((tmp_path / cache.CACHE / "features").iterdir())
    path.unlink()
    older = json.loads((tmp_path / "run" / "config.json").read_text())
    del older["xla"]  # as a petsight wrote it that did not know this setting
    (tmp_path / "run" / "config.json").write_text(json.dumps(older))
    assert run_all(config, small.dataset.root, tmp_path / "run").read_bytes() == content
    with pytest.raises(ConfigError, match="belongs to another configuration"):
        run_all(replace(config, seed=2), small.dataset.root, tmp_path / "run")
    assert set((tmp_path / cache.CACHE / "features").iterdir()) == kept
