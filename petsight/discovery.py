"""Find the pictures behind the paths that somebody names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

EXTENSIONS: Final = frozenset(
    f".{name}"
    for name in (
        *("jpg", "jpeg", "jpe", "jfif", "mpo", "png", "apng", "webp", "gif", "bmp", "dib"),
        *("tif", "tiff", "avif", "heic", "heif", "hif"),
    )
)
"""What the name of a picture ends in, in lower case; only used inside folders."""


def find_pictures(
    paths: Iterable[str | os.PathLike[str]], recursive: bool = False
) -> Iterator[Path]:
    """List pictures in a steady order, without opening any.

    A path that is no folder is listed whatever its name and whether or not it exists: somebody
    meant it. In a folder, names that look like a picture's are listed, sorted, before those of its
    sub-folders. Links are followed, each folder being visited once. A folder that cannot be read is
    listed itself: opening it then gives the reason, like for any unreadable file.

    Args:
        paths: Files and folders.
        recursive: Whether to look into sub-folders too.

    Yields:
        One path for each picture.
    """
    for path in paths:
        # Path.is_dir would raise where a parent folder is locked or a name is too long.
        if os.path.isdir(path):  # noqa: PTH112
            yield from _in_folder(Path(path), recursive)
        else:
            yield Path(path)


def looks_like_picture(name: str) -> bool:
    """Tell from a file's name whether it is worth trying.

    Args:
        name: The name without its folder.

    Returns:
        True for a known extension, but not for the `._` companions that macOS leaves on foreign
        disks: they carry a picture's name and no picture.
    """
    return os.path.splitext(name)[1].lower() in EXTENSIONS and not name.startswith("._")  # noqa: PTH122


def _in_folder(folder: Path, recursive: bool) -> Iterator[Path]:
    seen: set[tuple[int, int]] = set()
    pending = [folder]
    while pending:
        current = pending.pop()
        try:
            identity = current.stat()
            if (identity.st_dev, identity.st_ino) in seen:
                continue
            seen.add((identity.st_dev, identity.st_ino))
            with os.scandir(current) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            yield current
            continue
        folders = [current / entry.name for entry in entries if _is_folder(entry)]
        for entry in entries:
            if looks_like_picture(entry.name) and not _is_folder(entry):
                yield current / entry.name
        if recursive:
            pending.extend(reversed(folders))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False
