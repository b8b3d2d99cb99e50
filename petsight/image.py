"""Open a picture from anywhere: bounded, upright, RGB, first frame.

This is the first half of the preprocessing that `petsight.preprocess.PREPROCESS_ID` names; nothing
else in the project decodes pictures.
"""

from __future__ import annotations

import contextlib
import importlib
import io
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from PIL import ExifTags, Image

from petsight import errors
from petsight.formats import HEAD_BYTES, SUPPORTED, sniff
from petsight.heif import item_types_are_text
from petsight.jpeg import count_scans
from petsight.metered import MeteredFile, too_many_pieces
from petsight.quiet import quiet
from petsight.source import DEFAULT_LIMITS, ImageSource, Limits, read_source
from petsight.tiff import longest_list

DRAFT_SIDE: Final = 640
"""Large JPEGs are decoded at 1/2, 1/4 or 1/8 while both sides stay at least this many pixels."""

_PLUGINS: Final = {
    "JPEG": "PIL.JpegImagePlugin",
    "PNG": "PIL.PngImagePlugin",
    "WEBP": "petsight.webp",
    "GIF": "PIL.GifImagePlugin",
    "BMP": "PIL.BmpImagePlugin",
    "TIFF": "petsight.libtiff",
    "AVIF": "PIL.AvifImagePlugin",
}

_DAMAGED: Final = "the picture is cut short or damaged"

_TILE_WIDTH: Final = 322  # TIFF tags
_TILE_LENGTH: Final = 323

_STRIP_PIXELS: Final = 2**18

_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def open_image(source: ImageSource, limits: Limits = DEFAULT_LIMITS) -> Image.Image:
    """Decode the first frame of a picture, upright and in RGB.

    Orientation (EXIF 1-8) is applied, transparency is laid over white, 16-bit greys are scaled to
    8 bits and colour profiles are ignored. Large JPEGs are decoded at reduced scale, see
    `DRAFT_SIDE`.

    Args:
        source: A path, the bytes of a file, or a file open for reading bytes.
        limits: What the picture may cost.

    Returns:
        An image in mode RGB that holds no reference to the source.

    Raises:
        errors.ImageError: The subclass says what is wrong with the picture.
        TypeError: `source` is none of the three kinds.
    """
    return decode_image(read_source(source, limits), limits)


