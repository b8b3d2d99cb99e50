"""Decoding: upright, RGB, first frame, no metadata; damaged and strange files."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from petsight.image import DRAFT_SIDE, open_image
from petsight.source import Limits
from tests.petsight.pictures import encode, flat
from tests.support import require

TURNS: dict[int, Callable[[NDArray[np.uint8]], NDArray[np.uint8]]] = {
    1: lambda pixels: pixels,
    2: np.fliplr,
    3: lambda pixels: np.rot90(pixels, 2),
    4: np.flipud,
    5: lambda pixels: pixels.swapaxes(0, 1),
    6: lambda pixels: np.rot90(pixels, -1),
    7: lambda pixels: np.rot90(pixels, 2).swapaxes(0, 1),
    8: np.rot90,
}


def one_pixel(image: Image.Image) -> object:
    return open_image(encode("PNG", image)).getpixel((0, 0))


@pytest.mark.parametrize("value", TURNS)
def test_orientation(golden_inputs: Path, value: int) -> None:
    upright = np.asarray(open_image(golden_inputs / "orientation-1.jpg"))
    turned = np.asarray(open_image(golden_inputs / f"orientation-{value}.jpg"))
    assert np.array_equal(turned, TURNS[value](upright))


@pytest.mark.parametrize(
    ("name", "value"),
    [("exif.png", 6), ("turned.tiff", 8), ("turned-lzw.tiff", 5)],
)
def test_orientation_of_lossless_formats(golden_inputs: Path, name: str, value: int) -> None:
    upright = np.asarray(open_image(golden_inputs / "rgb.png"))
    turned = np.asarray(open_image(golden_inputs / name))
    assert np.array_equal(turned, TURNS[value](upright))


@pytest.mark.parametrize(
    ("name", "size"),
    [("exif.webp", (72, 96)), ("exif.avif", (72, 96)), ("draft-turned.jpg", (700, 650))],
)
def test_orientation_changes_the_size(
    golden_inputs: Path, name: str, size: tuple[int, int]
) -> None:
    assert open_image(golden_inputs / name).size == size


def test_heic_is_upright(golden_inputs: Path) -> None:
    require(find_spec("pi_heif"), "pi-heif")
    assert open_image(golden_inputs / "exif.heic").size == (72, 96)


@pytest.mark.parametrize(
    ("image", "pixel"),
    [
        pytest.param(Image.new("RGBA", (1, 1), (0, 0, 0, 0)), (255, 255, 255), id="clear"),
        pytest.param(Image.new("RGBA", (1, 1), (255, 0, 0, 51)), (255, 204, 204), id="one fifth"),
        pytest.param(Image.new("LA", (1, 1), (100, 0)), (255, 255, 255), id="clear grey"),
        pytest.param(Image.new("LA", (1, 1), (100, 255)), (100, 100, 100), id="opaque grey"),
        pytest.param(Image.new("L", (1, 1), 77), (77, 77, 77), id="grey"),
        pytest.param(Image.new("1", (1, 1), 1), (255, 255, 255), id="one bit"),
        pytest.param(Image.new("I;16", (1, 1), 0), (0, 0, 0), id="16 bit black"),
        pytest.param(Image.new("I;16", (1, 1), 128), (0, 0, 0), id="16 bit rounded down"),
        pytest.param(Image.new("I;16", (1, 1), 129), (1, 1, 1), id="16 bit rounded up"),
        pytest.param(Image.new("I;16", (1, 1), 32896), (128, 128, 128), id="16 bit middle"),
        pytest.param(Image.new("I;16", (1, 1), 65535), (255, 255, 255), id="16 bit white"),
    ],
)
def test_modes_of_png(image: Image.Image, pixel: tuple[int, int, int]) -> None:
    assert one_pixel(image) == pixel


@pytest.mark.parametrize("transparency", [3, bytes([255, 255, 255, 0])], ids=["index", "alphas"])
def test_a_transparent_palette_entry_is_white(transparency: int | bytes) -> None:
    image = Image.new("P", (1, 1), 3)
    image.putpalette([9] * 12)
    assert (
        open_image(encode("PNG", image, transparency=transparency)).getpixel((0, 0)) == (255,) * 3
    )


@pytest.mark.parametrize(("grey", "level"), [(5000, 255), (5001, 19)])
def test_the_transparent_grey_of_16_bits_is_white(grey: int, level: int) -> None:
    data = encode("PNG", Image.new("I;16", (1, 1), grey), transparency=5000)
    assert open_image(data).getpixel((0, 0)) == (level,) * 3


def test_cmyk() -> None:
    white, cyan = Image.new("CMYK", (8, 8), 0), Image.new("CMYK", (8, 8), (255, 0, 0, 0))
    assert open_image(encode("JPEG", white)).getpixel((0, 0)) == (255, 255, 255)
    assert open_image(encode("JPEG", cyan)).getpixel((0, 0)) == (0, 255, 255)


@pytest.mark.parametrize("name", ["animated.gif", "animated.webp", "two-frames.mpo.jpg"])
def test_first_frame(golden_inputs: Path, name: str) -> None:
    pixels = np.asarray(open_image(golden_inputs / name)).astype(int)
    still = np.asarray(open_image(golden_inputs / "rgb.png")).astype(int)
    assert np.abs(pixels - still).mean() < 20


def test_colour_profiles_are_ignored(golden_inputs: Path) -> None:
    without = np.asarray(open_image(golden_inputs / "baseline.jpg"))
    assert np.array_equal(np.asarray(open_image(golden_inputs / "profile.jpg")), without)


def test_what_is_opened_is_plain(golden_inputs: Path) -> None:
    for path in golden_inputs.glob("*.[!h]*"):
        image = open_image(path)
        assert type(image) is Image.Image, path.name
        assert (image.mode, image.info, dict(image.getexif())) == ("RGB", {}, {}), path.name


@pytest.mark.parametrize(
    ("size", "decoded"),
    [
        ((1279, 1280), (1279, 1280)),
        ((1280, 1280), (640, 640)),
        ((1281, 1300), (641, 650)),
        ((5120, 1279), (5120, 1279)),
        ((2560, 2559), (1280, 1280)),
        ((2560, 2560), (640, 640)),
        ((5119, 5120), (1280, 1280)),
        ((5120, 5120), (640, 640)),
    ],
)
def test_large_jpegs_are_decoded_at_reduced_scale(
    size: tuple[int, int], decoded: tuple[int, int]
) -> None:
    data = encode("JPEG", Image.new("L", size, 90))
    assert open_image(data).size == decoded
    assert min(decoded) >= DRAFT_SIDE


def test_other_formats_keep_their_size() -> None:
    assert open_image(flat("PNG", (1400, 1300))).size == (1400, 1300)


def test_limits_are_frozen() -> None:
    with pytest.raises(AttributeError):
        Limits().pixels = 1  # type: ignore[misc]
