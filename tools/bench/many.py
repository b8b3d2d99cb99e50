"""Many pictures: one worker against two, a pool of interpreters against one behind a lock."""

from __future__ import annotations

import threading
from collections import deque
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from petsight.batch import classify_many
from petsight.classifier import DeviceClassifier, classify_source
from petsight.model import Model
from tools.bench.figures import Figure
from tools.bench.timing import best, interleaved

WORKERS: Final = 2
SPEED_UP: Final = 1.7


class LockedModel(Model):
    """The alternative to the pool: one interpreter, and everyone waits for it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._lock = threading.Lock()

    def scores(self, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Run the model while no other thread does."""
        with self._lock:
            return super().scores(pixels)


def many_figures(model: Model, pictures: list[Path], rounds: int) -> list[Figure]:
    """Measure pictures per second over a folder.

    Args:
        model: The model that answers.
        pictures: The folder's files.
        rounds: How often to answer the whole folder.

    Returns:
        Throughputs, and what the second worker and the pool bring.
    """
    pooled, locked = DeviceClassifier(model), DeviceClassifier(LockedModel(model.path))
    runs = interleaved(
        {
            "one": lambda: _one_by_one(pooled, pictures),
            "pool": lambda: _together(pooled, pictures),
            "lock": lambda: _together(locked, pictures),
        },
        rounds,
    )
    one, pool, lock = (len(pictures) / best(runs[name]) for name in ("one", "pool", "lock"))
    return [
        Figure("1 worker, a plain loop", one, "pictures/s"),
        Figure("2 workers, a pool of interpreters", pool, "pictures/s"),
        Figure("2 workers, one interpreter and a lock", lock, "pictures/s"),
        Figure("2 workers against 1", pool / one, "x", SPEED_UP, at_least=True),
        Figure("pool against lock", pool / lock, "x"),
    ]


def _one_by_one(classifier: DeviceClassifier, pictures: list[Path]) -> None:
    for picture in pictures:
        classify_source(classifier, picture)


def _together(classifier: DeviceClassifier, pictures: list[Path]) -> None:
    deque(classify_many(pictures, WORKERS, classifier), maxlen=0)
