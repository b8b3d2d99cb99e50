"""A finished run in every number format: what each file says it is, and what is said of it."""

from __future__ import annotations

import json

import pytest

from model_training.config import NUMBER_FORMATS
from model_training.config_file import load_config
from model_training.export import convert, write_model_file
from model_training.formats import compare_formats
from model_training.network import build_classifier
from model_training.prepared import calibration_samples, prepare
from petsight import PREPROCESS_ID, Model, ModelInfo
from petsight.labels import Label
from tests.model_training.pictures import write_folders

# TensorFlow's own: an int8 model that keeps float inputs, and its debugger's old interpreter.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Statistics for quantized inputs were expected",
    r"ignore:\s*Warning. tf.lite.Interpreter is deprecated",
    "ignore:__array__ implementation:DeprecationWarning",
)

CONFIG = load_config(None, ["name=mine", "backbone=convnet-2", "size=32"])
INFO = ModelInfo(
    name="mine",
    version="1.0.0",
    tier="custom",
    width=32,
    height=32,
    preprocess_id=PREPROCESS_ID,
    labels=(Label("cats", 0.75, 0.25), Label("dogs", 0.75, 0.25)),
    flatbuffer_sha256="",
    metrics={"heldout": {}},
    training={"backbone": "convnet-2", "number_format": "float16"},
)


def test_every_format_is_a_file_of_its_own_with_a_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the cache goes here
    prepared = prepare(CONFIG, write_folders(tmp_path / "data", cats=20, dogs=20))
    run = tmp_path / "run"
    run.mkdir()
    classifier = build_classifier(CONFIG, 2)
    classifier.save(run / "model.keras")
    samples = calibration_samples(CONFIG, prepared)
    write_model_file(run / "mine.tflite", convert(classifier, "float16", samples), INFO)
    lines = compare_formats(CONFIG, prepared, run).splitlines()[2:]
    assert [line.split(" | ")[0] for line in lines] == [f"| {name}" for name in NUMBER_FORMATS]
    rows = json.loads((run / "formats.json").read_text())
    for name, row in rows.items():
        model = Model(run / "formats" / f"mine-{name}.tflite")
        assert model.info.training == {"backbone": "convnet-2", "number_format": name}
        assert model.info.metrics == {}
        assert row["sha256"] == model.sha256
        assert row["n"] == len(prepared.parts["select"])
        assert row["milliseconds"] > 0
    assert rows["float16"]["megabytes"] < rows["float32"]["megabytes"]
