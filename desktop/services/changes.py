"""Find out which files are no longer what was answered."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from desktop.services.photo import Found, Photo, State

CHUNK: Final = 500


def changed(photos: Iterable[Photo], cancelled: Callable[[], bool]) -> Iterator[list[Found]]:
    """Compare photos with the disk, by size and time alone.

    Args:
        photos: Those that wait for an answer are left out: they will be read anyway.
        cancelled: Is asked between files.

    Yields:
        The files as they are now, where that differs, at most 500 at a time. What vanished keeps
        its answer.
    """
    chunk: list[Found] = []
    for photo in photos:
        if cancelled():
            return
        if photo.state is State.WAITING:
            continue
        try:
            status = os.stat(photo.path)  # noqa: PTH116 - paths may not be text
        except (OSError, ValueError):
            continue
        found = Found(photo.path, status.st_size, status.st_mtime_ns)
        if found != photo.found:
            chunk.append(found)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
