"""Markdown tables of what this package measured, for cards and terminals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from model_training.report import share


def robustness_table(document: dict[str, Any]) -> str:
    """Lay out what `robustness.measure_distortions` returned, a row for each kind and level."""
    rows = [{"kind": "none", "level": "", **document["plain"]}, *document["distortions"]]
    head = "distortion|level|told apart|drop|newly wrong|newly right|answered right|not sure|n"
    return "\n".join(
        [_line(head.split("|")), _line(["---"] * 9), *(_line(_cells(r)) for r in rows)]
    )


def _cells(row: dict[str, Any]) -> list[str]:
    apart = row["told_apart"]
    return [
        f"{row['kind']} ({row['meaning']})" if "meaning" in row else row["kind"],
        str(row["level"]),
        share(apart),
        drop(row) if "drop" in row else "",
        *(str(row.get(key, "")) for key in ("newly_wrong", "newly_right")),
        *(share(row[key]) for key in ("right", "not_sure")),
        str(apart["n"]),
    ]


def drop(row: dict[str, Any]) -> str:
    """Write how many points a distortion costs; a gain has a minus."""
    return f"{row['drop'] * 100:.1f}"


def both_table(both: dict[str, Any]) -> str:
    """Lay out what `robustness.measure_both` returned."""
    right = both["right"]
    if not right["n"]:
        return "No mosaic can be made: no picture shows just one label."
    lines = [["answer to a mosaic of two", "mosaics", "share"], ["---"] * 3]
    lines += [
        [answer, str(count), f"{count / right['n']:.1%}"]
        for answer, count in both["answers"].items()
    ]
    summary = (
        f"Both were named in {share(right)} of {right['n']} mosaics "
        f"({right['low']:.1%} to {right['high']:.1%})."
    )
    return "\n".join([*map(_line, lines), "", summary])


def hard_cases_table(rows: Sequence[dict[str, Any]]) -> str:
    """Lay out what `hard_cases.hard_case_rows` returned."""
    lines = [["hard case", "labelled", "n", "right", "not sure", "wrong", "wrong answers"]]
    lines += [["---"] * 7, *(_hard_cells(row) for row in rows)]
    return "\n".join(map(_line, lines))


def _hard_cells(row: dict[str, Any]) -> list[str]:
    wrong = [f"{one['path'].rsplit('/', 1)[-1]}: {one['answer']}" for one in row["wrong"]]
    counts = (row["n"], row["right"], row["not_sure"], len(wrong))
    return [row["kind"], row["shows"], *map(str, counts), ", ".join(wrong)]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
