"""Make `tests/data/tiny.tflite`, the smallest real model that the tests run.

    python tools/make_tiny_model.py

Its input is 32 wide and 24 high, so that swapped sides cannot pass; its labels are cat, dog and
bird, and each score follows one channel of the mean colour: red is a cat, green a dog, blue a bird.
The bytes are committed; running this again needs TensorFlow and is wanted only if the metadata
that petsight reads change.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
import tensorflow as tf

WIDTH: Final = 32
HEIGHT: Final = 24
LABELS: Final = ("cat", "dog", "bird")
TARGET: Final = Path(__file__).resolve().parents[1] / "tests" / "data" / "tiny.tflite"
ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
SHARPNESS: Final = 12.0
"""Logit of a channel at 255; at 0 it is the negative of this, at 127.5 the score is one half."""


def make_flatbuffer() -> bytes:
    """Return a TFLite model whose scores follow the mean red, green and blue."""
    pixels = keras.Input(batch_shape=(1, HEIGHT, WIDTH, 3), dtype="float32")
    mean = keras.layers.GlobalAveragePooling2D()(pixels)
    scores = keras.layers.Dense(len(LABELS), activation="sigmoid")
    model = keras.Model(pixels, scores(mean))
    weights = np.eye(3, dtype=np.float32) * (2 * SHARPNESS / 255)
    scores.set_weights([weights, np.full(3, -SHARPNESS, np.float32)])
    return bytes(tf.lite.TFLiteConverter.from_keras_model(model).convert())


def make_document(flatbuffer: bytes) -> dict[str, Any]:
    """Return the `petsight.json` of the model."""
    return {
        "schema": 1,
        "name": "tiny",
        "version": "1.0.0",
        "tier": "test",
        "input": {"width": WIDTH, "height": HEIGHT},
        "preprocess_id": "p1",
        "labels": [{"name": name, "accept": 0.75, "reject": 0.25} for name in LABELS],
        "flatbuffer_sha256": hashlib.sha256(flatbuffer).hexdigest(),
        "metrics": {"accuracy": 0.5},
        "training": {"data_sha256": "0" * 64, "config_sha256": "1" * 64},
    }


def main() -> None:
    """Write the file."""
    flatbuffer = make_flatbuffer()
    TARGET.write_bytes(flatbuffer)
    with zipfile.ZipFile(TARGET, "a") as archive:
        entry = zipfile.ZipInfo("petsight.json", ZIP_TIME)
        archive.writestr(entry, json.dumps(make_document(flatbuffer), indent=2))
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
