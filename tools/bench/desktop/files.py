"""Thousands of picture files, made quickly."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Final

from tools.bench import pictures

DIFFERENT: Final = 200
"""Pictures drawn; further files show one of them again, but are no equal bytes."""
COMMENT: Final = b"\xff\xfe"
NAMES_EACH: Final = 1000


def different_files(folder: Path, count: int) -> None:
    """Write JPEG files of which no two are equal, so that the app has to answer each.

    Args:
        folder: Exists and is empty.
        count: How many.
    """
    drawn = [pictures.photo(pictures.SMALL, seed) for seed in range(min(count, DIFFERENT))]
    for number in range(count):
        jpeg = drawn[number % len(drawn)]
        comment = b"%d" % number
        segment = COMMENT + struct.pack(">H", len(comment) + 2) + comment
        (folder / f"photo {number}.jpg").write_bytes(jpeg[:2] + segment + jpeg[2:])


def many_names(folder: Path, count: int) -> None:
    """Fill a folder with small pictures: few contents under many names, as file systems allow.

    Args:
        folder: Exists and is empty.
        count: How many names.
    """
    kept = folder / "photo 0.jpg"
    for number in range(count):
        path = folder / f"photo {number}.jpg"
        if number % NAMES_EACH == 0:
            kept = path
            path.write_bytes(pictures.photo((96, 72), seed=number))
        else:
            os.link(kept, path)
