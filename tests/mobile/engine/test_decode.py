"""Opening pictures: turned, wrongly named, broken, too large, gone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

from petsight import errors
from petsight.image import open_image
from tests.mobile.engine.probe import Probe, RefusedError
from tests.petsight.pictures import EOI, bmp, encode, flat, gif, jpeg_with_scans, png, webp

DAMAGED = "the picture is cut short or damaged"


def refusal(probe: Probe, data: bytes) -> tuple[str, str]:
    with pytest.raises(RefusedError) as failure:
        probe.open(data)
    return failure.value.code, failure.value.message


def corners(size: tuple[int, int] = (30, 20)) -> Image.Image:
    """Draw a picture whose four corners differ."""
    image = Image.new("RGB", size, "grey")
    for colour, x, y in (("red", 0, 0), ("lime", 20, 0), ("blue", 0, 10), ("white", 20, 10)):
        image.paste(colour, (x, y, x + 10, y + 10))
    return image


def jpeg_of(size: tuple[int, int]) -> bytes:
    """Declare a JPEG of any size, cut short behind its header."""
    data = bytearray(flat("JPEG"))
    frame = data.index(b"\xff\xc0") + 5
    data[frame : frame + 4] = size[1].to_bytes(2, "big") + size[0].to_bytes(2, "big")
    return bytes(data[: data.index(b"\xff\xda")])


def lossless_of(size: tuple[int, int]) -> bytes:
    """Declare a lossless WebP of any size, cut short behind its header."""
    data = flat("WEBP", lossless=True)
    bits = (size[0] - 1) | (size[1] - 1) << 14
    return data[:21] + bits.to_bytes(4, "little") + data[25:26]


def avif_of(size: tuple[int, int]) -> bytes:
    """Declare an AVIF of any size, cut short behind its header."""
    data = flat("AVIF")
    at = data.index(b"ispe") + 8
    sides = size[0].to_bytes(4, "big") + size[1].to_bytes(4, "big")
    return data[:at] + sides + data[at + 8 : data.index(b"mdat")]


@pytest.mark.parametrize("orientation", range(10))
@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_orientation_is_applied_once(probe: Probe, kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    data = encode(kind, corners(), exif=exif, lossless=True)
    assert np.array_equal(probe.open(data), np.asarray(open_image(data)))


@pytest.mark.parametrize("cut", [1, 9, 13, 17])
def test_broken_exif_costs_no_picture(probe: Probe, cut: int) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    data = encode("WEBP", corners(), exif=exif.tobytes()[:-cut], lossless=True)
    assert probe.open(data).shape[2] == 3


@pytest.mark.parametrize("orientation", [3, 6])
def test_a_tall_turned_picture_is_read_in_strips(probe: Probe, orientation: int) -> None:
    generator = np.random.default_rng(0)
    noise = Image.fromarray(generator.integers(0, 256, (900, 1400, 3), np.uint8))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    data = encode("WEBP", noise, exif=exif, lossless=True, method=0)
    upright = open_image(data)
    wanted = np.asarray(upright.resize((224, 224), Image.Resampling.BILINEAR))
    assert np.array_equal(probe.prepare(data, (224, 224))[0], wanted)


@pytest.mark.parametrize("name", ["rgba.png", "profile.jpg", "plain.avif", "plain.gif"])
@pytest.mark.parametrize("claim", ["", "image/png", "image/jpeg", "text/plain", "image/tiff"])
def test_names_and_types_say_nothing(
    probe: Probe, golden_inputs: Path, name: str, claim: str
) -> None:
    script = """
        const bytes = await (await load(a[0])).arrayBuffer();
        const picture = await decode(new File([bytes], "photo.txt", { type: a[1] }));
        return [picture.height, picture.width];
    """
    wanted = open_image(golden_inputs / name)
    assert probe.run(script, f"/golden/{name}", claim) == [wanted.height, wanted.width]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
@pytest.mark.parametrize(
    "name",
    [
        *("baseline.jpg", "progressive.jpg", "cmyk.jpg", "rgb.png", "grey16.png", "plain.bmp"),
        *("lossy.webp", "lossless.webp", "animated.webp", "plain.gif", "plain.avif"),
    ],
)
def test_cut_short(probe: Probe, golden_inputs: Path, name: str, share: float) -> None:
    data = (golden_inputs / name).read_bytes()
    assert refusal(probe, data[: int(len(data) * share)]) == ("truncated", DAMAGED)


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"\0", b"hello", b"<html></html>", bytes(1000)),
        *(b"8BPS" + bytes(60), b"%PDF-1.7\n", b"<svg/>", b"\0\0\0\x14ftypisom\0\0\0\0mp42"),
        *(jpeg_with_scans(101), b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"),
        *(webp((8000, 8000)), b"BM" + bytes(12) + b"\x28\0\0\0"),
    ],
    ids=lambda data: repr(data[:16]),
)
def test_bad_files_get_the_core_s_own_sentence(probe: Probe, data: bytes) -> None:
    with pytest.raises(errors.ImageError) as wanted:
        open_image(data)
    assert refusal(probe, data) == (wanted.value.code, wanted.value.message)


@pytest.mark.parametrize(
    "make",
    [
        lambda size: png(size, b""),
        gif,
        bmp,
        webp,
        jpeg_of,
        lossless_of,
        avif_of,
    ],
    ids=["png", "gif", "bmp", "webp", "jpeg", "lossless webp", "avif"],
)
def test_the_limit_on_pixels_holds_before_decoding(probe: Probe, make) -> None:
    sentence = "the picture has more than 50 megapixels"
    assert refusal(probe, make((10_000, 5_001))) == ("too_large", sentence)


def test_a_picture_at_the_limit_on_pixels_is_decoded(probe: Probe) -> None:
    assert refusal(probe, png((10_000, 5_000), b"")) == ("truncated", DAMAGED)


def test_scans_of_an_embedded_preview_do_not_count(probe: Probe) -> None:
    data = flat("JPEG")
    preview = b"\xff\xe2" + (2 + 400).to_bytes(2, "big") + b"\xff\xda" * 200
    assert probe.open(data[:2] + preview + data[2:]).shape == (30, 40, 3)


def test_what_follows_a_jpeg_is_ignored(probe: Probe) -> None:
    data = flat("JPEG")
    assert data.endswith(EOI)
    assert np.array_equal(probe.open(data + b"\xff\xda" * 200), probe.open(data))


def test_a_file_over_the_limit_is_not_even_read(probe: Probe) -> None:
    script = "await decode(new Blob(Array(201).fill(new Uint8Array(2 ** 20))))"
    with pytest.raises(
        RefusedError, match="too_large: the file is larger than the limit of 200 MB"
    ):
        probe.run(script)


def test_a_file_that_is_gone_gets_a_sentence(probe: Probe, tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_bytes(flat("PNG"))
    probe.run("document.body.innerHTML = '<input type=file>'")
    probe.page.set_input_files("input", path)
    path.unlink()
    with pytest.raises(RefusedError, match="unreadable: the file cannot be read any more"):
        probe.run("await decode(document.querySelector('input').files[0])")


def test_a_picture_of_fifty_megapixels_is_opened(probe: Probe) -> None:
    data = encode("PNG", Image.new("L", (25_000, 2_000), 7))
    assert (probe.prepare(data, (16, 16)) == 7).all()
