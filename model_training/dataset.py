"""Find the pictures of a data set and say what each one shows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray

from model_training.config import ConfigError, TrainConfig
from petsight.discovery import find_pictures, looks_like_picture
from petsight.labels import NEITHER, is_label


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a data set.

    Attributes:
        path: Relative to the data folder, with forward slashes; its identity everywhere. Absolute
            for a picture that was added from elsewhere.
        labels: What it shows; empty for neither.
        source: Where it came from, a row of every table.
        weight: How often it is drawn in an epoch, relative to the others.
        part: A part it is bound to, or None.
    """

    path: str
    labels: frozenset[str]
    source: str
    weight: float = 1.0
    part: str | None = None

    @property
    def name(self) -> str:
        """The path, or what of it is the same on every machine."""
        path = PurePosixPath(self.path)
        return f"{self.source}/{'/'.join(path.parts[-2:])}" if path.is_absolute() else self.path


@dataclass(frozen=True, slots=True)
class Dataset:
    """The pictures below one folder, sorted by path.

    Attributes:
        root: The data folder.
        labels: Labels in the order of the output.
        pictures: All pictures.
    """

    root: Path
    labels: tuple[str, ...]
    pictures: tuple[Picture, ...]

    def targets(self, pictures: Iterable[Picture]) -> NDArray[np.float32]:
        """Return the wanted output, shape (pictures, labels), of zeros and ones."""
        rows = [[label in picture.labels for label in self.labels] for picture in pictures]
        return np.array(rows, np.float32).reshape(-1, len(self.labels))

    def sha256(self) -> str:
        """Hash names, labels and contents, for the record in the model file."""
        digest = hashlib.sha256()
        for picture in self.pictures:
            content = hashlib.sha256((self.root / picture.path).read_bytes()).hexdigest()
            digest.update(f"{picture.name}\t{sorted(picture.labels)}\t{content}\n".encode())
        return digest.hexdigest()


def find_dataset(root: Path, config: TrainConfig) -> Dataset:
    """List a folder of folders; the name of a picture's folder says what it shows.

    Args:
        root: The data folder; folders may be nested (`train/cats`, `extra/dogs`).
        config: `folders` maps folder names to labels, by default each name to itself and `neither`
            to none; `rules` name the sources, by default the uppermost folder.

    Returns:
        The data set.

    Raises:
        ConfigError: The folder is missing, holds no pictures or only one kind, or does not show
            just the labels of the configuration.
    """
    if not root.is_dir():
        raise ConfigError(f"there is no data folder {root}")
    files = sorted(
        path.relative_to(root).as_posix()
        for path in find_pictures([root], recursive=True)
        if looks_like_picture(path.name) and path.parent != root
    )
    folders = config.folders or _identity_folders(files)
    labels = config.labels or tuple(dict.fromkeys(name for f in folders.values() for name in f))
    pictures = tuple(
        _picture(file, frozenset(folders[folder]), config)
        for file in files
        if (folder := file.split("/")[-2]) in folders
    )
    if len({picture.labels for picture in pictures}) < 2:
        raise ConfigError(
            f"{root} needs at least two folders with pictures, one for each label"
            + (f", named {', '.join(folders)}" if config.folders else "")
        )
    if unusable := [name for name in labels if not is_label(name)]:
        raise ConfigError(f"no label can be named {unusable[0]!r}: that is an answer of its own")
    shown = {name for picture in pictures for name in picture.labels}
    if shown != set(labels):
        raise ConfigError(
            f"the pictures in {root} show {', '.join(sorted(shown))}, "
            f"the labels are {', '.join(labels)}"
        )
    return Dataset(root, labels, pictures)


def _identity_folders(files: list[str]) -> dict[str, tuple[str, ...]]:
    """Take each folder's own name as its label; a folder named `neither` shows none of them."""
    names = sorted({file.split("/")[-2] for file in files})
    return {name: () if name == NEITHER else (name,) for name in names}


def _picture(file: str, labels: frozenset[str], config: TrainConfig) -> Picture:
    for rule in config.rules:
        if fnmatch(file, rule.match):
            return Picture(file, labels, rule.source, rule.weight, rule.part)
    return Picture(file, labels, file.split("/", maxsplit=1)[0])
