"""Read what a model file says about itself.

The file is a TFLite flatbuffer with a zip archive appended; `petsight.json` in that archive holds
everything a client must know. No size, label or threshold is written in code.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from petsight.errors import ModelError
from petsight.labels import Label, is_label
from petsight.preprocess import PREPROCESS_ID
from petsight.regular import open_regular

SCHEMA: Final = 1
ENTRY: Final = "petsight.json"
MAX_BYTES: Final = 512 * 2**20
_MAX_DOCUMENT: Final = 2**20


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """The content of `petsight.json`.

    Attributes:
        name: Name of the model.
        version: Version of the model, not of the software.
        tier: "edge" for devices, "cloud" for the service, or a word of the trainer's own.
        width: Input width in pixels.
        height: Input height in pixels.
        preprocess_id: The preprocessing it was trained with.
        labels: In the order of the output tensor.
        flatbuffer_sha256: Hash of the file's bytes before the zip archive.
        metrics: Figures taken at export, for people.
        training: Hashes of data and configuration, for people.
    """

    name: str
    version: str
    tier: str
    width: int
    height: int
    preprocess_id: str
    labels: tuple[Label, ...]
    flatbuffer_sha256: str
    metrics: Mapping[str, Any]
    training: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, as written into the file."""
        return {
            "schema": SCHEMA,
            "name": self.name,
            "version": self.version,
            "tier": self.tier,
            "input": {"width": self.width, "height": self.height},
            "preprocess_id": self.preprocess_id,
            "labels": [
                {"name": label.name, "accept": label.accept, "reject": label.reject}
                for label in self.labels
            ],
            "flatbuffer_sha256": self.flatbuffer_sha256,
            "metrics": dict(self.metrics),
            "training": dict(self.training),
        }


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A model file that was read and found whole.

    Attributes:
        content: All bytes of the file; TFLite ignores the zip archive at the end.
        sha256: Hash of all bytes: the identity of the model, thresholds included.
        info: What the file says about itself.
    """

    content: bytes
    sha256: str
    info: ModelInfo


def read_model_file(path: Path) -> ModelFile:
    """Read and verify a model file.

    Args:
        path: The `.tflite` file.

    Returns:
        The verified file.

    Raises:
        ModelError: The text names the file and what is wrong: missing, not TFLite, no metadata,
            newer schema, another preprocessing, contradictory, changed after export.
    """
    try:
        with open_regular(path) as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as exc:
        raise ModelError(f"the model file {path} cannot be read ({exc.strerror})") from exc
    if len(content) > MAX_BYTES:
        raise ModelError(f"{path.name} is too large to be a model file")
    if content[4:8] != b"TFL3":
        raise ModelError(f"{path.name} is not a TFLite model file")
    document, flatbuffer_size = _read_entry(content, path.name)
    info = _parse(document, path.name)
    flatbuffer = hashlib.sha256(memoryview(content)[:flatbuffer_size])
    if flatbuffer.hexdigest() != info.flatbuffer_sha256:
        raise ModelError(f"{path.name} was changed or damaged after it was exported")
    whole = flatbuffer.copy()
    whole.update(memoryview(content)[flatbuffer_size:])
    return ModelFile(content, whole.hexdigest(), info)


def _read_entry(content: bytes, name: str) -> tuple[dict[str, Any], int]:
    """Return `petsight.json` and where the archive starts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            start = min(item.header_offset for item in archive.infolist())
            with archive.open(ENTRY) as entry:
                document = json.loads(entry.read(_MAX_DOCUMENT))
    # A damaged archive raises BadZipFile, KeyError, ValueError, RuntimeError, zlib.error and more.
    except Exception as exc:
        raise ModelError(f"{name} has no petsight metadata; export it with model_training") from exc
    if not isinstance(document, dict):
        raise ModelError(f"{name} has broken petsight metadata")
    return document, start


def _parse(document: dict[str, Any], name: str) -> ModelInfo:
    schema = document.get("schema")
    if isinstance(schema, int) and schema > SCHEMA:
        raise ModelError(f"{name} needs a newer petsight (its schema is {schema}, not {SCHEMA})")
    try:
        info = ModelInfo(
            name=str(document["name"]),
            version=str(document["version"]),
            tier=str(document["tier"]),
            width=int(document["input"]["width"]),
            height=int(document["input"]["height"]),
            preprocess_id=str(document["preprocess_id"]),
            labels=tuple(
                Label(str(label["name"]), float(label["accept"]), float(label["reject"]))
                for label in document["labels"]
            ),
            flatbuffer_sha256=str(document["flatbuffer_sha256"]),
            metrics=dict(document.get("metrics", {})),
            training=dict(document.get("training", {})),
        )
    except (KeyError, TypeError, ValueError, OverflowError) as exc:
        raise ModelError(f"{name} has broken petsight metadata ({exc!r})") from exc
    if schema != SCHEMA or not info.labels:
        raise ModelError(f"{name} has broken petsight metadata")
    _check(info, name)
    return info


def _check(info: ModelInfo, name: str) -> None:
    names = [label.name for label in info.labels]
    if len(set(names)) < len(names):
        raise ModelError(f"{name} has two labels of the same name")
    if unusable := [label for label in names if not is_label(label)]:
        raise ModelError(
            f"{name} has a label {unusable[0]!r}, which could not be told from an answer"
        )
    if any(not 0 <= label.reject <= label.accept <= 1 for label in info.labels):
        raise ModelError(f"{name} has thresholds that contradict each other")
    if info.preprocess_id != PREPROCESS_ID:
        raise ModelError(
            f"{name} was made for preprocessing {info.preprocess_id!r}; "
            f"this petsight does {PREPROCESS_ID!r}"
        )
