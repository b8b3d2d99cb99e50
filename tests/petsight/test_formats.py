"""Formats are told by their first bytes."""

from __future__ import annotations

from pathlib import Path

import pytest

from petsight.formats import HEAD_BYTES, SUPPORTED, sniff

BY_SUFFIX = {
    ".jpg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".gif": "GIF",
    ".bmp": "BMP",
    ".tiff": "TIFF",
    ".avif": "AVIF",
    ".heic": "HEIF",
}


def ftyp(*brands: bytes) -> bytes:
    body = b"ftyp" + brands[0] + bytes(4) + b"".join(brands[1:])
    return (4 + len(body)).to_bytes(4, "big") + body


def test_every_supported_format_is_told(golden_inputs: Path) -> None:
    told = set()
    for path in golden_inputs.iterdir():
        name = sniff(path.read_bytes()[:HEAD_BYTES])
        assert name == BY_SUFFIX[path.suffix], path.name
        told.add(name)
    assert told == set(SUPPORTED)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        pytest.param(b"MM\x00*\0\0\0\x08", "TIFF", id="big-endian TIFF"),
        pytest.param(b"II+\0\x08\0\0\0", "TIFF", id="BigTIFF"),
        pytest.param(b"GIF87a", "GIF", id="old GIF"),
        pytest.param(b"%PDF-1.7", "PDF", id="PDF"),
        pytest.param(b"8BPS\0\x01", "Photoshop", id="Photoshop"),
        pytest.param(b"\x00\x00\x01\x00\x01\x00", "icon", id="icon"),
        pytest.param(b"\x00\x00\x00\x0cJXL \r\n\x87\n", "JPEG XL", id="JPEG XL"),
        pytest.param(b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000", id="JPEG 2000"),
        pytest.param(b"RIFF\x00\x00\x00\x00AVI LIST", "video", id="AVI"),
        pytest.param(b"RIFF\x00\x00\x00\x00WAVEfmt ", None, id="sound"),
        pytest.param(b"RIFF", None, id="RIFF alone"),
        pytest.param(b"BM", None, id="BM alone"),
        pytest.param(b"BMW builds cars and motorcycles.", None, id="text that starts with BM"),
        pytest.param(b"<!doctype html><html>", None, id="HTML"),
        pytest.param(b"PK\x03\x04", None, id="zip"),
        pytest.param(b"", None, id="nothing"),
        pytest.param(ftyp(b"avif", b"mif1", b"miaf"), "AVIF", id="AVIF"),
        pytest.param(ftyp(b"mif1", b"miaf", b"avif"), "AVIF", id="AVIF as a later brand"),
        pytest.param(ftyp(b"heic", b"mif1"), "HEIF", id="HEIC"),
        pytest.param(ftyp(b"mif1", b"heic"), "HEIF", id="HEIC as a later brand"),
        pytest.param(ftyp(b"crx ", b"crx "), "camera raw", id="CR3"),
        pytest.param(ftyp(b"isom", b"mp42"), "video", id="MP4"),
        pytest.param(ftyp(b"isom") + b"heic", "video", id="a brand behind the box"),
        pytest.param(b"\xff\xff\xff\xffftypisom", "video", id="box longer than the file"),
    ],
)
def test_head(head: bytes, name: str | None) -> None:
    assert sniff(head) == name
