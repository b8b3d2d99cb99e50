"""Conversion: every number format says what Keras says, and the file says what it is."""

from __future__ import annotations

import zipfile

import keras
import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter

from model_training.config import NUMBER_FORMATS
from model_training.export import convert, write_model_file
from model_training.network import serving_model
from petsight import PREPROCESS_ID, Model, ModelInfo
from petsight.labels import Label

# TensorFlow's own: an int8 model that keeps float inputs, and its debugger's old interpreter.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Statistics for quantized inputs were expected",
    r"ignore:\s*Warning. tf.lite.Interpreter is deprecated",
)

SIZE = 32
HEAD = ["FULLY_CONNECTED", "LOGISTIC"]
INFO = ModelInfo(
    name="small",
    version="1.0.0",
    tier="custom",
    width=SIZE,
    height=SIZE,
    preprocess_id=PREPROCESS_ID,
    labels=(Label("cat", 0.6, 0.4), Label("dog", 0.7, 0.3)),
    flatbuffer_sha256="",
    metrics={},
    training={"seed": 1},
)


@pytest.fixture(scope="module")
def classifier():
    """The layers of `network.build_classifier` around a backbone that converts in no time."""
    keras.utils.set_random_seed(1)
    picture = keras.Input((SIZE, SIZE, 3))
    x = keras.layers.Rescaling(1 / 128, offset=-127 / 128)(picture)
    x = keras.layers.Conv2D(48, 3, 2, padding="same", use_bias=False)(x)
    x = keras.layers.ReLU(max_value=6.0)(keras.layers.BatchNormalization()(x))
    # Global pooling alone would average noise to nothing; a coarse grid keeps the answers apart.
    features = keras.layers.Flatten()(keras.layers.AveragePooling2D(8)(x))
    backbone = keras.Model(picture, features)
    pixels = keras.Input((SIZE, SIZE, 3), name="image")
    x = keras.layers.Dropout(0.2, name="dropout")(backbone(pixels))
    return keras.Model(pixels, keras.layers.Dense(2, name="logits")(x))


@pytest.fixture(scope="module")
def samples():
    return np.random.default_rng(0).integers(0, 256, (40, SIZE, SIZE, 3), np.uint8)


@pytest.mark.parametrize("number_format", NUMBER_FORMATS)
def test_the_file_answers_like_keras(classifier, samples, tmp_path, number_format, capfd):
    flatbuffer = convert(classifier, number_format, samples)
    assert capfd.readouterr().out == ""
    path = tmp_path / "small.tflite"
    write_model_file(path, flatbuffer, INFO)
    model = Model(path)
    assert model.info.labels == INFO.labels
    wanted = serving_model(classifier)
    tolerance = {"float32": 1e-5, "float16": 2e-3}.get(number_format, 0.03)
    for picture in samples[:5, np.newaxis]:
        keras_scores = np.asarray(wanted(picture.astype(np.float32)))[0]
        assert model.scores(picture) == pytest.approx(keras_scores, abs=tolerance)


@pytest.mark.parametrize("number_format", NUMBER_FORMATS)
def test_shapes_are_fixed_and_the_scores_float(classifier, samples, number_format):
    flatbuffer = convert(classifier, number_format, samples)
    interpreter = Interpreter(model_content=flatbuffer)
    interpreter.allocate_tensors()
    (inputs,), (outputs,) = interpreter.get_input_details(), interpreter.get_output_details()
    assert inputs["shape_signature"].tolist() == [1, SIZE, SIZE, 3]
    assert outputs["shape_signature"].tolist() == [1, 2]
    assert outputs["dtype"] == np.float32
    kinds = {d["dtype"] for d in interpreter.get_tensor_details()}
    assert (np.int8 in kinds) == (number_format in ("dynamic", "int8"))
    tensors = {d["index"]: d["dtype"] for d in interpreter.get_tensor_details()}
    head = [d for d in interpreter._get_ops_details() if d["op_name"] in HEAD]
    assert [d["op_name"] for d in head] == HEAD
    if number_format != "dynamic":
        assert {tensors[i] for d in head for i in d["inputs"] if i in tensors} == {np.float32}


def test_equal_input_gives_equal_files(classifier, samples, tmp_path):
    """Also after other models were made in the process, as when a killed run goes on."""
    paths = [tmp_path / "one.tflite", tmp_path / "two.tflite"]
    for path in paths:
        write_model_file(path, convert(classifier, "float16", samples), INFO)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with zipfile.ZipFile(paths[0]) as archive:
        assert archive.namelist() == ["labels.txt", "petsight.json"]
        assert archive.read("labels.txt") == b"cat\ndog\n"


def test_an_unknown_format_is_refused(classifier, samples):
    with pytest.raises(ValueError, match="unknown number format 'int4'"):
        convert(classifier, "int4", samples)
