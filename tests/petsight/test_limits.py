"""What a picture may cost: giant sizes and endless scans are refused before they are decoded."""

from __future__ import annotations

import subprocess
import sys
import zlib
from collections.abc import Callable

import pytest
from PIL import Image

from petsight import errors
from petsight.image import open_image
from petsight.jpeg import count_scans
from petsight.source import Limits
from tests.petsight.pictures import (
    EOI,
    SOS,
    bmp,
    encode,
    flat,
    gif,
    grey_tiff,
    jpeg_with_scans,
    png,
    tiff,
    webp,
)

# Beyond petsight's limit, beyond the size Pillow warns of, beyond the size Pillow refuses.
GIANTS = [(8000, 7000), (10_000, 10_000), (16_000, 16_000)]


@pytest.mark.parametrize("size", GIANTS, ids=str)
@pytest.mark.parametrize(
    "make",
    [
        lambda size: png(size, b""),
        gif,
        lambda size: gif((1, 1), frame=size),
        bmp,
        webp,
        lambda size: grey_tiff(size, b""),
    ],
    ids=["PNG", "GIF", "GIF frame", "BMP", "WebP", "TIFF"],
)
def test_giant_declared_sizes(
    make: Callable[[tuple[int, int]], bytes], size: tuple[int, int]
) -> None:
    data = make(size)
    assert len(data) < 300
    with pytest.raises(errors.ImageTooLargeError, match="more than 50 megapixels"):
        open_image(data)


def test_a_tiff_of_one_giant_tile_takes_no_memory() -> None:
    side = 8_000
    packed = zlib.compress(bytes(side * side), 9)
    numbers = {256: 16, 257: 16, 258: 8, 259: 8, 262: 1, 277: 1, 322: side, 323: side}
    data = tiff({**numbers, 324: 8, 325: len(packed)}, packed)
    program = (
        "import resource as r, sys\n"
        "import petsight\n"
        "def peak(): return r.getrusage(r.RUSAGE_SELF).ru_maxrss\n"
        "data = sys.stdin.buffer.read()\n"
        "petsight.open_image  # imports what it needs\n"
        "before = peak()\n"
        "try: petsight.open_image(data)\n"
        "except petsight.ImageError as exc: print(exc.code, peak() < 2 * before)\n"
    )
    assert run(program, data) == (b"too_large True\n", b"")


def test_an_ordinary_tile_may_be_larger_than_the_picture() -> None:
    numbers = {256: 16, 257: 16, 258: 8, 259: 1, 262: 1, 277: 1, 322: 256, 323: 256}
    data = tiff({**numbers, 324: 8, 325: 65536}, bytes([50]) * 65536)
    assert open_image(data).getpixel((15, 15)) == (50, 50, 50)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "AVIF"])
def test_pixel_limit(kind: str) -> None:
    data = flat(kind, (40, 30))
    with pytest.raises(errors.ImageTooLargeError, match=r"0.001199 megapixels"):
        open_image(data, Limits(pixels=1199))
    assert open_image(data, Limits(pixels=1200)).size == (40, 30)
    assert open_image(data, Limits(pixels=1201)).size == (40, 30)


def test_the_pixel_limit_counts_before_reduced_decoding() -> None:
    data = encode("JPEG", Image.new("L", (1280, 1280)))
    with pytest.raises(errors.ImageTooLargeError):
        open_image(data, Limits(pixels=1280 * 1280 - 1))


def test_scan_limit() -> None:
    assert open_image(jpeg_with_scans(100)).size == (40, 30)
    with pytest.raises(errors.ImageTooLargeError, match="more than 100 scans"):
        open_image(jpeg_with_scans(101))


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(b"", id="plain"),
        pytest.param(b"garbage", id="bytes between segments"),
        pytest.param(b"\xff\x00\xff\xff", id="what looks like a long segment"),
        pytest.param(b"\xff\xd0\xff\xff", id="a restart marker and a length"),
        pytest.param(b"\xff\x01\xff\xff", id="TEM and a length"),
        pytest.param(b"\xff\xff\xff", id="padding"),
        pytest.param(b"\xff\xfe\x00\x06\xff\xd9ab", id="an end of image in a comment"),
    ],
)
def test_a_thousand_scans_cannot_hide(between: bytes) -> None:
    data = jpeg_with_scans(1000, between)
    assert open_image(data, Limits(scans=1000)).size == (40, 30)  # the decoder takes them all
    with pytest.raises(errors.ImageTooLargeError, match="scans"):
        open_image(data)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(flat("JPEG", comment=SOS * 1000), id="comment"),
        pytest.param(flat("JPEG", exif=b"Exif\0\0" + jpeg_with_scans(300)), id="EXIF thumbnail"),
        pytest.param(flat("JPEG") + SOS * 1000, id="bytes behind the picture"),
        pytest.param(flat("JPEG") + bytes(2) + jpeg_with_scans(1000)[2:], id="second picture"),
    ],
)
def test_scans_of_previews_do_not_count(data: bytes) -> None:
    assert data.count(SOS) > 100
    assert open_image(data).size == (40, 30)


@pytest.mark.parametrize("count", [10, 11, 50])
def test_scans_are_counted_exactly_up_to_the_limit(count: int) -> None:
    data = jpeg_with_scans(count)
    assert count_scans(data, count) == count
    assert count_scans(data + SOS, count) == count
    assert count_scans(data, count - 1) == count
    assert count_scans(data.removesuffix(EOI), 5) == 6


@pytest.mark.parametrize("filler", [b"\xff\xd0", b"\xff\x00", b"\xff\xff", b"\xff\xd8", b"\x00"])
@pytest.mark.timeout(20)
def test_counting_is_quick_whatever_the_bytes(filler: bytes) -> None:
    data = b"\xff\xd8" + SOS * 3 + filler * 10_000_000
    assert count_scans(data, 1) <= 2


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(png((10_000, 10_000), b""), b"too_large", id="Pillow warns of the size"),
        pytest.param(grey_tiff((9, 9), bytes(81), {277: 99}), b"truncated", id="Pillow logs"),
    ],
)
def test_nothing_is_printed(data: bytes, code: bytes) -> None:
    program = (
        "import sys, petsight\n"
        "try: petsight.open_image(sys.stdin.buffer.read())\n"
        "except petsight.ImageError as exc: print(exc.code)\n"
    )
    assert run(program, data) == (code + b"\n", b"")


def run(program: str, data: bytes) -> tuple[bytes, bytes]:
    """Run a program in a fresh interpreter and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", program], input=data, capture_output=True, check=False
    )
    return done.stdout, done.stderr
