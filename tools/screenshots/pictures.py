"""What the screenshots show: scikit-image's cat, which is free for all (CC0), and own drawings."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageOps
from PIL.Image import Image as Picture
from skimage import data

SIZE: Final = (900, 600)
WHEN: Final = 1_750_000_000
"""The files' time, so that the screenshots are the same each time."""


def write_pictures(folder: Path) -> None:
    """Write the pictures into a folder, and one file that is none.

    Args:
        folder: Exists and is empty.
    """
    cat = Image.fromarray(data.cat()).resize(SIZE, Image.Resampling.LANCZOS)
    made = {
        "Chelsea.jpg": cat,
        "Lighthouse.jpg": _drawn(_lighthouse),
        "Chelsea, close.jpg": cat.crop((210, 40, 690, 360)).resize(SIZE, Image.Resampling.LANCZOS),
        "Evening.jpg": _drawn(_evening),
        "Chelsea in black and white.jpg": ImageOps.grayscale(cat).convert("RGB"),
        "Rex by Ada, 6.jpg": _drawn(_dog),
        "Balloon.jpg": _drawn(_balloon),
        "Chelsea at dusk.jpg": _dusk(ImageOps.mirror(cat)),
        "Out of focus.jpg": cat.filter(ImageFilter.GaussianBlur(24)),
    }
    for name, picture in made.items():
        picture.save(folder / name, quality=90)
    (folder / "Half a download.jpg").write_bytes((folder / "Chelsea.jpg").read_bytes()[:9000])
    for number, path in enumerate(folder / name for name in [*made, "Half a download.jpg"]):
        os.utime(path, (WHEN + number, WHEN + number))


def _drawn(draw: Callable[[ImageDraw.ImageDraw], None]) -> Picture:
    """Draw at twice the size and shrink, which rounds the edges."""
    width, height = SIZE
    picture = Image.new("RGB", (width * 2, height * 2))
    draw(ImageDraw.Draw(picture))
    return picture.resize(SIZE, Image.Resampling.LANCZOS)


def _dusk(picture: Picture) -> Picture:
    blue = Image.new("RGB", picture.size, (38, 52, 110))
    return Image.blend(ImageEnhance.Brightness(picture).enhance(0.75), blue, 0.3)


def _sky(draw: ImageDraw.ImageDraw, top: tuple[int, ...], bottom: tuple[int, ...]) -> None:
    for y in range(1200):
        mixed = [a + (b - a) * y // 1200 for a, b in zip(top, bottom, strict=True)]
        draw.line([(0, y), (1800, y)], fill=tuple(mixed))


def _lighthouse(draw: ImageDraw.ImageDraw) -> None:
    _sky(draw, (126, 184, 230), (232, 240, 246))
    draw.rectangle([0, 860, 1800, 1200], fill=(46, 110, 150))
    for y in range(900, 1200, 60):
        draw.line([(0, y), (1800, y + 12)], fill=(74, 140, 180), width=8)
    draw.ellipse([820, 780, 1700, 1300], fill=(96, 126, 84))
    for band in range(5):
        left, top = 1180 - band * 14, 300 + band * 110
        colour = (206, 66, 60) if band % 2 == 0 else (246, 242, 236)
        draw.polygon(
            [
                (left, top),
                (2 * 1250 - left, top),
                (2 * 1250 - left + 14, top + 110),
                (left - 14, top + 110),
            ],
            fill=colour,
        )
    draw.rectangle([1190, 210, 1310, 300], fill=(250, 226, 130))
    draw.polygon([(1170, 210), (1330, 210), (1250, 130)], fill=(120, 40, 40))


def _evening(draw: ImageDraw.ImageDraw) -> None:
    _sky(draw, (60, 52, 120), (250, 170, 110))
    draw.ellipse([760, 560, 1100, 900], fill=(255, 222, 140))
    for height, colour in ((760, (92, 70, 120)), (860, (64, 54, 98)), (980, (36, 36, 66))):
        points = [
            (x, height + abs((x * 7 + height * 3) % 700 - 350) // 3) for x in range(0, 1900, 150)
        ]
        draw.polygon([(0, 1200), *points, (1800, 1200)], fill=colour)


def _balloon(draw: ImageDraw.ImageDraw) -> None:
    _sky(draw, (92, 160, 226), (214, 234, 250))
    for x, y in ((160, 260), (1240, 180), (1380, 780), (240, 900)):
        for dx, size in ((0, 120), (90, 170), (220, 130)):
            draw.ellipse(
                [x + dx, y - size // 2, x + dx + size * 2, y + size // 2], fill=(250, 252, 255)
            )
    for step, colour in enumerate(((220, 70, 70), (248, 196, 80), (74, 130, 200), (220, 70, 70))):
        inset = step * 78
        draw.ellipse([620 + inset, 140, 1180 - inset, 780], fill=colour)
    draw.line([(760, 740), (840, 940)], fill=(90, 70, 50), width=8)
    draw.line([(1040, 740), (960, 940)], fill=(90, 70, 50), width=8)
    draw.rounded_rectangle([826, 930, 974, 1050], 20, fill=(150, 104, 60))


def _dog(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle([0, 0, 1800, 1200], fill=(252, 248, 236))
    draw.ellipse([560, 240, 1240, 1000], fill=(206, 150, 92))
    draw.ellipse([420, 260, 680, 860], fill=(120, 74, 44))
    draw.ellipse([1120, 260, 1380, 860], fill=(120, 74, 44))
    draw.ellipse([700, 620, 1100, 1010], fill=(242, 224, 196))
    for x in (720, 980):
        draw.ellipse([x, 460, x + 100, 570], fill=(40, 30, 26))
        draw.ellipse([x + 54, 474, x + 86, 506], fill=(255, 255, 255))
    draw.ellipse([810, 650, 990, 780], fill=(40, 30, 26))
    draw.line([(900, 780), (900, 850)], fill=(40, 30, 26), width=14)
    draw.arc([780, 760, 900, 880], 10, 170, fill=(40, 30, 26), width=14)
    draw.arc([900, 760, 1020, 880], 10, 170, fill=(40, 30, 26), width=14)
    draw.rounded_rectangle([850, 868, 950, 1000], 48, fill=(228, 110, 120))
