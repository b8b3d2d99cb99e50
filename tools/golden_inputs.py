"""Draw and encode the golden input files; `make_golden.py` writes them.

The scene has no symmetry, so that every orientation differs, and few different rows, so that files
and expected arrays compress well. Noise in black and white shows what smooth pictures hide: in what
order the rows and the columns are stretched.
"""

from __future__ import annotations

import importlib
import io
import struct
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageDraw

Encoder: TypeAlias = Callable[[], bytes]

_ORIENTATION: Final = 0x0112  # EXIF and TIFF tag


def encoders() -> dict[str, Encoder]:
    """Return how to make each file; nothing is encoded before it is asked for."""
    return _orientations() | _jpegs() | _pngs() | _tiffs() | _others() | _sizes() | _noises()


def _orientations() -> dict[str, Encoder]:
    return {
        f"orientation-{value}.jpg": partial(_save, "JPEG", exif=_exif(value))
        for value in range(1, 9)
    }


def _jpegs() -> dict[str, Encoder]:
    return {
        "baseline.jpg": lambda: _save("JPEG", quality=75),
        "progressive.jpg": lambda: _save("JPEG", progressive=True),
        "grey.jpg": lambda: _save("JPEG", _scene().convert("L")),
        "cmyk.jpg": lambda: _save("JPEG", _scene().convert("CMYK")),
        "profile.jpg": lambda: _save("JPEG", icc_profile=_swapping_profile()),
        "two-frames.mpo.jpg": lambda: _save("MPO", save_all=True, append_images=[_other()]),
        "draft-half.jpg": lambda: _save("JPEG", _scene(1300, 1400)),
        "draft-half-odd.jpg": lambda: _save("JPEG", _scene(1301, 1403)),
        "draft-quarter.jpg": lambda: _save("JPEG", _scene(2600, 2580)),
        "draft-under.jpg": lambda: _save("JPEG", _scene(1279, 1280)),
        "draft-just.jpg": lambda: _save("JPEG", _scene(1280, 1280)),
        "draft-turned.jpg": lambda: _save("JPEG", _scene(1300, 1400), exif=_exif(6)),
    }


def _pngs() -> dict[str, Encoder]:
    return {
        "rgb.png": lambda: _save("PNG"),
        "rgba.png": lambda: _save("PNG", _see_through()),
        "grey.png": lambda: _save("PNG", _scene().convert("L")),
        "grey-alpha.png": lambda: _save("PNG", _see_through().convert("LA")),
        "palette.png": lambda: _save("PNG", _scene().quantize(16)),
        "palette-trns.png": lambda: _save(
            "PNG", _scene().quantize(16), transparency=bytes(range(0, 256, 17))
        ),
        "rgb-trns.png": lambda: _save("PNG", transparency=(250, 240, 20)),
        "one-bit.png": lambda: _save("PNG", _scene().convert("1")),
        "grey16.png": lambda: _save("PNG", _grey16()),
        "grey16-trns.png": lambda: _save("PNG", _grey16(), transparency=_grey16().getpixel((9, 9))),
        "rgb16.png": _png16,
        "exif.png": lambda: _save("PNG", exif=_exif(6)),
    }


def _tiffs() -> dict[str, Encoder]:
    return {
        "plain.tiff": lambda: _save("TIFF"),
        "lzw.tiff": lambda: _save("TIFF", compression="tiff_lzw"),
        "turned.tiff": lambda: _save("TIFF", tiffinfo={_ORIENTATION: 8}),
        "turned-lzw.tiff": lambda: _save("TIFF", compression="tiff_lzw", exif=_exif(5)),
        "grey16.tiff": lambda: _save("TIFF", _grey16()),
    }


