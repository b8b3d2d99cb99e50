"""A data set, listed and divided, with the arrays that training and measuring take from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from model_training.cache import load_pictures
from model_training.config import TrainConfig
from model_training.corrections import add_corrections
from model_training.dataset import Dataset, Picture, find_dataset
from model_training.hygiene.findings import read_exclusions
from model_training.split import make_split, pictures_by_part, read_split, write_split

JUDGED: Final = ("heldout", "test")
"""Parts whose figures are told with and without doubtful pictures, so that both are there."""
SAMPLES: Final = 200
PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Prepared:
    """A data set, divided.

    Attributes:
        dataset: The data set.
        parts: Pictures by part.
    """

    dataset: Dataset
    parts: dict[str, list[Picture]]

    def images(self, part: str, size: int) -> Any:
        """Return a part's pictures at a size, uint8 (n, size, size, 3)."""
        return self.load(self.parts[part], size)

    def load(self, pictures: Sequence[Picture], size: int) -> Any:
        """Return some of the pictures at a size, uint8 (n, size, size, 3)."""
        return load_pictures(self.dataset.root, pictures, size)

    def targets(self, part: str) -> Any:
        """Return a part's wanted output, (n, labels)."""
        return self.dataset.targets(self.parts[part])


def prepare(
    config: TrainConfig, data: Path, run: Path | None = None, corrections: Path | None = None
) -> Prepared:
    """List a data set and divide it, by the committed list or by a new one in the run folder.

    Args:
        config: The configuration.
        data: The data folder.
        run: Where a new split list is kept; None does not keep it.
        corrections: A folder of further training pictures; they are not in the split list.

    Returns:
        The divided data set.

    Raises:
        ConfigError: The data do not fit the configuration or the split list, or the corrections
            the data.
    """
    dataset = find_dataset(data, config)
    if config.split_list is not None:
        parts = read_split(PACKAGE / config.split_list)
    elif run is not None and (run / "split.csv").exists():
        parts = read_split(run / "split.csv")
    else:
        parts = make_split(dataset, config.seed)
        if run is not None:
            write_split(run / "split.csv", parts)
    wrong = wrong_labels(config)
    parts = {path: part for path, part in parts.items() if part in JUDGED or path not in wrong}
    if corrections is not None:
        dataset, parts = add_corrections(dataset, parts, corrections)
    return Prepared(dataset, pictures_by_part(dataset, parts))


def wrong_labels(config: TrainConfig) -> frozenset[str]:
    """Return the paths on the configuration's list of wrong labels; without a list none."""
    if config.exclusions is None:
        return frozenset()
    return frozenset(read_exclusions(PACKAGE / config.exclusions))


def calibration_samples(config: TrainConfig, prepared: Prepared) -> Any:
    """Pick up to 200 training pictures, evenly from all folders, uint8 (n, size, size, 3)."""
    train = prepared.parts["train"]
    some = [train[place] for place in spread_places(len(train), SAMPLES)]
    margin = (config.train_size - config.size) // 2
    inner = slice(margin, margin + config.size)
    return np.asarray(prepared.load(some, config.train_size)[:, inner, inner])


def spread(images: Any, most: int = SAMPLES) -> Any:
    """Pick pictures evenly from all of them, which are sorted by folder."""
    return np.asarray(images[spread_places(len(images), most)])


def spread_places(count: int, most: int) -> Any:
    """Return up to `most` of the indices below `count`, evenly spaced."""
    return np.linspace(0, count - 1, min(most, count)).round().astype(int)
