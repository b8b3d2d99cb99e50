"""Tell what a file is from its first bytes, never from its name."""

from __future__ import annotations

from typing import Final

HEAD_BYTES: Final = 64
"""How many bytes `sniff` wants to see."""

SUPPORTED: Final = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF")
"""Formats that `open_image` decodes, by Pillow's names; HEIF needs a plug-in."""

_PREFIXES: Final = {
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"II+\x00": "TIFF",
    b"MM\x00+": "TIFF",
    b"8BPS": "Photoshop",
    b"%PDF": "PDF",
    b"%!PS": "PostScript",
    b"\x00\x00\x01\x00": "icon",
    b"\x00\x00\x00\x0cjP  ": "JPEG 2000",
    b"\xff\x4f\xff\x51": "JPEG 2000",
    b"\x00\x00\x00\x0cJXL ": "JPEG XL",
    b"\xff\x0a": "JPEG XL",
    b"FUJIFILM": "camera raw",
    b"IIRO": "camera raw",
    b"IIU\x00": "camera raw",
    b"gimp xcf": "GIMP",
    b"DDS ": "DirectDraw",
    b"SIMPLE  =": "FITS",
    b"<svg": "SVG",
    b"\x1aE\xdf\xa3": "video",
    b"\x00\x00\x01\xba": "video",
    b"FLV": "video",
}

_BMP_HEADERS: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})
"""Sizes of the header that follows `BM` and twelve more bytes; text may start with BM as well."""

_BRANDS: Final = {
    b"avif": "AVIF",
    b"avis": "AVIF",
    b"heic": "HEIF",
    b"heix": "HEIF",
    b"heim": "HEIF",
    b"heis": "HEIF",
    b"hevc": "HEIF",
    b"hevx": "HEIF",
    b"mif1": "HEIF",
    b"msf1": "HEIF",
    b"crx ": "camera raw",
}


def sniff(head: bytes) -> str | None:
    """Name the format that a file's first bytes announce.

    Args:
        head: The first `HEAD_BYTES` bytes, or all of a shorter file.

    Returns:
        One of `SUPPORTED`, or the everyday name of another format, or None for anything else.
    """
    for prefix, name in _PREFIXES.items():
        if head.startswith(prefix):
            return name
    if head[:4] == b"RIFF":
        return {b"WEBP": "WEBP", b"AVI ": "video"}.get(head[8:12])
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "BMP"
    if head[4:8] == b"ftyp":
        return _from_brands(head)
    return None


def _from_brands(head: bytes) -> str:
    """Read the brands of an ISO base media file (ISO/IEC 14496-12): AVIF, HEIC, raw or a video."""
    end = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12]] + [head[i : i + 4] for i in range(16, end, 4)]
    names = [_BRANDS[brand] for brand in brands if brand in _BRANDS]
    # `mif1` is what AVIF and HEIC share, so a brand that says AVIF outranks it.
    return "AVIF" if "AVIF" in names else names[0] if names else "video"
