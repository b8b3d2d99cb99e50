"""Features of pictures from a frozen backbone, computed once and kept.

They are computed by the runtime that serves models, which on a CPU is faster than Keras.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from model_training.cache import CACHE
from model_training.files import replace_file
from petsight.native import standard_error_aside
from petsight.runtime import load_runtime

Array = NDArray[Any]

BLOCK: Final = 256
"""Pictures that are computed and kept together; a killed command loses no more than these."""
THREADS: Final = 2
"""Of one inference; the runtime holds Python's lock meanwhile, so threads of ours would wait."""


class FeatureReader:
    """A frozen backbone, ready to look at pictures."""

    def __init__(self, backbone: keras.Model, cache: Path = CACHE) -> None:
        """Convert a backbone.

        Args:
            backbone: A model from pixels (batch, size, size, 3) to features (batch, n).
            cache: Where features lie, in a folder of their own; removing it is always safe.
        """
        flatbuffer = _convert(backbone)
        self._digest = hashlib.sha256(flatbuffer).digest()
        self._folder = cache / "features"
        runtime = load_runtime()
        with standard_error_aside():
            self._interpreter = runtime.interpreter(model_content=flatbuffer, num_threads=THREADS)
            self._interpreter.allocate_tensors()

    def read(self, images: Array) -> Array:
        """Return the features of pictures, computed block by block or found in the cache.

        Args:
            images: uint8 (n, size, size, 3).

        Returns:
            Features, float32 (n, features).
        """
        return np.concatenate([self._block(np.asarray(block)) for block in _blocks(images)])

    def _block(self, pixels: Array) -> Array:
        """Look a block up by its very pixels, which no list of files could describe better."""
        key = hashlib.sha256(self._digest + pixels.tobytes()).hexdigest()[:24]
        path = self._folder / f"{key}.npy"
        if not path.exists():
            features = _run(self._interpreter, pixels)
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, lambda partial: np.save(partial, features))
        found: Array = np.load(path)
        return found


def _blocks(images: Array) -> Iterator[Array]:
    """Divide pictures into the blocks that are kept, with a bar on a terminal."""
    for start in tqdm(range(0, len(images), BLOCK), desc="features", disable=None):
        yield images[start : start + BLOCK]


def _run(interpreter: Any, pixels: Array) -> Array:
    source = interpreter.get_input_details()[0]["index"]
    target = interpreter.get_output_details()[0]
    rows = np.empty((len(pixels), target["shape"][-1]), np.float32)
    for row, picture in zip(rows, pixels, strict=True):
        interpreter.set_tensor(source, picture[np.newaxis].astype(np.float32))
        interpreter.invoke()
        row[:] = interpreter.get_tensor(target["index"])[0]
    return rows


def _convert(backbone: keras.Model) -> bytes:
    import tensorflow as tf

    # A name that Keras makes up counts the models of the process, and the file would differ.
    shape = (1, *backbone.input_shape[1:])
    pixels = keras.Input(batch_shape=shape, dtype="float32", name="image")
    fixed = keras.Model(pixels, backbone(pixels), name="features_of_one")
    with contextlib.redirect_stdout(io.StringIO()):  # as in `model_training.export.convert`
        return bytes(tf.lite.TFLiteConverter.from_keras_model(fixed).convert())
