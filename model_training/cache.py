"""Decode a data set once, with the very code that serves, into arrays on disk."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from model_training.config import ConfigError
from model_training.dataset import Picture
from petsight import PREPROCESS_ID, open_image, to_input

CACHE: Final = Path(".cache") / "training"
WORKERS: Final = os.cpu_count() or 2
"""Threads for decoding; Pillow lets go of Python's lock meanwhile."""

KEPT_S: Final = 7 * 24 * 3600
"""Arrays that nobody used for so long go when a new one is made."""
_ABANDONED_S: Final = 3600
"""Half an array to which nobody wrote for so long is that of a killed process."""


def load_pictures(
    root: Path, pictures: Sequence[Picture], size: int, cache: Path = CACHE, workers: int = WORKERS
) -> NDArray[np.uint8]:
    """Return pictures as the model sees them, from the cache or decoded now.

    Args:
        root: The data folder.
        pictures: Which ones; all must be readable (`split.make_split` leaves out the others).
        size: Side in pixels.
        cache: Where the arrays lie; removing the folder is always safe.
        workers: Threads for decoding.

    Returns:
        Pixels, shape (pictures, size, size, 3), memory-mapped and read-only.

    Raises:
        ConfigError: The disk has no room for them.
    """
    path = cache / f"{_key(root, pictures, size)}.npy"
    if path.exists():
        path.touch()  # `_make_room` goes by it
    else:
        _build(path, root, pictures, size, workers)
    return np.load(path, mmap_mode="r")  # type: ignore[no-any-return]


def _key(root: Path, pictures: Sequence[Picture], size: int) -> str:
    """Hash what determines the array; a changed file changes its size or time."""
    listing = []
    for picture in pictures:
        status = (root / picture.path).stat()
        listing.append([picture.path, status.st_size, status.st_mtime_ns])
    text = json.dumps([PREPROCESS_ID, size, str(root.resolve()), listing])
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _build(path: Path, root: Path, pictures: Sequence[Picture], size: int, workers: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Workers of a search, which begin at the same time, may decode the same pictures.
    partial = path.with_suffix(f".{os.getpid()}.part")
    shape = (len(pictures), size, size, 3)
    _make_room(path.parent, math.prod(shape))
    array = np.lib.format.open_memmap(partial, mode="w+", dtype=np.uint8, shape=shape)

    def fill(index: int) -> None:
        array[index] = to_input(open_image(root / pictures[index].path), size, size)[0]

    try:
        with ThreadPoolExecutor(workers) as pool:
            done = pool.map(fill, range(len(pictures)))
            for _ in tqdm(done, total=len(pictures), desc=f"decode {size}", disable=None):
                pass
        array.flush()
        partial.replace(path)  # only a whole array ever gets the name that is looked up
    finally:
        partial.unlink(missing_ok=True)


def _make_room(cache: Path, needed: int) -> None:
    """Remove what nobody used for long, and say so where the disk is too full all the same.

    A mapped file on a full disk would kill the process without a word.
    """
    for pattern, kept in (("*.npy", KEPT_S), ("*.part", _ABANDONED_S)):
        for old in sorted(cache.glob(pattern)):
            with contextlib.suppress(FileNotFoundError):  # another process was quicker
                if time.time() - old.stat().st_mtime > kept:
                    old.unlink()
    free = shutil.disk_usage(cache).free
    if needed > free:
        raise ConfigError(
            f"{cache} has room for {free / 1e9:.1f} GB, and the decoded pictures take "
            f"{needed / 1e9:.1f} GB; remove other files, or that folder's, which can be made again"
        )
