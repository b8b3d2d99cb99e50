"""Turn a trained classifier into the one file that every client runs."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from model_training.config import NUMBER_FORMATS
from model_training.files import replace_file
from model_training.network import serving_model
from model_training.tflite_metadata import (
    LABELS_FILE,
    METADATA_NAME,
    append_archive,
    labels_file,
    model_metadata,
)
from petsight.modelfile import ENTRY, ModelInfo


def convert(model: keras.Model, number_format: str, samples: NDArray[np.uint8]) -> bytes:
    """Convert a classifier to a TFLite flatbuffer.

    Args:
        model: A classifier of `model_training.network`.
        number_format: One of `NUMBER_FORMATS`. The last dense layer and the sigmoid compute in
            float32, but for "dynamic", which the converter applies to every layer or none.
        samples: Training pictures uint8 (n, size, size, 3), from which int8 takes its ranges.

    Returns:
        The flatbuffer, without metadata.

    Raises:
        ValueError: The number format is unknown.
    """
    import tensorflow as tf

    if number_format not in NUMBER_FORMATS:
        raise ValueError(f"unknown number format {number_format!r}")
    converter = tf.lite.TFLiteConverter.from_keras_model(serving_model(model))
    if number_format != "float32":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if number_format == "float16":
        converter.target_spec.supported_types = [tf.float16]
    # Keras prints every tensor of what it saves for the converter, with no switch to turn it off.
    with contextlib.redirect_stdout(io.StringIO()):
        if number_format == "int8":
            converter.representative_dataset = lambda: _samples(samples)
            return _quantize_but_head(tf, converter)
        return bytes(converter.convert())


def write_model_file(path: Path, flatbuffer: bytes, info: ModelInfo) -> None:
    """Add metadata and labels to a flatbuffer and write the model file.

    Args:
        path: Where to.
        flatbuffer: What `convert` returned.
        info: What the file shall say about itself; the hash is filled in here.
    """
    description = f"Tells {', '.join(label.name for label in info.labels)} in photos."
    described = _embed(flatbuffer, model_metadata(info.name, info.version, description))
    info = replace(info, flatbuffer_sha256=hashlib.sha256(described).hexdigest())
    document = json.dumps(info.to_dict(), indent=1).encode()
    files = {LABELS_FILE: labels_file([label.name for label in info.labels]), ENTRY: document}
    path.parent.mkdir(parents=True, exist_ok=True)
    content = append_archive(described, files)
    replace_file(path, lambda partial: partial.write_bytes(content))


def _samples(samples: NDArray[np.uint8]) -> Iterator[list[NDArray[np.float32]]]:
    for picture in samples:
        yield [picture[np.newaxis].astype(np.float32)]


def _quantize_but_head(tf: Any, converter: Any) -> bytes:
    """Quantise to int8, leaving the dense layer and the sigmoid in float32.

    The converter has no such option; its debugger, which can keep kinds of operations out, does.
    """
    options = tf.lite.experimental.QuantizationDebugOptions(
        denylisted_ops=["FULLY_CONNECTED", "LOGISTIC"]
    )
    debugger = tf.lite.experimental.QuantizationDebugger(
        converter=converter,
        debug_dataset=converter.representative_dataset,
        debug_options=options,
    )
    return bytes(debugger.get_nondebug_quantized_model())


def _embed(flatbuffer: bytes, metadata: bytes) -> bytes:
    """Put a metadata buffer into a TFLite flatbuffer."""
    import flatbuffers
    from tensorflow.lite.python import schema_py_generated as schema

    model = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(bytearray(flatbuffer), 0))
    buffer = schema.BufferT()
    buffer.data = np.frombuffer(metadata, np.uint8)
    model.buffers.append(buffer)
    entry = schema.MetadataT()
    entry.name = METADATA_NAME.encode()
    entry.buffer = len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]
    builder = flatbuffers.Builder(len(flatbuffer) + len(metadata))
    builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
    return bytes(builder.Output())
