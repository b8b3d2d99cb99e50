"""Make the icon files that each system wants from the one drawing: `icons.py DRAWING FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES: Final = (16, 24, 32, 48, 64, 128, 256, 512)
WINDOWS_SIZES: Final = [(size, size) for size in SIZES if size <= 256]


def make_icons(drawing: Path, folder: Path) -> None:
    """Write `petsight-SIZE.png` for every size, `petsight.ico` and `petsight.icns`.

    Args:
        drawing: An SVG.
        folder: Made if need be.

    Raises:
        ValueError: The drawing cannot be read.
    """
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(f"{drawing} is no SVG that can be drawn")
    folder.mkdir(parents=True, exist_ok=True)
    for size in SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        image.save(str(folder / f"petsight-{size}.png"))
    with Image.open(folder / f"petsight-{SIZES[-1]}.png") as largest:
        largest.save(folder / "petsight.ico", sizes=WINDOWS_SIZES)
        largest.save(folder / "petsight.icns")


if __name__ == "__main__":
    make_icons(Path(sys.argv[1]), Path(sys.argv[2]))
