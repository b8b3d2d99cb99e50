"""Backbones by name: joined ones see what their parts see, those of Keras say what is missing."""

from __future__ import annotations

import socket

import keras
import numpy as np
import pytest

from model_training.backbone import VARIANTS
from model_training.backbones import build_backbone
from model_training.cli import main
from model_training.config import ConfigError
from model_training.config_file import load_config

PIXELS = np.random.default_rng(4).integers(0, 256, (1, 224, 224, 3)).astype(np.float32)
JOINED = "efficientnet-lite0+efficientnet-lite1"


@pytest.fixture
def closed_port() -> int:
    """Return a port of this machine where nobody answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_a_joined_backbone_gives_the_features_of_its_parts_side_by_side():
    joined = build_backbone(JOINED, 224).predict_on_batch(PIXELS)
    first = build_backbone("efficientnet-lite0", 224).predict_on_batch(PIXELS)
    side = VARIANTS["efficientnet-lite1"].size
    enlarged = keras.ops.image.resize(PIXELS, (side, side), interpolation="bilinear")
    second = build_backbone("efficientnet-lite1", side).predict_on_batch(enlarged)
    assert joined.shape == (1, 2560)
    assert joined[:, :1280] == pytest.approx(first, abs=1e-4)
    assert joined[:, 1280:] == pytest.approx(second, abs=1e-4)


def test_a_class_of_keras_takes_plain_pixels():
    backbone = build_backbone("keras:MobileNetV3Small", 64, imagenet=False)
    assert backbone.input_shape == (None, 64, 64, 3)
    assert backbone.output_shape == (None, 576)


@pytest.mark.parametrize("name", ["ResNet50", "EfficientNetX9", "load_model"])
def test_other_classes_of_keras_are_refused(name):
    with pytest.raises(ConfigError, match=f"there is no keras:{name}; .*EfficientNet, ConvNeXt"):
        build_backbone(f"keras:{name}", 64)


def test_without_a_connection_the_download_fails_with_a_sentence(
    monkeypatch, tmp_path, closed_port
):
    for variable in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(variable, f"http://127.0.0.1:{closed_port}")
    monkeypatch.setattr("keras.src.backend.config.keras_home", lambda: str(tmp_path))
    with pytest.raises(ConfigError, match=r"EfficientNetV2B0 cannot be downloaded.*a connection"):
        build_backbone("keras:EfficientNetV2B0", 64)


@pytest.mark.parametrize(
    ("backbone", "sentence"),
    [
        (JOINED, "is not fine-tuned here: it needs a head_penalty"),
        ("keras:RegNetX002", "is not fine-tuned here: it needs a head_penalty"),
    ],
)
def test_what_stays_frozen_needs_a_head(backbone, sentence):
    with pytest.raises(ConfigError, match=sentence):
        load_config(None, [f"backbone={backbone}"])
    assert load_config(None, [f"backbone={backbone}", "head_penalty=0.1"]).backbone == backbone


def test_an_unknown_part_of_a_joined_backbone_is_named():
    overrides = ["backbone=efficientnet-lite0+efficientnet-lite9", "head_penalty=0.1"]
    with pytest.raises(ConfigError, match="there is no 'efficientnet-lite9'"):
        load_config(None, overrides)


def test_the_command_line_says_it_too(capsys, data_dir, tmp_path):
    command = ["choice", "--data", str(data_dir), "--out", str(tmp_path), "--sizes", "64"]
    assert main([*command, "--backbones", "keras:VGG16", "--pictures", "20"]) == 2
    assert "there is no keras:VGG16" in capsys.readouterr().err
