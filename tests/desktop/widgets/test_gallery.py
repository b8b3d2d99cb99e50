"""The gallery: a grid for mouse, keys and fingers, whatever the number."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScroller, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.services.arrange import Filter
from desktop.services.order import Order
from desktop.services.photo import Found
from desktop.widgets.gallery_model import GalleryModel
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.person import Person

Key = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def many(person: Person, qtbot: QtBot) -> Person:
    """Return a person with 1,000 pictures that wait, and the focus in the gallery."""
    person.window.resize(1100, 740)
    person.desk.answering.pause()
    person.desk.library.add([Found(f"/pictures/{number:04}.jpg") for number in range(1000)])
    person.until(lambda: person.gallery.selected.count == 1)
    person.settle()
    person.gallery.setFocus()
    return person


def columns(person: Person) -> int:
    rects = [person.gallery.visualRect(person.gallery.model().index(row, 0)) for row in range(30)]
    return len({rect.x() for rect in rects})


def model_of(person: Person) -> GalleryModel:
    model = person.gallery.model()
    assert isinstance(model, GalleryModel)
    return model


def test_the_first_picture_is_selected_so_that_its_answer_shows(many: Person):
    assert many.selected() == ["0000.jpg"]


def test_arrow_keys_move_along_the_grid(many: Person):
    wide = columns(many)
    assert wide >= 3
    for key, place in (
        (Key.Key_Right, 1),
        (Key.Key_Down, 1 + wide),
        (Key.Key_Left, wide),
        (Key.Key_Up, 0),
        (Key.Key_Up, 0),
        (Key.Key_End, 999),
        (Key.Key_Down, 999),
        (Key.Key_Home, 0),
    ):
        many.press(key)
        assert many.selected() == [f"{place:04}.jpg"], key


def test_what_a_key_moves_to_is_visible(many: Person):
    many.press(Key.Key_End)
    rect = many.gallery.visualRect(many.gallery.currentIndex())
    assert many.gallery.viewport().rect().contains(rect)
    many.press(Key.Key_PageUp)
    assert many.gallery.currentIndex().row() < 999
    rect = many.gallery.visualRect(many.gallery.currentIndex())
    assert many.gallery.viewport().rect().contains(rect)


def test_shift_selects_from_here_to_there(many: Person):
    many.press(Key.Key_Right, SHIFT)
    many.press(Key.Key_Right, SHIFT)
    assert many.selected() == ["0000.jpg", "0001.jpg", "0002.jpg"]
    many.press(Key.Key_Left, SHIFT)
    assert many.selected() == ["0000.jpg", "0001.jpg"]


def test_clicks_select_one_add_one_and_select_a_range(many: Person):
    many.click_card("0002.jpg")
    assert many.selected() == ["0002.jpg"]
    many.click_card("0004.jpg", CONTROL)
    assert many.selected() == ["0002.jpg", "0004.jpg"]
    many.click_card("0001.jpg")
    many.click_card("0007.jpg", SHIFT)
    assert many.selected() == [f"{number:04}.jpg" for number in range(1, 8)]


def test_a_click_beside_the_cards_selects_nothing_new(many: Person):
    many.gallery.model().show(Filter(text="0003"), Order.ADDED, descending=False)  # type: ignore[attr-defined]
    many.settle()
    below = many.gallery.viewport().rect().bottomRight()
    QTest.mouseClick(many.gallery.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert many.selected() == []


def test_select_all_takes_all_and_costs_one_range(many: Person):
    many.press(Key.Key_A, CONTROL)
    assert many.gallery.selected.count == 1000
    assert many.gallery.selectionModel().selection().size() == 1


def test_the_selection_stays_with_its_pictures_in_another_order(many: Person):
    many.click_card("0001.jpg")
    many.click_card("0005.jpg", CONTROL)
    model_of(many).show(Filter(), Order.NAME, descending=True)
    many.settle()
    assert many.selected() == ["0005.jpg", "0001.jpg"]
    assert many.gallery.currentIndex().data() == "0005.jpg"


def test_everything_stays_selected_in_another_order(many: Person):
    many.press(Key.Key_A, CONTROL)
    model_of(many).show(Filter(), Order.NAME, descending=True)
    many.settle()
    assert many.selected()[0] == "0999.jpg"
    assert many.gallery.selected.count == 1000
    assert many.gallery.selectionModel().selection().size() == 1


def test_what_a_filter_hides_is_no_longer_selected(many: Person):
    many.press(Key.Key_A, CONTROL)
    model_of(many).show(Filter(text="001"), Order.ADDED, descending=False)
    many.settle()
    assert many.gallery.selected.count == many.gallery.model().rowCount() == 11


def test_after_removing_the_next_picture_has_its_place(many: Person):
    many.click_card("0003.jpg")
    many.press(Key.Key_Delete)
    many.settle()
    assert "0003.jpg" not in many.names()
    assert many.gallery.currentIndex().row() in (2, 3)


def test_only_cards_in_sight_are_painted(many: Person, qtbot: QtBot):
    painted: list[int] = []

    class Counting(QStyledItemDelegate):
        def paint(
            self,
            _painter: QPainter,
            _option: QStyleOptionViewItem,
            index: QModelIndex | QPersistentModelIndex,
        ) -> None:
            painted.append(index.row())

    former = many.gallery.itemDelegate()
    many.gallery.setItemDelegate(Counting(many.gallery))
    qtbot.wait(50)
    painted.clear()
    many.gallery.viewport().repaint()
    assert painted == list(range(len(painted)))
    assert 0 < len(painted) < 40
    painted.clear()
    photos = many.desk.library.photos()
    many.desk.library.put(photos[900:])
    qtbot.wait(50)
    assert painted == [], "a change out of sight paints nothing"
    many.desk.library.put(photos[1:2])
    qtbot.waitUntil(lambda: painted == [1])
    many.gallery.setItemDelegate(former)


def test_the_first_card_in_sight_stays_when_the_width_changes(many: Person, qtbot: QtBot):
    many.gallery.scrollTo(many.gallery.model().index(600, 0), many.gallery.ScrollHint.PositionAtTop)
    first = many.gallery.indexAt(many.gallery.viewport().rect().topLeft())
    many.window.resize(800, 740)
    qtbot.wait(50)
    many.window.resize(1500, 740)
    qtbot.wait(50)
    assert many.gallery.viewport().rect().intersects(many.gallery.visualRect(first))


def test_a_finger_scrolls(many: Person):
    assert QScroller.hasScroller(many.gallery.viewport())


def test_thumbnails_replace_the_placeholder(person: Person, folder: Path, qtbot: QtBot):
    person.add(pictures(folder, "cat"))
    index = person.gallery.model().index(0, 0)
    spot = person.gallery.visualRect(index).center()
    spot.setY(spot.y() - 40)

    def colour() -> tuple[int, int, int]:
        pixel = person.gallery.viewport().grab().toImage().pixelColor(spot)
        return pixel.red(), pixel.green(), pixel.blue()

    qtbot.waitUntil(lambda: colour()[0] > 240 and colour()[1] < 16)
