"""Golden vectors: the browser prepares what petsight's core prepares."""

from __future__ import annotations

import json
from collections.abc import Mapping

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.conftest import REPOSITORY
from tests.mobile.engine.probe import Probe, RefusedError

GOLDEN = REPOSITORY / "assets" / "golden"
NAMES = sorted(json.loads((GOLDEN / "manifest.json").read_text("utf-8"))["files"])
SIZES = [(224, 224), (160, 96)]

REDUCED = {
    *("draft-half.jpg", "draft-half-odd.jpg", "draft-just.jpg"),
    *("draft-quarter.jpg", "draft-turned.jpg"),
}
"""The core decodes these at reduced scale; browsers decode them whole."""

UNKNOWN = {name for name in NAMES if name.endswith((".tiff", ".heic"))}
"""Chromium opens neither TIFF nor HEIC."""


@pytest.fixture(scope="module")
def expected() -> Mapping[str, NDArray[np.uint8]]:
    with np.load(GOLDEN / "expected.npz") as arrays:
        return dict(arrays)


def difference(found: NDArray[np.uint8], wanted: NDArray[np.uint8]) -> NDArray[np.int16]:
    result: NDArray[np.int16] = np.abs(found.astype(np.int16) - wanted)
    return result


@pytest.mark.parametrize("name", NAMES)
def test_from_decoded_pixels_the_difference_is_zero(probe: Probe, expected, name: str) -> None:
    for width, height in SIZES:
        found = probe.stretch(expected[f"{name}/rgb"], (width, height))
        assert np.array_equal(found, expected[f"{name}/{width}x{height}"])


@pytest.mark.parametrize("name", [name for name in NAMES if name not in REDUCED | UNKNOWN])
def test_from_a_file_the_difference_is_at_most_one(probe: Probe, expected, name: str) -> None:
    data = (GOLDEN / "inputs" / name).read_bytes()
    assert difference(probe.open(data), expected[f"{name}/rgb"]).max() <= 1
    for width, height in SIZES:
        found = probe.prepare(data, (width, height))
        assert difference(found, expected[f"{name}/{width}x{height}"]).max() <= 1


@pytest.mark.parametrize("name", sorted(REDUCED))
def test_of_a_large_jpeg_the_mean_difference_is_small(probe: Probe, expected, name: str) -> None:
    data = (GOLDEN / "inputs" / name).read_bytes()
    for width, height in SIZES:
        found = probe.prepare(data, (width, height))
        assert difference(found, expected[f"{name}/{width}x{height}"]).mean() <= 0.5


@pytest.mark.parametrize("name", sorted(UNKNOWN))
def test_what_this_browser_cannot_open_is_named(probe: Probe, name: str) -> None:
    kind = "HEIC" if name.endswith(".heic") else "TIFF"
    sentence = f"this browser cannot open this {kind} picture; save it as JPEG or PNG"
    with pytest.raises(RefusedError) as failure:
        probe.open((GOLDEN / "inputs" / name).read_bytes())
    assert (failure.value.code, failure.value.message) == ("unsupported_format", sentence)