def decode_image(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Image.Image:
    """Decode the bytes of a picture; see `open_image`."""
    with quiet():
        try:
            image = _identify(data, limits)
            if image.format in ("JPEG", "MPO"):
                image.draft(None, (DRAFT_SIDE, DRAFT_SIDE))
            image.load()
            image = _upright(image)
            return _to_rgb(image)
        except errors.ImageError:
            raise
        except MemoryError as exc:
            raise errors.ImageTooLargeError("there is too little memory for this picture") from exc
        # Decoders of damaged data raise whatever they stumble over: OSError, ValueError,
        # struct.error, zlib.error, SyntaxError and more. None of it may reach a user.
        except Exception as exc:
            raise errors.TruncatedImageError(_DAMAGED) from exc


def _identify(data: bytes, limits: Limits) -> Image.Image:
    """Read the header alone and hold it against the limits."""
    name = sniff(data[:HEAD_BYTES])
    if name is None:
        raise errors.NotAnImageError("this is not a picture")
    if name not in SUPPORTED:
        raise errors.UnsupportedFormatError(
            f"{name} files are not supported; save this one as JPEG or PNG"
        )
    _load_plugin(name)
    if name == "HEIF" and not item_types_are_text(data):
        raise errors.TruncatedImageError(_DAMAGED)
    if name == "JPEG" and count_scans(data, limits.scans) > limits.scans:
        raise errors.ImageTooLargeError(f"this JPEG has more than {limits.scans} scans")
    if name == "TIFF" and longest_list(data, limits.pieces) > limits.pieces:
        raise too_many_pieces()
    try:
        image = _open(name, _as_file(name, data, limits))
    except Image.DecompressionBombError as exc:  # Pillow's own limit, which is twice its warning's
        raise _too_many_pixels(min(limits.pixels, 2 * (Image.MAX_IMAGE_PIXELS or 0))) from exc
    if max(image.width * image.height, _tile_pixels(image)) > limits.pixels:
        raise _too_many_pixels(limits.pixels)
    return image


def _as_file(name: str, data: bytes, limits: Limits) -> io.BytesIO:
    # Pillow reads run-length encoded bitmaps byte by byte: healthy ones in more pieces than any
    # limit would allow, and all of them so quickly that their size is limit enough.
    return io.BytesIO(data) if name == "BMP" else MeteredFile(data, limits.pieces)


def _open(name: str, file: io.BytesIO) -> Image.Image:
    if name == "WEBP":
        from petsight.webp import FirstFrame

        return FirstFrame(file)
    return Image.open(file, formats=(name,))


def _tile_pixels(image: Image.Image) -> int:
    """Return the size of a TIFF's tiles: the decoder fills a whole one, however small the image."""
    tags: Mapping[int, int] = getattr(image, "tag_v2", {})
    return int(tags.get(_TILE_WIDTH, 0)) * int(tags.get(_TILE_LENGTH, 0))


def _load_plugin(name: str) -> None:
    """Import one Pillow plug-in; naming an unknown format would make Pillow import them all."""
    if name == "HEIF":
        try:
            pi_heif = importlib.import_module("pi_heif")
        except ImportError:
            raise errors.UnsupportedFormatError(
                "HEIC pictures need a plug-in: pip install 'petsight[heif]'"
            ) from None
        pi_heif.register_heif_opener()
    else:
        importlib.import_module(_PLUGINS[name])


def _too_many_pixels(limit: int) -> errors.ImageTooLargeError:
    return errors.ImageTooLargeError(f"the picture has more than {limit / 1e6:.4g} megapixels")


def _upright(image: Image.Image) -> Image.Image:
    orientation = 1
    # Broken EXIF data says nothing about the pixels, so it must not cost the picture.
    with contextlib.suppress(Exception):
        orientation = image.getexif().get(ExifTags.Base.Orientation, 1)
    method = _UPRIGHT.get(orientation)
    return image if method is None else image.transpose(method)


def _to_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16"):
        image = _scale_grey16(image)
    if image.mode in ("I", "F", "LAB"):
        raise errors.UnsupportedFormatError(
            f"pictures with pixels of type {image.mode} are not supported; "
            "save this one as JPEG or PNG"
        )
    # Always a new image, so neither the file nor its bytes stay alive.
    rgb = _over_white(image) if image.has_transparency_data else image.convert("RGB")
    rgb.info.clear()  # no position, no comment, no profile goes further than this
    return rgb


def _over_white(image: Image.Image) -> Image.Image:
    rgb = Image.new("RGB", image.size)
    for box, strip in _strips(image):
        white = Image.new("RGBA", strip.size, "white")
        shown = Image.alpha_composite(white, strip.convert("RGBA"))
        rgb.paste(shown.convert("RGB"), box)
    return rgb


def _scale_grey16(image: Image.Image) -> Image.Image:
    """Round to 8 bits; the one transparent grey that a PNG may name becomes white."""
    grey = Image.new("L", image.size)
    for box, strip in _strips(image):
        values = np.asarray(strip).astype(np.uint32)
        scaled = ((values + 128) // 257).astype(np.uint8)
        scaled[values == image.info.get("transparency", -1)] = 255
        grey.paste(Image.fromarray(scaled), box)
    return grey


def _strips(image: Image.Image) -> Iterator[tuple[tuple[int, int, int, int], Image.Image]]:
    """Cut from top to bottom: every step of a conversion copies, and a whole picture is large."""
    rows = max(1, _STRIP_PIXELS // image.width)
    for top in range(0, image.height, rows):
        box = (0, top, image.width, min(top + rows, image.height))
        yield box, image.crop(box)
