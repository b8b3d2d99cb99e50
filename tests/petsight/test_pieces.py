"""Files of few bytes and very many pieces: what takes long to walk through is refused soon."""

from __future__ import annotations

import struct
import zlib
from importlib.util import find_spec
from pathlib import Path

import pytest

from petsight import errors
from petsight.heif import item_types_are_text
from petsight.image import open_image
from petsight.source import Limits
from petsight.tiff import longest_list
from tests.petsight.pictures import encode, flat, grey_tiff, run_length_bitmap
from tests.support import require

MANY = 5000
CHUNK = b"\0\0\0\0tEXt" + zlib.crc32(b"tEXt").to_bytes(4, "big")


def entry(tag: int, kind: int, count: int, value: int, form: str = "<HHLL") -> bytes:
    return struct.pack(form, tag, kind, count, value)


def strips(count: int) -> bytes:
    """Write a TIFF in which each row is a strip, and all are the same."""
    numbers = {256: 1, 257: count, 258: 8, 259: 1, 262: 1, 277: 1, 278: 1}
    entries = [entry(tag, 3, 1, number) for tag, number in numbers.items()]
    entries.insert(5, entry(273, 3, count, 8))
    entries.append(entry(279, 3, count, 8 + 2 * count))
    lists = struct.pack("<H", 8) * count + struct.pack("<H", 1) * count
    directory = struct.pack("<H", len(entries)) + b"".join(entries) + bytes(4)
    return b"II*\0" + struct.pack("<L", 8 + len(lists)) + lists + directory


def with_many(data: bytes, at: int, piece: bytes) -> bytes:
    return data[:at] + piece * MANY + data[at:]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(with_many(flat("JPEG"), 2, b"\xff"), id="padding of a JPEG"),
        pytest.param(with_many(flat("JPEG"), 2, b"\xff\xe5\0\2"), id="segments of a JPEG"),
        pytest.param(with_many(flat("PNG"), 33, CHUNK), id="chunks of a PNG"),
        pytest.param(with_many(flat("GIF"), flat("GIF").index(b",\0\0"), b"!\xfe\0"), id="GIF"),
        pytest.param(strips(MANY), id="strips of a TIFF"),
    ],
)
def test_a_file_in_too_many_pieces_is_refused(data: bytes) -> None:
    assert open_image(data, Limits(pieces=10 * MANY)).mode == "RGB"  # nothing else is wrong
    with pytest.raises(errors.ImageTooLargeError, match="cut into too many pieces"):
        open_image(data, Limits(pieces=MANY - 1))


def test_the_limit_without_being_asked() -> None:
    with pytest.raises(errors.ImageTooLargeError, match="cut into too many pieces"):
        open_image(b"\xff\xd8" + b"\xff" * 2**19 + flat("JPEG")[2:])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "AVIF"])
def test_ordinary_pictures_have_few_pieces(kind: str) -> None:
    assert open_image(flat(kind), Limits(pieces=100)).size == (40, 30)


def test_a_bitmap_in_runs_of_one_pixel_opens() -> None:
    """Each takes two of Pillow's reads, so that no picture of this kind would be left."""
    rows = [b"".join(bytes((1, x)) for x in range(100)) + b"\0\0" for _ in range(50)]
    image = open_image(run_length_bitmap((100, 50), b"".join(rows)), Limits(pieces=100))
    assert [image.getpixel((x, 49)) for x in (0, 99)] == [(0, 0, 0), (99, 99, 99)]


def test_a_million_strips_are_not_even_looked_at() -> None:
    data = strips(2**20)
    with pytest.raises(errors.ImageTooLargeError, match="cut into too many pieces"):
        open_image(data)


@pytest.mark.parametrize(
    ("entries", "longest"),
    [
        ([entry(258, 3, 1, 8)], 1),
        ([entry(258, 3, 1, 8)] * 3, 3),
        ([entry(258, 3, 700, 8)], 700),
        ([entry(258, 3, 1, 8), entry(320, 4, 900, 8)], 900),
        ([entry(700, 1, 10**6, 8), entry(37500, 7, 10**6, 8), entry(270, 2, 10**6, 8)], 3),
        ([entry(273, 1, 800, 8)], 800),
        ([entry(324, 7, 800, 8)], 800),
    ],
)
def test_the_longest_list_of_a_tiff(entries: list[bytes], longest: int) -> None:
    body = struct.pack("<H", len(entries)) + b"".join(entries)
    assert longest_list(b"II*\0" + struct.pack("<L", 8) + body, 1000) == longest


def test_the_longest_list_of_other_tiffs() -> None:
    motorola = struct.pack(">L", 8) + struct.pack(">H", 1) + entry(258, 3, 700, 8, ">HHLL")
    assert longest_list(b"MM\0*" + motorola, 1000) == 700
    big = struct.pack("<HHQQ", 8, 0, 16, 1) + entry(258, 3, 10**10, 8, "<HHQQ")
    assert longest_list(b"II+\0" + big, 1000) == 10**10
    flood = struct.pack("<HHQQ", 8, 0, 16, 10**10)
    assert longest_list(b"II+\0" + flood, 1000) == 10**10  # the directory itself


def test_a_big_tiff_opens() -> None:
    image = open_image(grey_tiff((4, 4), bytes(range(16))))
    assert open_image(encode("TIFF", image, big_tiff=True)).getpixel((3, 0)) == (3, 3, 3)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("size", "count"), [(b"\0\x7f\x7f\x7f", 2**21), (b"\0\0\1\0", 2**21)], ids=["long", "many"]
)
def test_overlapping_entries_of_a_heic_are_refused_soon(size: bytes, count: int) -> None:
    assert not item_types_are_text((size + b"infe\0") * count + bytes(256))


@pytest.mark.parametrize(("size", "sensible"), [(900, True), (1100, False)])
def test_an_entry_of_a_heic_has_a_sensible_size(size: int, sensible: bool) -> None:
    """Many that overlap may not be long as well."""
    assert item_types_are_text(struct.pack(">L4s", size, b"infe") + bytes(size)) == sensible


@pytest.mark.parametrize(
    ("head", "kept"),
    [
        (b"\0\0\0\x28mdat", True),
        (b"\0\0\0\1mdat" + (40).to_bytes(8, "big"), True),
        (b"\0\0\0\x28free", False),
        (b"\0\0\0\x07mdat", False),
        (b"\0\0\0\x08mdat", False),
    ],
    ids=["pixels", "pixels, 64 bits", "no pixels", "no size", "behind pixels"],
)
def test_among_coded_pixels_of_a_heic_anything_may_stand(head: bytes, kept: bool) -> None:
    assert item_types_are_text((head + b"infe\0" + bytes(40))[:40]) == kept


def test_a_heic_with_many_items_opens(golden_inputs: Path) -> None:
    require(find_spec("pi_heif"), "pi-heif")
    data = (golden_inputs / "plain.heic").read_bytes()
    items = (b"\0\0\0\x15infe\2\0\0\0\0\1\0\0hvc1\0") * 1000  # beyond what it needs
    assert open_image(data + items).size == open_image(data).size
