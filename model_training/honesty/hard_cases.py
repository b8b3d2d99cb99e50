"""Pictures on which cat and dog are easily seen where there are none, or missed: few, but telling.

The list was made by looking at the pictures. A dozen or two of each kind say little about how often
a model errs; they show in which way it does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from model_training.evaluate import Scored
from model_training.files import read_list
from petsight.labels import NOT_SURE


def read_hard_cases(path: Path) -> dict[str, str]:
    """Read a list of hard cases: CSV with the columns `path` and `kind`.

    Returns:
        Kind by path.

    Raises:
        ConfigError: There is no such list, or it has other columns.
    """
    return read_list(path, "kind", "hard cases")


def hard_case_rows(scored: Scored, kinds: Mapping[str, str]) -> list[dict[str, Any]]:
    """Count the answers to each kind of hard cases.

    Args:
        scored: Pictures with their scores; those that are on the list are counted.
        kinds: Kind by path.

    Returns:
        A row for each kind and label, sorted: how many were answered right, not at all, and
        wrong, the latter by name.
    """
    rows: dict[tuple[str, str], dict[str, Any]] = defaultdict(
        lambda: {"n": 0, "right": 0, "not_sure": 0, "wrong": []}
    )
    answered = zip(scored.pictures, scored.truths, scored.answers, strict=True)
    for picture, truth, answer in answered:
        if picture.path not in kinds:
            continue
        row = rows[kinds[picture.path], truth]
        row["n"] += 1
        if answer == truth:
            row["right"] += 1
        elif answer == NOT_SURE:
            row["not_sure"] += 1
        else:
            row["wrong"].append({"path": picture.path, "answer": answer})
    return [{"kind": kind, "shows": shows, **row} for (kind, shows), row in sorted(rows.items())]
