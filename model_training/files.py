"""Files as training leaves them, and the lists that people write.

A file is written so that a kill at any moment leaves the old one or the new one, never half of one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from model_training.config import ConfigError


def replace_file(path: Path, write: Callable[[Path], Any]) -> None:
    """Write beside a file, then put the whole result in its place.

    Args:
        path: The file.
        write: Writes to the path it is given, which has the same suffix.
    """
    partial = path.with_name(f"partial-{path.name}")
    write(partial)
    partial.replace(path)


def replace_text(path: Path, text: str) -> None:
    """Write a text file in the same way, in UTF-8 and with the line ends of the text."""
    replace_file(path, lambda partial: partial.write_text(text, encoding="utf-8", newline=""))


def write_list(path: Path, column: str, values: Mapping[str, str]) -> None:
    """Write what `read_list` reads, sorted by path.

    Args:
        path: The list; its folder is made if need be.
        column: The name of the second column.
        values: What is said of each picture, by its path.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerows([("path", column), *sorted(values.items())])
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, stream.getvalue())


def read_list(path: Path, column: str, of: str) -> dict[str, str]:
    """Read what a list says about pictures: CSV with the columns `path` and one more.

    Args:
        path: The list.
        column: The name of that column.
        of: What is listed, for the sentence of an error.

    Returns:
        What the column says, by path.

    Raises:
        ConfigError: There is no such list, or it has other columns.
    """
    try:
        with path.open(newline="", encoding="utf-8") as file:
            return {row["path"]: row[column] for row in csv.DictReader(file)}
    except (OSError, KeyError, UnicodeDecodeError) as exc:
        raise ConfigError(f"the list of {of} {path} cannot be read: {exc!r}") from exc
