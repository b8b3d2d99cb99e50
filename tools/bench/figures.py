"""Hold measured figures against what is wanted, and print them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number.

    Attributes:
        name: What was measured.
        measured: The number.
        unit: Its unit.
        wanted: The limit, or None for a figure that only explains others.
        at_least: Whether the limit is a lower one.
    """

    name: str
    measured: float
    unit: str
    wanted: float | None = None
    at_least: bool = False

    @property
    def ok(self) -> bool | None:
        """Whether the figure keeps its limit; None without one."""
        if self.wanted is None:
            return None
        return self.measured >= self.wanted if self.at_least else self.measured <= self.wanted

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "measured": round(self.measured, 4),
            "unit": self.unit,
            "wanted": None if self.wanted is None else round(self.wanted, 4),
            "ok": self.ok,
        }


def table(figures: Sequence[Figure]) -> str:
    """Lay figures out in columns: figure, measured, wanted, ok or short."""
    rows = [("figure", "measured", "wanted", ""), *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    rows.insert(1, ("-" * widths[0], "-" * widths[1], "-" * widths[2], "-" * widths[3]))
    return "\n".join(
        f"{name:{widths[0]}} | {measured:>{widths[1]}} | {wanted:>{widths[2]}} | {verdict}".rstrip()
        for name, measured, wanted, verdict in rows
    )


def _row(figure: Figure) -> tuple[str, str, str, str]:
    measured = f"{figure.measured:.2f} {figure.unit}"
    if figure.wanted is None:
        return figure.name, measured, "", ""
    sign = ">=" if figure.at_least else "<="
    wanted = f"{sign} {figure.wanted:.2f} {figure.unit}"
    return figure.name, measured, wanted, "ok" if figure.ok else "short"
