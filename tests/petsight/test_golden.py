"""Golden vectors: this installation decodes and prepares exactly what is expected."""

from __future__ import annotations

import json
import shutil
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from petsight.golden import SIZES, GoldenResult, check_golden, prepare
from petsight.preprocess import to_input
from tests.support import require

GOLDEN = Path(__file__).resolve().parents[2] / "assets" / "golden"
FILES = json.loads((GOLDEN / "manifest.json").read_text("utf-8"))["files"]

REQUIRED = {
    *(f"orientation-{value}.jpg" for value in range(1, 9)),
    *("baseline.jpg", "progressive.jpg", "grey.jpg", "cmyk.jpg", "profile.jpg"),
    *("two-frames.mpo.jpg", "draft-half.jpg", "draft-half-odd.jpg", "draft-quarter.jpg"),
    *("draft-under.jpg", "draft-just.jpg", "draft-turned.jpg"),
    *("rgb.png", "rgba.png", "grey.png", "grey-alpha.png", "palette.png", "palette-trns.png"),
    *("rgb-trns.png", "one-bit.png", "grey16.png", "grey16-trns.png", "rgb16.png", "exif.png"),
    *("plain.tiff", "lzw.tiff", "turned.tiff", "turned-lzw.tiff", "grey16.tiff"),
    *("lossy.webp", "lossless.webp", "exif.webp", "animated.webp"),
    *("plain.gif", "see-through.gif", "animated.gif", "plain.bmp"),
    *("plain.avif", "exif.avif", "plain.heic", "exif.heic"),
    *("1x1.png", "1x4000.png", "4000x1.png", "224x224.png", "160x96.png"),
    *("noise-tall.png", "noise-wide.png"),
}


@pytest.fixture(scope="module")
def results() -> dict[str, GoldenResult]:
    return {result.name: result for result in check_golden(GOLDEN)}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GOLDEN, tmp_path / "golden"))


@pytest.mark.parametrize("name", FILES)
def test_difference_is_zero(results: dict[str, GoldenResult], name: str) -> None:
    require(not results[name].missing_plugin, f"a plug-in for {name}")
    assert results[name] == GoldenResult(name, rgb=0, tensors=0)


@pytest.mark.parametrize("name", ["noise-tall.png", "noise-wide.png"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_noise_tells_the_order_of_the_passes(name: str, width: int, height: int) -> None:
    with np.load(GOLDEN / "expected.npz") as arrays:
        image = Image.fromarray(arrays[f"{name}/rgb"])
        wanted = arrays[f"{name}/{width}x{height}"][0]
    columns_first = to_input(
        Image.fromarray(to_input(image, image.width, height)[0]), width, height
    )
    rows_first = to_input(Image.fromarray(to_input(image, width, image.height)[0]), width, height)
    tall = name == "noise-tall.png"
    assert np.array_equal(columns_first[0], wanted) == tall
    assert np.array_equal(rows_first[0], wanted) != tall


def test_every_case_is_there_and_every_file_is_a_case() -> None:
    assert set(FILES) == REQUIRED
    assert {path.name for path in (GOLDEN / "inputs").iterdir()} == REQUIRED


def test_only_heic_is_optional() -> None:
    optional = {name for name, facts in FILES.items() if facts["optional"]}
    assert optional == {"plain.heic", "exif.heic"}


def test_expected_holds_pixels_and_both_tensors_of_every_file() -> None:
    with np.load(GOLDEN / "expected.npz") as expected:
        keys = Counter(key.rpartition("/")[0] for key in expected.files)
        assert keys == dict.fromkeys(FILES, 1 + len(SIZES))
        for name in FILES:
            assert expected[f"{name}/rgb"].ndim == 3
            assert expected[f"{name}/224x224"].shape == (1, 224, 224, 3)
            assert expected[f"{name}/160x96"].shape == (1, 96, 160, 3)


@pytest.mark.parametrize("size", ["224x224", "160x96"])
def test_a_picture_of_the_models_size_is_untouched(size: str) -> None:
    path = GOLDEN / "inputs" / f"{size}.png"
    with Image.open(path) as image:
        pixels = np.asarray(image)
    assert np.array_equal(prepare(path.read_bytes())[size][0], pixels)


def test_the_shipped_vectors_are_the_default(results: dict[str, GoldenResult]) -> None:
    assert check_golden() == list(results.values())


def test_a_changed_pixel_is_measured(copy: Path) -> None:
    with np.load(copy / "expected.npz") as expected:
        arrays = dict(expected)
    arrays["rgb.png/rgb"][0, 0, 0] ^= 0x04
    arrays["rgb.png/160x96"][0, 5, 5] = 0
    np.savez(copy / "expected.npz", **arrays)
    by_name = {result.name: result for result in check_golden(copy)}
    assert by_name["rgb.png"].rgb == 4
    assert by_name["rgb.png"].tensors > 30
    assert not by_name["rgb.png"].exact
    assert by_name["rgba.png"].exact


def test_a_changed_file_is_an_error(copy: Path) -> None:
    with (copy / "inputs" / "rgb.png").open("ab") as file:
        file.write(b"\0")
    result = next(result for result in check_golden(copy) if result.name == "rgb.png")
    assert result.error == "the file is not the one that the manifest names"
    assert not result.exact


def test_a_missing_plugin_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    missing = {result.name for result in check_golden(GOLDEN) if result.missing_plugin}
    assert missing == {"plain.heic", "exif.heic"}


def test_other_preprocessing_is_refused(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    (copy / "manifest.json").write_text(json.dumps({**manifest, "preprocess_id": "p0"}), "utf-8")
    with pytest.raises(ValueError, match="preprocessing p0, not p1"):
        check_golden(copy)
