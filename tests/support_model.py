"""Variants of the tiny model that `tools/make_tiny_model.py` made, for tests of what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

from PIL import Image

TINY = Path(__file__).parent / "data" / "tiny.tflite"

COLOURS = {
    "cat": (255, 0, 0),
    "dog": (0, 255, 0),
    "bird": (0, 0, 255),
    "cat and dog": (255, 255, 0),
    "neither": (0, 0, 0),
    "not sure": (128, 0, 0),
}
"""What the tiny model answers, to the colour that makes it."""


def flatbuffer() -> bytes:
    """The tiny model without its zip archive."""
    content = TINY.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return content[: min(entry.header_offset for entry in archive.infolist())]


def document() -> dict[str, Any]:
    """The tiny model's `petsight.json`."""
    with zipfile.ZipFile(TINY) as archive:
        found: dict[str, Any] = json.loads(archive.read("petsight.json"))
    return found


def write_model(path: Path, content: bytes, metadata: dict[str, Any] | bytes) -> Path:
    """Write a model file from a flatbuffer and what becomes its `petsight.json`."""
    path.write_bytes(content)
    text = metadata if isinstance(metadata, bytes) else json.dumps(metadata).encode()
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("petsight.json", text)
    return path


def change_model(path: Path, **fields: Any) -> Path:
    """Write the tiny model with other values in its `petsight.json`."""
    return write_model(path, flatbuffer(), document() | fields)


def picture(path: Path, answer: str = "cat", size: tuple[int, int] = (64, 48)) -> Path:
    """Write a PNG of one colour, which the tiny model answers as asked."""
    Image.new("RGB", size, COLOURS[answer]).save(path, "PNG")
    return path
