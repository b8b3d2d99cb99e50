"""Answers for programs: JSON, JSON lines and CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from petsight.batch import Answer
from petsight.cli.report import row_of, use_encoding

_FACTS: Final = ("source", "reason", "detail", "model", "model_sha256", "preprocess_id")
_STAGES: Final = ("open", "resize", "invoke", "network", "total")


class JsonLines:
    """One JSON object a line. Pure ASCII, so that any file name survives any pipe."""

    def begin(self) -> None:
        """Write nothing."""

    def add(self, answer: Answer) -> None:
        """Write one line."""
        print(json.dumps(row_of(answer)))

    def end(self) -> None:
        """Write nothing."""


class JsonArray:
    """One JSON array, its elements written as they come."""

    def __init__(self) -> None:
        self._separator = "[\n"

    def begin(self) -> None:
        """Write nothing: a run that fails at once leaves no half array."""

    def add(self, answer: Answer) -> None:
        """Write one element."""
        print(end=self._separator + json.dumps(row_of(answer)))
        self._separator = ",\n"

    def end(self) -> None:
        """Close the array."""
        print("[]" if self._separator == "[\n" else "\n]")


class Csv:
    """A header and one row a picture, all with the same columns."""

    def __init__(self, labels: Sequence[str]) -> None:
        """Prepare for a model.

        Args:
            labels: Names of the model's labels; each has a column `score_<label>`.
        """
        self._labels = labels
        self._columns = [
            "path",
            "label",
            "sure",
            *(f"score_{label}" for label in labels),
            *_FACTS,
            *(f"{stage}_ms" for stage in _STAGES),
            "error_code",
            "error_message",
        ]
        use_encoding("utf-8")
        # An endpoint's model may have labels that no column was made for.
        self._writer = csv.DictWriter(
            sys.stdout, self._columns, extrasaction="ignore", lineterminator="\n"
        )

    def begin(self) -> None:
        """Write the header."""
        self._writer.writeheader()

    def add(self, answer: Answer) -> None:
        """Write one row."""
        self._writer.writerow(_flat(row_of(answer)))

    def end(self) -> None:
        """Write nothing."""


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