def _others() -> dict[str, Encoder]:
    frames: dict[str, Any] = {"save_all": True, "append_images": [_other()], "duration": 100}
    return {
        "lossy.webp": lambda: _save("WEBP"),
        "lossless.webp": lambda: _save("WEBP", _see_through(), lossless=True),
        "exif.webp": lambda: _save("WEBP", exif=_exif(7)),
        "animated.webp": lambda: _save("WEBP", **frames),
        "plain.gif": lambda: _save("GIF"),
        "see-through.gif": lambda: _save("GIF", _scene().quantize(8), transparency=3),
        "animated.gif": lambda: _save("GIF", **frames),
        "plain.bmp": lambda: _save("BMP"),
        "plain.avif": lambda: _save("AVIF"),
        "exif.avif": lambda: _save("AVIF", exif=_exif(6)),
        "plain.heic": lambda: _save("HEIF"),
        "exif.heic": lambda: _save("HEIF", exif=_exif(6)),
    }


def _sizes() -> dict[str, Encoder]:
    sizes = [(1, 1), (1, 4000), (4000, 1), (224, 224), (160, 96)]
    return {f"{w}x{h}.png": partial(_save, "PNG", _scene(w, h)) for w, h in sizes}


def _noises() -> dict[str, Encoder]:
    # Pillow stretches the columns of the first one before its rows, for every golden size.
    return {
        "noise-tall.png": lambda: _save("PNG", _noise(162, 230)),
        "noise-wide.png": lambda: _save("PNG", _noise(230, 162)),
    }


def _noise(width: int, height: int) -> Image.Image:
    generator = np.random.default_rng(width)
    return Image.fromarray(generator.choice(np.array([0, 255], np.uint8), (height, width)))


def _scene(width: int = 96, height: int = 72) -> Image.Image:
    """Sky and meadow as gradients, a sun and a house with sharp edges."""
    image = Image.fromarray(_gradient(width, height))
    draw = ImageDraw.Draw(image)
    x, y = width - 1, height - 1
    draw.rectangle((0.10 * x, 0.45 * y, 0.40 * x, 0.80 * y), fill=(176, 48, 40))
    draw.rectangle((0.20 * x, 0.60 * y, 0.28 * x, 0.80 * y), fill=(24, 20, 60))
    draw.ellipse((0.65 * x, 0.10 * y, 0.85 * x, 0.30 * y), fill=(250, 240, 20))
    return image


def _gradient(width: int, height: int) -> NDArray[np.uint8]:
    down = np.linspace(0, 1, height)[:, np.newaxis]
    stops = [0.0, 0.6, 0.6001, 1.0]
    channels = [
        np.interp(down, stops, levels)
        for levels in ([40, 190, 90, 20], [90, 220, 160, 90], [200, 250, 60, 30])
    ]
    row = np.stack(channels, axis=-1).round().astype(np.uint8)
    return np.repeat(row, width, axis=1)


def _other() -> Image.Image:
    """Any picture that nobody can mistake for the first frame."""
    return Image.new("RGB", (96, 72), (255, 0, 255))


def _see_through() -> Image.Image:
    image = _scene()
    alpha = np.repeat(np.linspace(0, 255, 96).astype(np.uint8)[np.newaxis], 72, axis=0)
    image.putalpha(Image.fromarray(alpha))
    return image


def _grey16() -> Image.Image:
    grey = np.asarray(_scene().convert("L")).astype(np.uint16)
    return Image.fromarray(grey * 257 + np.arange(96, dtype=np.uint16) % 100)


def _png16() -> bytes:
    """Encode 16-bit RGB, which Pillow reads but does not write."""
    pixels = np.asarray(_scene()).astype(">u2") * 257
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", 96, 72, 16, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _swapping_profile() -> bytes:
    """Make a colour profile that exchanges red and blue for whoever applies it."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"-XYZ").replace(b"bXYZ", b"rXYZ").replace(b"-XYZ", b"bXYZ")


def _exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    return exif.tobytes()


def _save(kind: str, image: Image.Image | None = None, **options: Any) -> bytes:
    if kind == "HEIF":
        importlib.import_module("pillow_heif").register_heif_opener()
    buffer = io.BytesIO()
    (image or _scene()).save(buffer, kind, **options)
    return buffer.getvalue()
