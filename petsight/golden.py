"""Compare what this installation decodes and resizes with the golden vectors that come with it.

Another Pillow may decode a picture slightly differently; the golden vectors say by how much.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from petsight import resources
from petsight.errors import ImageError, UnsupportedFormatError
from petsight.image import open_image
from petsight.preprocess import PREPROCESS_ID, to_input

SIZES: Final = ((224, 224), (160, 96))
"""Width and height of the tensors that are compared."""

Arrays = Mapping[str, NDArray[np.uint8]]


@dataclass(frozen=True, slots=True)
class GoldenResult:
    """How one picture compares.

    Attributes:
        name: The file's name.
        rgb: Largest absolute difference between decoded and expected pixels, of 255.
        tensors: Largest absolute difference between prepared and expected tensors, of 255.
        error: Why there is nothing to compare, or None.
        missing_plugin: The error only means that an optional plug-in is not installed.
    """

    name: str
    rgb: int = 0
    tensors: int = 0
    error: str | None = None
    missing_plugin: bool = False

    @property
    def exact(self) -> bool:
        """Whether the picture was compared and nothing differs."""
        return self.error is None and self.rgb == 0 and self.tensors == 0


def check_golden(folder: Path | None = None) -> list[GoldenResult]:
    """Decode and prepare every golden picture and compare the results with the expected ones.

    Args:
        folder: Where `manifest.json`, `expected.npz` and `inputs` lie; by default the vectors that
            come with petsight.

    Returns:
        One result for each picture, in the order of the manifest.

    Raises:
        OSError: The vectors are missing.
        ValueError: The vectors belong to another preprocessing.
    """
    folder = folder if folder is not None else resources.assets() / "golden"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    if manifest["preprocess_id"] != PREPROCESS_ID:
        raise ValueError(
            f"the golden vectors are for preprocessing {manifest['preprocess_id']}, "
            f"not {PREPROCESS_ID}"
        )
    with np.load(folder / "expected.npz") as expected:
        return [
            _check(folder / "inputs" / name, facts, expected)
            for name, facts in manifest["files"].items()
        ]


def prepare(data: bytes) -> dict[str, NDArray[np.uint8]]:
    """Decode and prepare one picture.

    Args:
        data: The bytes of the file.

    Returns:
        The decoded pixels as `rgb` and a tensor for each of `SIZES` as, say, `160x96`.

    Raises:
        ImageError: The picture cannot be opened.
    """
    image = open_image(data)
    tensors = {f"{width}x{height}": to_input(image, width, height) for width, height in SIZES}
    return {"rgb": np.asarray(image), **tensors}


def _check(path: Path, facts: Mapping[str, Any], expected: Arrays) -> GoldenResult:
    name = path.name
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != facts["sha256"]:
        return GoldenResult(name, error="the file is not the one that the manifest names")
    try:
        arrays = prepare(data)
    except ImageError as exc:
        missing = facts["optional"] and isinstance(exc, UnsupportedFormatError)
        return GoldenResult(name, error=exc.message, missing_plugin=missing)
    wanted = {key: expected[f"{name}/{key}"] for key in arrays}
    if arrays["rgb"].shape != wanted["rgb"].shape:
        return GoldenResult(name, error="the decoded picture has another size")
    differences = {key: _largest_difference(arrays[key], wanted[key]) for key in arrays}
    return GoldenResult(
        name,
        rgb=differences.pop("rgb"),
        tensors=max(differences.values()),
    )


def _largest_difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> int:
    return int(np.abs(one.astype(np.int16) - other).max())
