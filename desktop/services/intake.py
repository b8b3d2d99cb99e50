"""Find the picture files behind what somebody brought."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from desktop.services.photo import Found
from petsight.discovery import list_folders

T = TypeVar("T")

CHUNK: Final = 500
"""Files that `find` returns at a time."""
_CHUNK_S: Final = 0.1


def find(paths: Iterable[str], cancelled: Callable[[], bool]) -> Iterator[list[Found]]:
    """List files, and what looks like a picture in folders and their sub-folders.

    Links are followed and each path is the real one, so that a file has one path however it was
    reached. What cannot be read is listed too: answering it gives the reason. Touches the disk, so
    it belongs in a thread.

    Args:
        paths: Absolute paths of files and folders.
        cancelled: Asked often; True ends the search.

    Yields:
        Files in a steady order, at most `CHUNK` at a time, and fewer where the search is slow.
    """
    chunk: list[Found] = []
    begun = time.monotonic()
    for found in _each(paths):
        if cancelled():
            return
        if found is not None:
            chunk.append(found)
        if len(chunk) == CHUNK or (chunk and time.monotonic() - begun > _CHUNK_S):
            yield chunk
            chunk, begun = [], time.monotonic()
    if chunk:
        yield chunk


def _each(paths: Iterable[str]) -> Iterator[Found | None]:
    """Yield files one by one, and None now and then so that a vain search can be ended."""
    real_folders: dict[str, str] = {}
    for path in paths:
        real = _with_real_folder(path, real_folders)
        found = _look(real, os.lstat, real)
        if found is None:
            yield from _in_folder(path)
        else:
            yield found


def _with_real_folder(path: str, known: dict[str, str]) -> str:
    """Resolve the folder alone, which thousands of files have in common."""
    begin = path.rfind(os.sep) + 1  # as os.path.split does it, in a fraction of the time
    folder, name = path[:begin], path[begin:]
    if name in ("", os.curdir, os.pardir):
        return os.path.realpath(path)
    if folder not in known:
        known[folder] = _prefix(folder)
    return known[folder] + name


def _in_folder(folder: str) -> Iterator[Found | None]:
    for listing in list_folders(folder, recursive=True):
        if listing.pictures is None:
            yield Found(os.path.realpath(listing.folder))
            continue
        yield None
        prefix = _prefix(listing.folder)
        for entry in listing.pictures:
            yield _look(prefix + entry.name, _stat, entry)


def _prefix(folder: str) -> str:
    """Return what the real paths in a folder begin with; to join each one would cost more."""
    return os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 - paths may not be text


def _stat(entry: os.DirEntry[str]) -> os.stat_result:
    return entry.stat(follow_symlinks=False)


def _look(path: str, look: Callable[[T], os.stat_result], at: T) -> Found | None:
    """Return a file with size and time, or None for a folder."""
    try:
        status = look(at)
        if stat.S_ISLNK(status.st_mode):
            path = os.path.realpath(path)
            status = os.stat(path)  # noqa: PTH116 - paths may not be text
    except OSError:
        return Found(path)
    if stat.S_ISDIR(status.st_mode):
        return None
    return Found(path, status.st_size, status.st_mtime_ns)
