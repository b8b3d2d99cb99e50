"""Hold what was measured against what is wanted of a tier (`wanted.json`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

WANTED: Final = Path(__file__).resolve().parent / "wanted.json"


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure.

    Attributes:
        figure: What it is.
        wanted: The limit, in words.
        measured: The figure and its evidence, in words.
        met: Whether the limit is kept.
    """

    figure: str
    wanted: str
    measured: str
    met: bool


def compare(metrics: Mapping[str, Any], tier: str) -> list[Compared]:
    """Compare every wanted figure of a tier that was measured.

    Args:
        metrics: What `model_training.measure.measure` returned, with `robustness` where measured.
        tier: A key of `wanted.json`; of others nothing is wanted.

    Returns:
        A row for each figure that can be told, in the order of the file.
    """
    wanted = json.loads(WANTED.read_text(encoding="utf-8")).get(tier, [])
    found = ((row, _worst(row, _look_up(metrics, row["at"].split("/")))) for row in wanted)
    return [_compared(row, figure) for row, figure in found if figure is not None]


def _look_up(document: Any, keys: list[str]) -> list[Any]:
    """Follow keys; `*` follows all of them. What is not there is left out."""
    if not keys:
        known = document["value"] if isinstance(document, Mapping) else document
        return [] if known is None else [document]
    if not isinstance(document, Mapping):
        return []
    chosen = document.values() if keys[0] == "*" else [document.get(keys[0])]
    return [figure for inner in chosen for figure in _look_up(inner, keys[1:])]


def _worst(row: Mapping[str, Any], figures: list[Any]) -> Any:
    order = min if "least" in row else max
    return order(figures, key=lambda figure: _number(row, figure), default=None)


def _number(row: Mapping[str, Any], figure: Any) -> float:
    if "most_wrong" in row:
        return float(figure["n"] - figure["hits"])
    return float(figure["value"] if isinstance(figure, Mapping) else figure)


def _compared(row: Mapping[str, Any], figure: Any) -> Compared:
    number = _number(row, figure)
    if "most_wrong" in row:
        text = f"{number:.0f} of {figure['n']}"
        return Compared(
            row["figure"], f"at most {row['most_wrong']}", text, number <= row["most_wrong"]
        )
    limit, word = (row["least"], "at least") if "least" in row else (row["most"], "at most")
    met = number >= limit if "least" in row else number <= limit
    if isinstance(figure, Mapping):
        text = f"{number:.2%} ({figure['hits']} of {figure['n']})"
        return Compared(row["figure"], f"{word} {limit:.1%}", text, met)
    return Compared(row["figure"], f"{word} {limit:g}", f"{number:.4f}", met)
