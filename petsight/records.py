"""Write answers for programs: JSON, JSON lines and CSV, as `docs/output.md` describes."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Mapping, Sequence
from typing import Any, Final, TextIO

from petsight.batch import Answer
from petsight.source import ImageSource

STDIN: Final = "-"
"""What stands for the path of a picture that has none."""

_FACTS: Final = ("source", "reason", "detail", "model", "model_sha256", "preprocess_id")
_STAGES: Final = ("open", "resize", "invoke", "network", "total")


class JsonLinesWriter:
    """One JSON object a line. Pure ASCII, so that any file name survives any pipe."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def add(self, answer: Answer) -> None:
        """Write one line."""
        self._stream.write(json.dumps(row_of(answer)) + "\n")

    def end(self) -> None:
        """Write nothing."""


class JsonWriter:
    """One JSON array, its elements written as they come; ASCII too."""

    def __init__(self, stream: TextIO) -> None:
        """Write nothing: a run that fails at once leaves no half array."""
        self._stream = stream
        self._separator = "[\n"

    def add(self, answer: Answer, **more: str | None) -> None:
        """Write one element, with more fields behind the documented ones."""
        self._stream.write(self._separator + json.dumps(row_of(answer) | more))
        self._separator = ",\n"

    def end(self) -> None:
        """Close the array."""
        self._stream.write("[]\n" if self._separator == "[\n" else "\n]\n")


class CsvWriter:
    """A header and one row a picture, all with the same columns."""

    def __init__(self, stream: TextIO, labels: Sequence[str], more: Sequence[str] = ()) -> None:
        """Write the header.

        Args:
            stream: Takes any text; a file is best opened as UTF-8 with `newline=""` and, for names
                that are no text, `errors="backslashreplace"`.
            labels: Names of the model's labels; each has a column `score_<label>`.
            more: Names of columns behind the documented ones.
        """
        columns = [
            "path",
            "label",
            "sure",
            *(f"score_{label}" for label in labels),
            *_FACTS,
            *(f"{stage}_ms" for stage in _STAGES),
            "error_code",
            "error_message",
            *more,
        ]
        # An endpoint's model may have labels that no column was made for.
        self._writer = csv.DictWriter(stream, columns, extrasaction="ignore", lineterminator="\n")
        self._writer.writeheader()

    def add(self, answer: Answer, **more: str | None) -> None:
        """Write one row, with values for the columns that were named in addition."""
        self._writer.writerow(_flat(row_of(answer)) | more)

    def end(self) -> None:
        """Write nothing."""


def name_of(source: ImageSource) -> str:
    """Return the path of a picture, or `STDIN` for what has none."""
    return os.fspath(source) if isinstance(source, str | os.PathLike) else STDIN


def row_of(answer: Answer) -> dict[str, Any]:
    """Return an answer in its documented form, with a path in every case."""
    return {**answer.to_dict(), "path": name_of(answer.path)}


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Spread the nested parts of a row over columns; the device's own answer has none."""
    if "error" in row:
        error = row["error"]
        return {
            "path": row["path"],
            "detail": error.get("detail"),
            "error_code": error["code"],
            "error_message": error["message"],
        }
    return {
        "path": row["path"],
        "label": row["label"],
        "sure": "true" if row["sure"] else "false",
        **{f"score_{label}": score for label, score in row["scores"].items()},
        **{fact: row[fact] for fact in _FACTS},
        **{f"{stage}_ms": ms for stage, ms in row["timings_ms"].items()},
    }
