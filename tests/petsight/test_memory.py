"""How many copies of a large picture there are at once, and that cutting it changes no pixel."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from petsight.image import open_image
from tests.petsight.pictures import encode

SIDE = 3000
COPY = 4 * SIDE * SIDE
"""Bytes; Pillow keeps four for a pixel, in RGB too."""

PEAK = """
import re, sys
from pathlib import Path
import petsight

def peak():  # getrusage would tell of the process that started this one
    return 1024 * int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

small, large = (Path(path).read_bytes() for path in sys.argv[1:])
petsight.open_image(small)  # imports what it needs
before = peak()
petsight.open_image(large)
print(peak() - before)
"""
KINDS: dict[str, tuple[str, str, dict[str, Any], float]] = {
    # libwebp's two canvases and the frame that Pillow takes out of them
    "WebP": ("RGB", "WEBP", {"quality": 1}, 3.4),
    "WebP with alpha": ("RGBA", "WEBP", {"quality": 1}, 3.4),
    "PNG": ("RGB", "PNG", {}, 2.4),
    "PNG with alpha": ("RGBA", "PNG", {}, 2.4),
    "PNG of 16 bits": ("I;16", "PNG", {}, 2.4),
}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
@pytest.mark.parametrize("kind", KINDS)
def test_copies_of_a_large_picture(kind: str, tmp_path: Path) -> None:
    mode, file_format, options, copies = KINDS[kind]
    paths = []
    for side in (16, SIDE):
        paths.append(tmp_path / str(side))
        paths[-1].write_bytes(encode(file_format, Image.new(mode, (side, side), 77), **options))
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *paths], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < copies * COPY


def gradient(bands: int) -> Image.Image:
    """A picture of several strips, no two of whose rows are alike."""
    values = np.random.default_rng(7).integers(0, 256, (1100, 701, bands), dtype=np.uint8)
    return Image.fromarray(values.squeeze())


@pytest.mark.parametrize("bands", [2, 4], ids=["LA", "RGBA"])
def test_alpha_in_strips_is_alpha_as_a_whole(bands: int) -> None:
    image = gradient(bands)
    white = Image.new("RGBA", image.size, "white")
    whole = Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")
    assert open_image(encode("PNG", image)).tobytes() == whole.tobytes()


@pytest.mark.parametrize("options", [{"transparency": 3}, {"transparency": bytes(range(256))}])
def test_a_transparent_palette_in_strips(options: dict[str, Any]) -> None:
    data = encode("PNG", gradient(3).quantize(256), **options)
    with Image.open(io.BytesIO(data)) as image:
        white = Image.new("RGBA", image.size, "white")
        whole = Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")
    assert open_image(data).tobytes() == whole.tobytes()


@pytest.mark.parametrize("mode", ["I;16", "I;16B"])
def test_grey_of_16_bits_in_strips(mode: str) -> None:
    order = "<u2" if mode == "I;16" else ">u2"
    values = np.random.default_rng(7).integers(0, 2**16, (1100, 701)).astype(order)
    image = Image.frombytes(mode, values.shape[::-1], values.tobytes())
    expected = np.rint(values / 257).astype(np.uint8)
    assert np.array_equal(np.asarray(open_image(encode("TIFF", image)))[..., 0], expected)
