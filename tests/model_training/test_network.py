"""A head of one layer or several: built, started from a fit, exported, and searched for."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from model_training.config_file import load_config
from model_training.metrics import log_loss, sigmoid
from model_training.network import build_classifier, predict_logits, serving_model
from model_training.probe import start_from_probe
from model_training.search.space import read_space

QUICK = ("backbone=convnet-2", "size=32")
RNG = np.random.default_rng(4)
IMAGES = RNG.integers(0, 256, (24, 32, 32, 3), np.uint8)
TARGETS = np.eye(2, dtype=np.float32)[RNG.integers(0, 2, 24)]


def build(*overrides: str) -> keras.Model:
    return build_classifier(load_config(None, [*QUICK, *overrides]), 2)


def head_of(model: keras.Model) -> list[int]:
    """Widths of the dense layers behind the backbone."""
    return [layer.units for layer in model.layers if isinstance(layer, keras.layers.Dense)]


@pytest.mark.parametrize(
    ("overrides", "wanted"),
    [([], [2]), (["head_layers=2"], [256, 2]), (["head_layers=3", "head_units=8"], [8, 8, 2])],
)
def test_the_head_has_its_layers_and_dropout_comes_before_the_last(overrides, wanted):
    model = build(*overrides)
    assert head_of(model) == wanted
    assert [layer.name for layer in model.layers[-2:]] == ["dropout", "logits"]


@pytest.mark.parametrize("overrides", [[], ["head_layers=3", "head_units=8"]])
def test_what_is_exported_answers_like_the_classifier(overrides):
    model = build(*overrides)
    served = serving_model(model)
    assert not any(isinstance(layer, keras.layers.Dropout) for layer in served.layers)
    wanted = sigmoid(predict_logits(model, IMAGES))
    for picture, scores in zip(IMAGES[:4, np.newaxis], wanted, strict=False):
        found = np.asarray(served(picture.astype(np.float32)))[0]
        assert found == pytest.approx(scores, abs=1e-5)


@pytest.mark.parametrize("overrides", [[], ["head_layers=2", "head_units=64"]])
def test_the_last_layer_can_start_from_a_fit_whatever_comes_before(overrides):
    keras.utils.set_random_seed(1)
    bright = np.where(TARGETS[:, :1, None, None] == 1, IMAGES // 2 + 120, IMAGES // 2)
    images = bright.astype(np.uint8)
    model = build(*overrides)
    before = log_loss(sigmoid(predict_logits(model, images)), TARGETS)
    start_from_probe(model, images, TARGETS, np.ones(24))
    assert log_loss(sigmoid(predict_logits(model, images)), TARGETS) < before / 3


@pytest.mark.parametrize("space", ["default", "edge"])
def test_the_search_varies_the_heads_layers_too(space):
    [axis] = [axis for axis in read_space(space) if axis.key == "head_layers"]
    assert axis.choices[:2] == (1, 2)
