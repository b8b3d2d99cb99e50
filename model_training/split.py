"""Divide a data set into parts so that near-duplicates never face each other across parts.

Parts: `train` fits weights; `select` stops early and makes every choice; `calibrate` fits the
calibration and the thresholds; `heldout` gives the figures; `test` is only ever reported; `leak`
holds pictures that resemble one of `test` and are used for nothing.
"""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from model_training.config import ConfigError
from model_training.dataset import Dataset, Picture
from model_training.files import read_list, write_list
from petsight import open_image
from petsight.errors import ImageError

logger = logging.getLogger(__name__)

Bits = NDArray[np.bool_]
Strata = dict[tuple[str, tuple[str, ...]], list[list[Picture]]]
"""Groups of pictures by source and labels."""

TRAIN: Final = "train"
SHARES: Final = {TRAIN: 0.7, "select": 0.1, "calibrate": 0.1, "heldout": 0.1}
TEST: Final = "test"
LEAK: Final = "leak"
HASH_SIDE: Final = 16
NEAR: Final = 26
"""Two pictures are near-duplicates if at most this many of their 256 hash bits differ."""


def difference_hash(image: Image.Image) -> Bits:
    """Hash a picture by the sign of its horizontal gradients.

    Survives scaling, squeezing and re-encoding. Source: N. Krawetz, "Kind of like that", 2013,
    https://www.hackerfactor.com/blog/index.php?/archives/529-Kind-of-Like-That.html

    Args:
        image: Any picture in mode RGB.

    Returns:
        256 bits.
    """
    small = image.convert("L").resize((HASH_SIDE + 1, HASH_SIDE), Image.Resampling.BOX)
    grey = np.asarray(small, np.int16)
    return (grey[:, 1:] > grey[:, :-1]).ravel()


def near_duplicate_groups(hashes: Bits, mirrored: Bits) -> NDArray[np.int64]:
    """Join pictures that are near-duplicates of each other, mirrored ones too.

    Args:
        hashes: Bits of `difference_hash`, shape (pictures, 256).
        mirrored: Those of the mirrored pictures. Where a picture is flat they do not follow from
            `hashes`: no gradient is no gradient in a mirror too.

    Returns:
        For each picture the smallest index in its group, shape (pictures,).
    """
    signs = np.where(hashes, 1.0, -1.0).astype(np.float32)
    mirrored_signs = np.where(mirrored, 1.0, -1.0).astype(np.float32)
    parents = np.arange(len(hashes))
    similar = hashes.shape[1] - 2 * NEAR  # of a product of signs: bits equal minus bits different
    for start in range(0, len(hashes), 1024):
        block = signs[start : start + 1024]
        close = (block @ signs.T >= similar) | (block @ mirrored_signs.T >= similar)
        for row, column in np.argwhere(close):
            _join(parents, start + int(row), int(column))
    return np.array([_root(parents, i) for i in range(len(parents))])


def make_split(dataset: Dataset, seed: int, workers: int = 2) -> dict[str, str]:
    """Assign every readable picture to a part.

    Groups of near-duplicates are kept together, and each combination of source and labels is
    divided in the same shares.

    Args:
        dataset: The pictures; those bound to a part stay there.
        seed: Seed of the shuffle.
        workers: Threads for reading.

    Returns:
        Part by path.
    """
    parts: dict[str, str] = {}
    strata: Strata = defaultdict(list)
    for group in find_groups(dataset, workers):
        bound = {picture.part for picture in group if picture.part}
        if bound:
            parts |= {picture.path: picture.part or LEAK for picture in group}
        else:
            strata[group[0].source, tuple(sorted(group[0].labels))].append(group)
    for index, key in enumerate(sorted(strata)):
        rng = np.random.default_rng([seed, index])
        parts |= _divide([strata[key][i] for i in rng.permutation(len(strata[key]))])
    return dict(sorted(parts.items()))


def find_groups(dataset: Dataset, workers: int = 2) -> list[list[Picture]]:
    """Group the readable pictures so that near-duplicates are together.

    Args:
        dataset: The pictures.
        workers: Threads for reading.

    Returns:
        Groups in the order of their first pictures.
    """
    pictures, hashes, mirrored = _hash_pictures(dataset, workers)
    groups: dict[int, list[Picture]] = defaultdict(list)
    for picture, group in zip(pictures, near_duplicate_groups(hashes, mirrored), strict=True):
        groups[int(group)].append(picture)
    return list(groups.values())


def read_split(path: Path) -> dict[str, str]:
    """Read a split list: CSV with the columns `path` and `part`.

    Raises:
        ConfigError: There is no such list, or it has other columns or parts.
    """
    parts = read_list(path, "part", "parts")
    if unknown := set(parts.values()) - {*SHARES, TEST, LEAK}:
        raise ConfigError(f"the list of parts {path} names unknown ones: {unknown}")
    return parts


def write_split(path: Path, parts: dict[str, str]) -> None:
    """Write a split list, sorted by path."""
    write_list(path, "part", parts)


def pictures_by_part(dataset: Dataset, parts: dict[str, str]) -> dict[str, list[Picture]]:
    """Sort the pictures into their parts.

    Raises:
        ConfigError: The split list names pictures that are not there, or not enough of them.
    """
    known = {picture.path for picture in dataset.pictures}
    missing = sorted(set(parts) - known)
    if missing:
        raise ConfigError(
            f"{len(missing)} pictures of the list of parts are not in {dataset.root}, "
            f"the first is {missing[0]}"
        )
    result: dict[str, list[Picture]] = {part: [] for part in (*SHARES, TEST, LEAK)}
    for picture in dataset.pictures:
        if picture.path in parts:
            result[parts[picture.path]].append(picture)
    empty = [part for part in SHARES if not result[part]]
    if empty:
        raise ConfigError(f"too few pictures: nothing is left for {', '.join(empty)}")
    return result


def _hash_pictures(dataset: Dataset, workers: int) -> tuple[list[Picture], Bits, Bits]:
    """Return the readable pictures, their hashes and the hashes of their mirror images."""

    def read(picture: Picture) -> tuple[Picture, Bits, Bits] | None:
        try:
            image = open_image(dataset.root / picture.path)
        except ImageError as exc:
            logger.warning("left out: %s: %s", picture.path, exc.message)
            return None
        return picture, difference_hash(image), difference_hash(ImageOps.mirror(image))

    with ThreadPoolExecutor(workers) as pool:
        kept = [row for row in pool.map(read, dataset.pictures) if row is not None]
    if not kept:
        raise ConfigError(f"none of the pictures in {dataset.root} can be opened")
    pictures, hashes, mirrored = zip(*kept, strict=True)
    return list(pictures), np.array(hashes), np.array(mirrored)


def _divide(groups: Sequence[list[Picture]]) -> dict[str, str]:
    """Give each group to the part that is furthest below its share."""
    total = sum(map(len, groups))
    filled: Counter[str] = Counter()
    parts: dict[str, str] = {}
    for group in sorted(groups, key=len, reverse=True):
        part = max(SHARES, key=lambda name: SHARES[name] * total - filled[name])
        filled[part] += len(group)
        parts |= {picture.path: part for picture in group}
    return parts


def _root(parents: NDArray[np.int64], index: int) -> int:
    while parents[index] != index:
        parents[index] = parents[parents[index]]
        index = int(parents[index])
    return index


def _join(parents: NDArray[np.int64], first: int, second: int) -> None:
    low, high = sorted((_root(parents, first), _root(parents, second)))
    parents[high] = low
