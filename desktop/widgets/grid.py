"""Where the cells of the gallery lie: pure geometry in equal cells, the same for any number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, QRect

WIDE: Final = 190
"""Cells are at least this wide, in pixels, as long as there is room for two of them."""
NARROW: Final = 140
"""Two columns down to this width each, as on a phone."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Equal cells in rows from left to right, without a gap.

    Attributes:
        columns: Cells in a row, at least 1.
        cell_width: In pixels.
        cell_height: In pixels.
        count: How many cells there are.
    """

    columns: int
    cell_width: int
    cell_height: int
    count: int

    @property
    def lines(self) -> int:
        """How many rows of cells there are."""
        return -(-self.count // self.columns)

    @property
    def height(self) -> int:
        """What all cells take, in pixels."""
        return self.lines * self.cell_height

    def rect(self, place: int) -> QRect:
        """Return where a cell lies."""
        line, column = divmod(place, self.columns)
        return QRect(
            column * self.cell_width, line * self.cell_height, self.cell_width, self.cell_height
        )

    def at(self, point: QPoint) -> int | None:
        """Return the cell at a point, or None beside and below the cells."""
        column = point.x() // self.cell_width
        place = point.y() // self.cell_height * self.columns + column
        return place if 0 <= column < self.columns and 0 <= place < self.count else None

    def nearest(self, point: QPoint) -> int:
        """Return the cell at a point or, outside of the cells, one close to it."""
        column = min(max(point.x() // self.cell_width, 0), self.columns - 1)
        line = min(max(point.y() // self.cell_height, 0), max(self.lines - 1, 0))
        return min(line * self.columns + column, self.count - 1)

    def between(self, top: int, bottom: int) -> range:
        """Return the cells of which something lies between two heights, in pixels."""
        first = max(top // self.cell_height, 0) * self.columns
        last = (bottom // self.cell_height + 1) * self.columns
        return range(first, max(first, min(last, self.count)))


def columns_for(width: int) -> int:
    """Return how many columns fit into a width, in pixels."""
    return max(2 if width >= 2 * NARROW else 1, width // WIDE)
