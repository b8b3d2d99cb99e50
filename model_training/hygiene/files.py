"""Find pictures that cannot be opened, are very small, or exist twice byte for byte."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from model_training.dataset import Dataset, Picture
from model_training.hygiene.findings import Finding, Kind
from petsight import open_image
from petsight.errors import ImageError
from petsight.source import read_source

TINY_SIDE: Final = 64
"""A picture with a shorter side, in pixels, tells a network of 224 pixels next to nothing."""


@dataclass(frozen=True, slots=True)
class _Look:
    digest: str | None = None
    size: tuple[int, int] | None = None
    problem: str | None = None


def find_file_faults(dataset: Dataset, workers: int = 2) -> Iterator[Finding]:
    """Open every picture as training would.

    Args:
        dataset: The pictures.
        workers: Threads for reading.

    Yields:
        Findings in the order of the pictures; of copies, all but the first.
    """
    with ThreadPoolExecutor(workers) as pool:
        looks = pool.map(lambda picture: _look(dataset, picture), dataset.pictures)
        seen: dict[str, str] = {}
        for picture, look in zip(dataset.pictures, looks, strict=True):
            if look.problem is not None:
                yield Finding(picture.path, Kind.UNREADABLE, look.problem)
            if look.size is not None and min(look.size) < TINY_SIDE:
                yield Finding(picture.path, Kind.TINY, f"{look.size[0]} x {look.size[1]} pixels")
            if look.digest is not None:
                first = seen.setdefault(look.digest, picture.path)
                if first != picture.path:
                    yield Finding(picture.path, Kind.COPY, "the same bytes", first)


def _look(dataset: Dataset, picture: Picture) -> _Look:
    try:
        data = read_source(dataset.root / picture.path)
    except ImageError as exc:
        return _Look(problem=exc.message)
    digest = hashlib.sha256(data).hexdigest()
    try:
        return _Look(digest, open_image(data).size)
    except ImageError as exc:
        return _Look(digest, problem=exc.message)
