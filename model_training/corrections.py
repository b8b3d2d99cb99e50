"""Take what people put right in the desktop app as further training pictures.

The parts that are measured on stay as they are without corrections, so that figures of both can be
compared; and what resembles a picture of those parts is not trained on.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from model_training.config import ConfigError
from model_training.dataset import Dataset, Picture
from model_training.split import LEAK, TRAIN, find_groups
from petsight.discovery import find_pictures, looks_like_picture
from petsight.labels import NEITHER

logger = logging.getLogger(__name__)

SOURCE: Final = "corrections"
LIST: Final = "corrections.json"
JOINS: Final = "-and-"


def add_corrections(
    dataset: Dataset, parts: Mapping[str, str], folder: Path
) -> tuple[Dataset, dict[str, str]]:
    """Add corrections to a data set that is divided already.

    Args:
        dataset: The data set without them.
        parts: Part by path.
        folder: One folder for each label, for several joined by "-and-", or "neither";
            `corrections.json` in it may say otherwise.

    Returns:
        The data set with them, and the parts with those that can be trained on in "train" and
        those that resemble a picture of another part in "leak".

    Raises:
        ConfigError: The folder is missing or empty, or shows labels that the data set does not.
    """
    added = find_corrections(folder, dataset.labels)
    joined = Dataset(dataset.root, dataset.labels, (*dataset.pictures, *added))
    new = {picture.path for picture in added}
    divided = dict(parts)
    for group in find_groups(joined):
        known = {parts[picture.path] for picture in group if picture.path in parts}
        part = TRAIN if known <= {TRAIN} else LEAK
        divided |= {picture.path: part for picture in group if picture.path in new}
    if leaks := sum(divided.get(path) == LEAK for path in new):
        logger.warning(
            "left out: %d of %d corrections, which resemble pictures that are measured on",
            leaks,
            len(added),
        )
    return joined, divided


def find_corrections(folder: Path, labels: tuple[str, ...]) -> tuple[Picture, ...]:
    """List the corrections below a folder.

    Args:
        folder: As for `add_corrections`.
        labels: All labels that there may be.

    Returns:
        Pictures of the source "corrections", sorted; their paths are absolute.

    Raises:
        ConfigError: As for `add_corrections`.
    """
    if not folder.is_dir():
        raise ConfigError(f"there is no folder of corrections {folder}")
    shows = _read_list(folder / LIST)
    files = sorted(
        path
        for path in find_pictures([folder.resolve()], recursive=True)
        if looks_like_picture(path.name) and path.parent != folder.resolve()
    )
    pictures = []
    for file in files:
        shown = shows.get(file.parent.name, _named(file.parent.name))
        if unknown := [name for name in shown if name not in labels]:
            raise ConfigError(
                f"the corrections show {unknown[0]}, the labels are {', '.join(labels)}"
            )
        pictures.append(Picture(file.as_posix(), frozenset(shown), SOURCE))
    if not pictures:
        raise ConfigError(f"there are no corrections in {folder}")
    return tuple(pictures)


def _read_list(path: Path) -> dict[str, tuple[str, ...]]:
    """Read what the folders show; without a list their names say it."""
    if not path.exists():
        return {}
    try:
        folders: dict[str, Any] = json.loads(path.read_bytes())["folders"]
        return {name: tuple(map(str, labels)) for name, labels in folders.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise ConfigError(f"the list of corrections {path} cannot be read: {exc!r}") from exc


def _named(folder: str) -> tuple[str, ...]:
    return () if folder == NEITHER else tuple(folder.split(JOINS))
