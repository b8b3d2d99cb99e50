"""The picture in the panel."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage

from desktop.widgets.preview import Preview
from desktop.widgets.theme import tones_of


@pytest.fixture
def preview(qtbot) -> Preview:
    preview = Preview()
    qtbot.addWidget(preview)
    preview.resize(200, 150)
    return preview


def red(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


def red_pixels(preview: Preview) -> tuple[int, int]:
    """Width and height of what is red, through the middle."""
    image = preview.grab().toImage()
    across = [image.pixelColor(x, image.height() // 2) for x in range(image.width())]
    down = [image.pixelColor(image.width() // 2, y) for y in range(image.height())]
    return across.count(QColor("red")), down.count(QColor("red"))


@pytest.mark.parametrize(
    ("size", "shown"),
    [((800, 200), (200, 50)), ((100, 400), (37, 150)), ((40, 30), (200, 150))],
)
def test_a_picture_fills_the_room_whole_and_in_its_proportions(preview, size, shown):
    preview.set_image(red(*size))
    width, height = red_pixels(preview)
    assert width == pytest.approx(shown[0], abs=2)
    assert height == pytest.approx(shown[1], abs=2)


def test_without_a_picture_the_ground_is_empty(preview):
    preview.set_image(red(40, 30))
    assert not preview.empty
    preview.set_image(None)
    assert preview.empty
    middle = preview.grab().toImage().pixelColor(100, 75)
    assert middle == QColor(tones_of(preview.palette()).sunken)


def test_a_huge_picture_does_not_widen_anything(preview):
    before = preview.minimumSizeHint(), preview.sizeHint()
    preview.set_image(red(4000, 300))
    assert (preview.minimumSizeHint(), preview.sizeHint()) == before
    assert preview.size().toTuple() == (200, 150)


def test_the_height_follows_from_the_width_up_to_a_limit(preview):
    assert preview.heightForWidth(200) == 150
    assert preview.heightForWidth(4000) == preview.heightForWidth(2000)
