"""Find the pictures behind the paths that somebody names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Listing:
    """One folder's pictures.

    Attributes:
        folder: The folder, as reached from the one that was named.
        pictures: Its files that look like pictures, sorted by name; None where it cannot be read.
    """

    folder: str
    pictures: list[os.DirEntry[str]] | None


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
            for listing in list_folders(os.fspath(path), recursive):
                if listing.pictures is None:
                    yield Path(listing.folder)
                else:
                    yield from (Path(entry.path) for entry in listing.pictures)
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


def list_folders(folder: str, recursive: bool) -> Iterator[Listing]:
    """List the pictures of a folder, and of its sub-folders where asked.

    Args:
        folder: The folder.
        recursive: Whether to look into sub-folders too.

    Yields:
        One listing for each folder, also for those without a picture; a folder that links lead to
        again is left out.
    """
    seen: set[tuple[int, int]] = set()
    pending = [folder]
    while pending:
        current = pending.pop()
        try:
            identity = os.stat(current)  # noqa: PTH116 - a Path for each folder would cost more
            if (identity.st_dev, identity.st_ino) in seen:
                continue
            seen.add((identity.st_dev, identity.st_ino))
            with os.scandir(current) as entries:
                folders, pictures = _sort_out(entries)
        except OSError:
            yield Listing(current, None)
            continue
        yield Listing(current, pictures)
        if recursive:
            pending.extend(entry.path for entry in reversed(folders))


def _sort_out(
    entries: Iterable[os.DirEntry[str]],
) -> tuple[list[os.DirEntry[str]], list[os.DirEntry[str]]]:
    """Return sub-folders and pictures, each sorted by name."""
    folders: list[os.DirEntry[str]] = []
    pictures: list[os.DirEntry[str]] = []
    for entry in sorted(entries, key=lambda entry: entry.name):
        if _is_folder(entry):
            folders.append(entry)
        elif looks_like_picture(entry.name):
            pictures.append(entry)
    return folders, pictures


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False
