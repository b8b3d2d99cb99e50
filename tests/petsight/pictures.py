"""Make the picture files that the tests open."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

from PIL import Image

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
SOS = b"\xff\xda"
EOI = b"\xff\xd9"


def encode(kind: str, image: Image.Image, **options: Any) -> bytes:
    """Encode an image with Pillow."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def flat(kind: str, size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """Encode a picture of one colour."""
    return encode(kind, Image.new("RGB", size, (200, 100, 50)), **options)


def png(size: tuple[int, int], rows: bytes) -> bytes:
    """Put any rows of RGB bytes behind a PNG header that declares any size."""
    header = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return PNG_SIGNATURE + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def gif(size: tuple[int, int], frame: tuple[int, int] = (1, 1)) -> bytes:
    """Declare a canvas and a first frame of any size, with next to no data."""
    screen = struct.pack("<HHBBB", *size, 0x80, 0, 0) + bytes(6)
    descriptor = b"," + struct.pack("<HHHHB", 0, 0, *frame, 0)
    return b"GIF89a" + screen + descriptor + b"\x02\x02L\x01\x00;"


def bmp(size: tuple[int, int]) -> bytes:
    """Declare a bitmap of any size without any pixel."""
    header = struct.pack("<IiiHHIIiiII", 40, *size, 1, 24, 0, 0, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + header


def run_length_bitmap(size: tuple[int, int], runs: bytes) -> bytes:
    """Write a bitmap of 256 greys whose pixels are encoded runs, the last row first."""
    palette = b"".join(bytes((grey, grey, grey, 0)) for grey in range(256))
    pixels = 54 + len(palette)
    header = struct.pack("<IiiHHIIiiII", 40, *size, 1, 8, 1, len(runs), 0, 0, 256, 256)
    return b"BM" + struct.pack("<IHHI", pixels + len(runs), 0, 0, pixels) + header + palette + runs


def webp(size: tuple[int, int]) -> bytes:
    """Declare an animation of any size whose one frame has one pixel."""
    pixel = flat("WEBP", (1, 1), lossless=True)[12:]
    width, height = ((side - 1).to_bytes(3, "little") for side in size)
    body = b"VP8X" + struct.pack("<IB", 10, 0x02) + bytes(3) + width + height
    body += b"ANIM" + struct.pack("<IIH", 6, 0, 0)
    body += b"ANMF" + struct.pack("<I", 16 + len(pixel)) + bytes(16) + pixel
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WEBP" + body


def tiff(tags: dict[int, int], data: bytes = b"") -> bytes:
    """Write a TIFF of one directory whose tags are all numbers; `data` starts at byte 8."""
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, tags[tag]) for tag in sorted(tags))
    directory = struct.pack("<H", len(tags)) + entries + bytes(4)
    padded = data + bytes(len(data) % 2)
    return b"II*\0" + struct.pack("<I", 8 + len(padded)) + padded + directory


def grey_tiff(size: tuple[int, int], data: bytes, more: dict[int, int] | None = None) -> bytes:
    """Write an uncompressed grey TIFF in one strip."""
    width, height = size
    tags = {256: width, 257: height, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: height}
    return tiff({**tags, 279: len(data), **(more or {})}, data)


def jpeg_with_scans(count: int, between: bytes = b"") -> bytes:
    """Repeat the last scan of a progressive JPEG until there are `count`.

    Args:
        count: How many scans the file shall have.
        between: What to put in front of each repeated scan.
    """
    data = flat("JPEG", progressive=True)
    body = data.removesuffix(EOI)
    last = body[body.rindex(SOS) :]
    return body + (between + last) * (count - data.count(SOS)) + EOI
