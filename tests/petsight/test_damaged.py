"""Files that are no picture, no supported one, cut short, damaged, or two things at once."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from petsight import errors
from petsight.image import open_image
from tests.petsight.pictures import bmp, encode, flat, gif, grey_tiff, png
from tests.support import require


@pytest.mark.parametrize(
    "data",
    [b"\0", b"hello", b"<html></html>", b"BMW", b"\xff\xd8", bytes(1000), b"RIFF\0\0\0\0WAVE"],
    ids=repr,
)
def test_not_an_image(data: bytes) -> None:
    with pytest.raises(errors.NotAnImageError):
        open_image(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"8BPS" + bytes(60), "Photoshop files"),
        (b"%PDF-1.7\n", "PDF files"),
        (b"\0\0\1\0" + bytes(60), "icon files"),
        (b"\0\0\0\x14ftypisom\0\0\0\0mp42", "video files"),
        (encode("TIFF", Image.new("F", (4, 4))), "pixels of type F"),
        (encode("TIFF", Image.new("I", (4, 4))), "pixels of type I"),
        (encode("TIFF", Image.new("LAB", (4, 4))), "pixels of type LAB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unsupported_format(data: bytes, words: str) -> None:
    with pytest.raises(
        errors.UnsupportedFormatError, match=f"{words}.*save this one as JPEG or PNG"
    ):
        open_image(data)


def test_heic_without_the_plugin(golden_inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    with pytest.raises(errors.UnsupportedFormatError, match=re.escape("petsight[heif]")):
        open_image(golden_inputs / "plain.heic")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
@pytest.mark.parametrize(
    "name",
    [
        *("baseline.jpg", "progressive.jpg", "cmyk.jpg", "rgb.png", "grey16.png", "plain.bmp"),
        *("plain.tiff", "lzw.tiff", "lossy.webp", "lossless.webp", "animated.webp"),
        *("plain.gif", "plain.avif", "plain.heic"),
    ],
)
def test_cut_short(golden_inputs: Path, name: str, share: float) -> None:
    require(find_spec("pi_heif") or not name.endswith(".heic"), "pi-heif")
    data = (golden_inputs / name).read_bytes()
    with pytest.raises(errors.TruncatedImageError):
        open_image(data[: int(len(data) * share)])


@pytest.mark.parametrize("old", [b"hvc1", b"Exif"])
@pytest.mark.parametrize("new", [b"\xffxif", b"Exi\xff", b"\x80\x80\x80\x80"], ids=repr)
def test_a_heic_whose_item_type_is_no_text(golden_inputs: Path, old: bytes, new: bytes) -> None:
    require(find_spec("pi_heif"), "pi-heif")
    data = (golden_inputs / "exif.heic").read_bytes()
    at = data.index(old, data.index(b"infe"))
    with pytest.raises(errors.TruncatedImageError):  # where pi-heif alone would crash
        open_image(data[:at] + new + data[at + 4 :])


@pytest.mark.parametrize(
    ("at", "new"),
    [(-4, b"\0\0\0\0"), (-4, b"\0\0\0\1"), (7, b"\2"), (-4, b"\xff\0\0\0")],
    ids=["size to the end", "size of 64 bits", "other flags", "size beyond the file"],
)
def test_a_heic_entry_that_hides_its_item_type(golden_inputs: Path, at: int, new: bytes) -> None:
    require(find_spec("pi_heif"), "pi-heif")
    data = bytearray((golden_inputs / "exif.heic").read_bytes())
    entry = data.rindex(b"infe")
    data[entry + at : entry + at + len(new)] = new
    data[entry + 12] = 0xFF  # the first byte of its type
    with pytest.raises(errors.TruncatedImageError):  # where pi-heif alone would crash
        open_image(bytes(data))


@pytest.mark.parametrize(
    "data",
    [gif((9, 9), (9, 9)), bmp((9, 9)), png((9, 9), b""), grey_tiff((99, 99), b"")],
    ids=["GIF", "BMP", "PNG", "TIFF"],
)
def test_without_pixels(data: bytes) -> None:
    with pytest.raises(errors.TruncatedImageError):
        open_image(data)


@pytest.mark.parametrize(
    "exif",
    [
        b"Exif\0\0",
        b"Exif\0\0garbage" * 9,
        b"Exif\0\0II*\0\xff\xff\xff\x7f",
        b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + b"\x12\x01\x03\0\x01\0\0\0" * 5,
        b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x02\xff\xff\xff\xff\0\0\0\x09\0\0\0\0",
        b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x63\0\0\0\0\0\0\0",
    ],
    ids=["nothing", "garbage", "offset", "count", "type", "orientation 99"],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_broken_exif_does_not_cost_the_picture(kind: str, exif: bytes) -> None:
    image = open_image(flat(kind, (40, 30), exif=exif))
    assert image.size == (40, 30)
    assert image.getpixel((5, 5)) == open_image(flat(kind)).getpixel((5, 5))


def test_broken_tags_of_a_tiff_do_not_cost_the_picture() -> None:
    data = grey_tiff((4, 4), bytes(range(16)), {305: 2**31, 33432: 7})
    assert open_image(data).getpixel((3, 0)) == (3, 3, 3)


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_deflate"])
def test_libtiff_does_not_speak_of_damage(
    compression: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is written in C and prints past Python, so the descriptors themselves are watched."""
    noise = Image.frombytes("L", (64, 64), Random(0).randbytes(64 * 64))
    data = bytearray(encode("TIFF", noise, compression=compression))
    data[1000:2000] = bytes(255 - byte for byte in data[1000:2000])
    with pytest.raises(errors.TruncatedImageError):
        open_image(data)
    assert capfd.readouterr() == ("", "")


def test_a_jpeg_that_is_a_zip_too_is_a_jpeg() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("payload.js", "alert(1)")
    data = flat("JPEG") + archive.getvalue()
    assert zipfile.is_zipfile(io.BytesIO(data))
    assert open_image(data).size == (40, 30)
    with pytest.raises(errors.NotAnImageError):
        open_image(archive.getvalue() + flat("JPEG"))


def test_a_gif_that_is_javascript_too_is_a_gif() -> None:
    picture = flat("GIF", (0x2A2F, 2))  # a width that reads "/*" in the file
    assert picture.startswith(b"GIF87a/*")
    assert open_image(picture + b"*/=1;alert(1)").size == (0x2A2F, 2)
