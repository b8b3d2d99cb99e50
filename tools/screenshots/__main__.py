"""Draw every picture, each by a process of its own: languages and themes stay as they began."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from PIL.Image import Image as Picture

from desktop.services.preferences import Preferences, Theme
from tools.screenshots.pictures import write_pictures
from tools.screenshots.studio import Studio, open_studio

IMAGES: Final = Path(__file__).resolve().parents[2] / "docs" / "images"
HOME: Final = Path(tempfile.gettempdir(), "petsight-screenshots")
"""The same each time, since the pictures show where a file lies."""
DESK: Final = (1100, 740)
PHONE: Final = (390, 844)
SMALL: Final = (733, 493)
QUALITY: Final = 90
ENGLISH: Final = Preferences(language="en", theme=Theme.LIGHT)
DARK: Final = Preferences(language="en", theme=Theme.DARK)
GERMAN: Final = Preferences(language="de", theme=Theme.LIGHT)


def _welcome(studio: Studio, target: Path) -> None:
    _save(studio.photograph(), target)


def _gallery(studio: Studio, target: Path) -> None:
    studio.drag_over()
    studio.drop()
    studio.go_on()
    studio.click_card(0)
    _save(studio.photograph(), target)


def _phone(studio: Studio, target: Path) -> None:
    """Put both pages of a narrow window side by side."""
    studio.drag_over()
    studio.drop()
    studio.go_on()
    pages = [studio.photograph()]
    studio.click_card(0)
    pages.append(studio.photograph())
    both = Image.new("RGB", (2 * PHONE[0] + 20, PHONE[1]), "#808080")
    for number, page in enumerate(pages):
        both.paste(page, (number * (PHONE[0] + 20), 0))
    _save(both, target)


def _animation(studio: Studio, target: Path) -> None:
    frames = [(studio.photograph(), 1200)]
    studio.hold()
    studio.drag_over()
    frames.append((studio.photograph(), 900))
    studio.drop()
    frames.append((studio.photograph(), 700))
    studio.go_on()
    frames.append((studio.photograph(), 1600))
    studio.click_card(8)
    frames.append((studio.photograph(), 1800))
    pictures = [frame.resize(SMALL, Image.Resampling.LANCZOS) for frame, _ in frames]
    pictures[0].save(
        target,
        save_all=True,
        append_images=pictures[1:],
        duration=[milliseconds for _, milliseconds in frames],
        loop=0,
        quality=QUALITY,
        method=6,
    )


SHOTS: Final = {
    "welcome": (_welcome, ENGLISH, DESK),
    "gallery": (_gallery, ENGLISH, DESK),
    "dark": (_gallery, DARK, DESK),
    "german": (_gallery, GERMAN, DESK),
    "phone": (_phone, ENGLISH, PHONE),
    "petsight": (_animation, ENGLISH, DESK),
}


def _save(picture: Picture, target: Path) -> None:
    picture.save(target, quality=QUALITY, method=6)


def _shoot(name: str, folder: Path) -> None:
    shoot, preferences, size = SHOTS[name]
    with (
        tempfile.TemporaryDirectory(prefix="ps-") as kept,
        open_studio(Path(kept), HOME, preferences, size) as studio,
    ):
        shoot(studio, folder / f"{name}.webp")


def _shoot_all(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    HOME.mkdir()
    try:
        write_pictures(HOME)
        for name in SHOTS:
            command = [
                sys.executable,
                "-m",
                "tools.screenshots",
                "--only",
                name,
                "--out",
                str(folder),
            ]
            subprocess.run(command, env=environment, check=True)
    finally:
        shutil.rmtree(HOME)


def main() -> None:
    """Draw all, or in a process started for it, one."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, metavar="FOLDER", default=IMAGES)
    parser.add_argument("--only", choices=SHOTS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        _shoot(options.only, options.out)
    else:
        _shoot_all(options.out)


if __name__ == "__main__":
    main()
