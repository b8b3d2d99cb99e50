"""The gallery's geometry."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect

from desktop.widgets.grid import Grid, columns_for

GRID = Grid(columns=3, cell_width=100, cell_height=80, count=8)


def test_cells_go_from_left_to_right_and_down():
    assert GRID.rect(0) == QRect(0, 0, 100, 80)
    assert GRID.rect(5) == QRect(200, 80, 100, 80)
    assert (GRID.lines, GRID.height) == (3, 240)


def test_every_point_of_a_cell_is_that_cell():
    for place in range(GRID.count):
        rect = GRID.rect(place)
        for point in (rect.topLeft(), rect.bottomRight(), rect.center()):
            assert GRID.at(point) == place
            assert GRID.nearest(point) == place


@pytest.mark.parametrize(
    ("point", "nearest"),
    [
        (QPoint(-5, 10), 0),
        (QPoint(350, 10), 2),
        (QPoint(250, 200), 7),
        (QPoint(50, -40), 0),
        (QPoint(50, 4000), 6),
    ],
)
def test_beside_the_cells_is_none_of_them_but_one_is_near(point: QPoint, nearest: int):
    assert GRID.at(point) is None
    assert GRID.nearest(point) == nearest


def test_only_the_cells_between_two_heights_are_painted():
    assert GRID.between(0, 79) == range(3)
    assert GRID.between(79, 80) == range(6)
    assert GRID.between(160, 10_000) == range(6, 8)
    assert not GRID.between(240, 300)
    assert not Grid(3, 100, 80, 0).between(0, 500)


@pytest.mark.parametrize(
    ("width", "columns"), [(100, 1), (279, 1), (280, 2), (569, 2), (570, 3), (3840, 20)]
)
def test_a_phone_has_two_columns_and_a_large_screen_many(width: int, columns: int):
    assert columns_for(width) == columns
