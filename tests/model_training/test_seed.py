"""The baseline from nothing: the network itself, and the whole way on a tiny data set."""

from __future__ import annotations

import contextlib
import json
import re
import shlex
from pathlib import Path

import keras
import numpy as np
import pytest

from model_training.cli import main
from model_training.config import TrainConfig
from model_training.config_file import load_config
from model_training.convnet import MOST_FILTERS, convnet
from model_training.network import build_classifier, set_trainable
from model_training.seed import SIZES, table
from petsight import Model
from tests.model_training.pictures import blobs, save, write_folders
from tests.support_cli import ROOT


@pytest.mark.parametrize("blocks", [2, 4, 7])
def test_a_network_has_its_blocks_and_takes_any_size(blocks):
    network = convnet(f"convnet-{blocks}", (None, None, 3))
    kinds = [type(layer).__name__ for layer in network.layers]
    assert kinds.count("MaxPooling2D") == blocks
    assert kinds.count("Conv2D") == kinds.count("BatchNormalization") == 2 * blocks
    for side in (150, 299):
        features = network(np.zeros((1, side, side, 3), np.float32))
        assert features.shape == (1, min(16 * 2 ** (blocks - 1), MOST_FILTERS))


def test_normalisation_learns_where_nothing_was_learned_before():
    model = build_classifier(TrainConfig(backbone="convnet-2", size=32), 2)
    set_trainable(model, head_only=False)
    norms = [x for x in model.layers[1].layers if isinstance(x, keras.layers.BatchNormalization)]
    assert norms
    assert all(layer.trainable for layer in norms)


def test_the_shipped_configuration_is_the_small_set_at_150_pixels():
    config = load_config("petsight-seed")
    assert (config.size, config.labels, config.teacher) == (150, ("cat", "dog"), ())
    assert config.backbone.startswith("convnet-")


def test_the_table_names_how_many_pictures():
    rows = [
        {"size": 150, "heldout": {"hits": 3, "n": 4, "value": 0.75}},
        {"size": 299, "heldout": {"hits": 4, "n": 4, "value": 1.0}},
    ]
    assert table(rows).splitlines() == [
        "| size | heldout (4) |",
        "| --- | --- |",
        "| 150 | 75.00% |",
        "| 299 | 100.00% |",
    ]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:(currentThread|getName):DeprecationWarning")  # KerasTuner
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras, saving
def test_the_whole_way_ends_in_a_model_file_and_a_table_of_sizes(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)  # the cache goes here
    root = write_folders(tmp_path / "data" / "train", cats=20, dogs=20).parent
    for number in range(6):
        save(blobs(7000 + number), root / "test" / ("cats", "dogs")[number % 2] / f"{number}.png")
    quick = ["size=32", "batch_size=8", "number_format=float32", "phases.0.epochs=1"]
    arguments = ["seed", "--data", str(root), "--out", "out", "--epochs", "1"]
    arguments += [word for text in quick for word in ("--set", text)]
    assert main(arguments) == 0
    output = capsys.readouterr().out
    assert "| size | select (4) | heldout (4) | test (6) |" in output
    assert "--model out/final/petsight-seed.tflite PHOTO" in output
    document = json.loads((tmp_path / "out" / "sizes.json").read_text())
    rows = document["sizes"]
    assert [row["size"] for row in rows] == list(SIZES)
    assert all(0 <= row["test"]["hits"] <= row["test"]["n"] == 6 for row in rows)
    model = Model(tmp_path / "out" / "final" / "petsight-seed.tflite")
    assert (model.info.width, model.info.tier) == (32, "seed")
    assert document["model"]["sha256"] == model.sha256
    assert (tmp_path / "out" / "final" / "model.keras").exists()


def test_the_notebook_calls_commands_that_exist(monkeypatch):
    document = json.loads((ROOT / "model_training" / "kaggle.ipynb").read_text(encoding="utf-8"))
    source = "".join("".join(c["source"]) + "\n" for c in document["cells"] if "outputs" in c)
    [command] = re.findall(r"!python -m model_training (.*)", source)
    called: list[tuple[object, ...]] = []
    monkeypatch.setattr("model_training.seed.seed", lambda *options: called.append(options))
    with contextlib.suppress(FileNotFoundError):  # no report, for nothing ran
        main(shlex.split(command.replace("{DATA}", "/kaggle/input/data")))
    assert called[0][1:] == (Path("/kaggle/input/data"), Path("/kaggle/working/seed"), 27, 299)
