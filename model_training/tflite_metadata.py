"""Write standard TFLite metadata, so that other people's programs run the model unchanged.

MediaPipe Tasks reads labels, value range and normalisation from a `ModelMetadata` flatbuffer inside
the model and from files in an appended zip archive. Field numbers follow `metadata_schema.fbs` of
TensorFlow (Apache-2.0), version 1.5.0.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import flatbuffers

METADATA_NAME: Final = "TFLITE_METADATA"
LABELS_FILE: Final = "labels.txt"
_IDENTIFIER: Final = b"M001"
_FIXED_TIME: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that zip knows: equal input, equal bytes

_TENSOR_AXIS_LABELS: Final = 2  # AssociatedFileType: names along the last axis, one a line
_RGB: Final = 1  # ColorSpaceType
_IMAGE_PROPERTIES: Final = 2  # ContentProperties
_FEATURE_PROPERTIES: Final = 1  # ContentProperties
_NORMALIZATION: Final = 1  # ProcessUnitOptions


def model_metadata(name: str, version: str, description: str) -> bytes:
    """Build the `ModelMetadata` of an image classifier over pixels in [0, 255].

    Args:
        name: Name of the model.
        version: Its version.
        description: One sentence for people.

    Returns:
        The flatbuffer.
    """
    b = flatbuffers.Builder(1024)
    subgraph = _table(
        b,
        {
            2: _vector(b, [_image_tensor(b)]),
            3: _vector(b, [_scores_tensor(b)]),
        },
    )
    root = _table(
        b,
        {
            0: b.CreateString(name),
            1: b.CreateString(description),
            2: b.CreateString(version),
            3: _vector(b, [subgraph]),
            5: b.CreateString("Apache-2.0"),
            7: b.CreateString("1.0.0"),
        },
    )
    b.Finish(root, file_identifier=_IDENTIFIER)
    return bytes(b.Output())


def append_archive(model: bytes, files: Mapping[str, bytes]) -> bytes:
    """Append files to a model as an uncompressed zip archive.

    Args:
        model: A flatbuffer.
        files: Content by name.

    Returns:
        The model file; equal input gives equal bytes.
    """
    stream = io.BytesIO(model)
    with zipfile.ZipFile(stream, "a") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED_TIME), content)
    return stream.getvalue()


def labels_file(labels: Sequence[str]) -> bytes:
    """Return the label file: one name a line, in output order."""
    return "".join(f"{label}\n" for label in labels).encode()


def _image_tensor(b: flatbuffers.Builder) -> int:
    image = _table(b, {}, {0: (b.PrependInt8Slot, _RGB)})
    content = _table(b, {1: image}, {0: (b.PrependUint8Slot, _IMAGE_PROPERTIES)})
    # Mean 0 and deviation 1: the graph normalises for itself, the caller passes plain pixels.
    options = _table(b, {0: _floats(b, [0.0]), 1: _floats(b, [1.0])})
    unit = _table(b, {1: options}, {0: (b.PrependUint8Slot, _NORMALIZATION)})
    stats = _table(b, {0: _floats(b, [255.0]), 1: _floats(b, [0.0])})
    return _table(
        b,
        {
            0: b.CreateString("image"),
            1: b.CreateString("RGB pixels from 0 to 255, the whole picture stretched to size."),
            3: content,
            4: _vector(b, [unit]),
            5: stats,
        },
    )


def _scores_tensor(b: flatbuffers.Builder) -> int:
    feature = _table(b, {})
    content = _table(b, {1: feature}, {0: (b.PrependUint8Slot, _FEATURE_PROPERTIES)})
    stats = _table(b, {0: _floats(b, [1.0]), 1: _floats(b, [0.0])})
    labels = _table(
        b,
        {0: b.CreateString(LABELS_FILE), 1: b.CreateString("The labels in output order.")},
        {2: (b.PrependInt8Slot, _TENSOR_AXIS_LABELS)},
    )
    return _table(
        b,
        {
            0: b.CreateString("scores"),
            1: b.CreateString("Independent calibrated probabilities, one a label."),
            3: content,
            5: stats,
            6: _vector(b, [labels]),
        },
    )


def _table(
    b: flatbuffers.Builder,
    offsets: Mapping[int, int],
    scalars: Mapping[int, tuple[Callable[[int, int, int], None], int]] | None = None,
) -> int:
    """Write a table from offsets of finished objects and small scalars, by field number."""
    scalars = scalars or {}
    b.StartObject(max((*offsets, *scalars), default=-1) + 1)
    for slot, offset in offsets.items():
        b.PrependUOffsetTRelativeSlot(slot, offset, 0)
    for slot, (prepend, value) in scalars.items():
        prepend(slot, value, 0)
    return int(b.EndObject())


def _vector(b: flatbuffers.Builder, offsets: Sequence[int]) -> int:
    b.StartVector(4, len(offsets), 4)
    for offset in reversed(offsets):
        b.PrependUOffsetTRelative(offset)
    return int(b.EndVector())


def _floats(b: flatbuffers.Builder, values: Sequence[float]) -> int:
    b.StartVector(4, len(values), 4)
    for value in reversed(values):
        b.PrependFloat32(value)
    return int(b.EndVector())
