"""Make the models in `tests/data/explain/`, on which the tests of the heat maps stand.

    python -m tools.make_explain_models

Their input is 32 wide and 24 high, their labels are cat, dog and bird, their weights are random.
`joined-*` averages two feature maps of different sizes and joins them before the dense layer, in
each number format; `layered-*` has two dense layers there; `flat` has a dense layer without an
average, so that it has no map. The bytes are committed; running this again needs TensorFlow and
gives other ones.
"""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from tools.make_tiny_model import HEIGHT, LABELS, WIDTH, ZIP_TIME, make_document

TARGET: Final = Path(__file__).resolve().parents[1] / "tests" / "data" / "explain"
FORMATS: Final = ("float32", "float16", "int8")


def joined(*hidden: int) -> keras.Model:
    """Return a model that joins the averages of a 6 by 8 and a 3 by 4 feature map.

    Args:
        hidden: Widths of the dense layers before the last.
    """
    pixels = keras.Input(batch_shape=(1, HEIGHT, WIDTH, 3), dtype="float32")
    x = layers.Rescaling(1 / 128, offset=-1)(pixels)
    fine = layers.Conv2D(8, 5, strides=4, padding="same", activation="relu")(x)
    coarse = layers.Conv2D(4, 3, strides=2, padding="same", activation="relu")(fine)
    averages = [layers.GlobalAveragePooling2D()(features) for features in (coarse, fine)]
    x = layers.Concatenate()(averages)
    for width in hidden:
        x = layers.Dense(width, activation="relu", bias_initializer="glorot_uniform")(x)
    return keras.Model(pixels, _scores(x))


def flat() -> keras.Model:
    """Return a model whose dense layer sees every place for itself."""
    pixels = keras.Input(batch_shape=(1, HEIGHT, WIDTH, 3), dtype="float32")
    x = layers.Conv2D(4, 5, strides=4, padding="same", activation="relu")(pixels)
    return keras.Model(pixels, _scores(layers.Flatten()(x)))


def convert(model: keras.Model, number_format: str) -> bytes:
    """Return a model as TFLite in one of `FORMATS`; int8 computes the dense layer so, too."""
    converter = tf.lite.TFLiteConverter.from_keras_model(model)
    if number_format != "float32":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if number_format == "float16":
        converter.target_spec.supported_types = [tf.float16]
    if number_format == "int8":
        converter.representative_dataset = _samples
    with contextlib.redirect_stdout(io.StringIO()):  # Keras prints every tensor
        return bytes(converter.convert())


def _scores(features: Any) -> Any:
    dense = layers.Dense(len(LABELS), activation="sigmoid", bias_initializer="glorot_uniform")
    return dense(features)


def _samples() -> Iterator[list[np.ndarray[Any, Any]]]:
    generator = np.random.default_rng(1)
    for _ in range(32):
        yield [generator.integers(0, 256, (1, HEIGHT, WIDTH, 3)).astype(np.float32)]


def write(name: str, flatbuffer: bytes) -> None:
    """Write a flatbuffer with the metadata that petsight reads."""
    path = TARGET / f"{name}.tflite"
    path.write_bytes(flatbuffer)
    document = json.dumps(make_document(flatbuffer))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(zipfile.ZipInfo("petsight.json", ZIP_TIME), document)
    print(f"{path}: {path.stat().st_size} bytes")


def main() -> None:
    """Write the files."""
    keras.utils.set_random_seed(3)
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, model in (("joined", joined()), ("layered", joined(16))):
        for number_format in FORMATS:
            write(f"{name}-{number_format}", convert(model, number_format))
    write("flat", convert(flat(), "float32"))


if __name__ == "__main__":
    main()
