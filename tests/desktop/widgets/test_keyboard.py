"""Everything without a mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.widgets.gallery import GalleryView
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.person import Person, files

Key = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def test_an_empty_window_waits_on_open_files(person: Person):
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Open files…"


def test_tab_walks_around_an_empty_window(person: Person):
    stops = []
    for _ in range(7):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QAbstractButton)
        stops.append(focused.text().strip())
        person.press(Qt.Key.Key_Tab)
    around = ["Open files…", "Open folder…", "Open", "Device", "Endpoint off", ""]
    assert stops == [*around, "Open files…"]


def test_pasted_files_are_answered_and_walked_through(person: Person, folder: Path):
    paths = pictures(folder, "cat", "dog", "bird")
    QGuiApplication.clipboard().setMimeData(files(paths))
    person.press(Key.Key_V, CONTROL)
    person.until(lambda: person.desk.library.counts.answers == {"cat": 1, "dog": 1, "bird": 1})
    person.settle()
    assert isinstance(QApplication.focusWidget(), GalleryView)
    assert person.selected() == ["0000 cat.png"]
    person.press(Key.Key_Right)
    assert person.selected() == ["0001 dog.png"]


@pytest.mark.parametrize("order", ["Added", "Name"])
def test_a_pasted_picture_is_selected_and_in_sight(person: Person, folder: Path, order: str):
    person.add(pictures(folder, *["cat"] * 40))
    if order != "Added":
        person.choose("Added", order)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0x00FF00)
    QGuiApplication.clipboard().setImage(image)
    person.press(Key.Key_V, CONTROL)
    person.until(lambda: person.selected() == ["Pasted picture.png"])
    gallery = person.gallery
    ground = gallery.viewport().rect()
    person.until(lambda: ground.contains(gallery.visualRect(gallery.currentIndex()).center()))
    assert gallery.currentIndex().row() == 40


def test_copy_gives_files_and_lines(person: Person, folder: Path):
    paths = pictures(folder, "cat", "dog")
    person.add(paths)
    person.press(Key.Key_A, CONTROL)
    person.press(Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    assert [url.toLocalFile() for url in data.urls()] == paths
    lines = data.text().splitlines()
    assert [line.split("; ")[0] for line in lines] == ["0000 cat.png", "0001 dog.png"]
    assert "Dog, " in lines[1]


def test_search_narrows_down_and_keys_in_it_stay_in_it(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "dog"))
    person.press(Key.Key_F, CONTROL)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    person.press("dog")
    person.until(lambda: person.names() == ["0001 dog.png"])
    person.press(Key.Key_Home)
    person.press("x")
    person.until(lambda: person.names() == [])
    person.press(Key.Key_Home)
    person.press(Key.Key_Delete)
    person.until(lambda: person.names() == ["0001 dog.png"])
    assert person.desk.library.counts.total == 2, "Delete in a text is not 'Remove'"
    person.press(Key.Key_A, CONTROL)
    person.press(Key.Key_Delete)
    person.until(lambda: len(person.names()) == 2)


def test_tab_reaches_every_part_and_comes_round(person: Person, folder: Path, qtbot: QtBot):
    person.add(pictures(folder, "cat"))
    seen: list[QWidget] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        if seen and focused is seen[0]:
            break
        seen.append(focused)
        person.press(Key.Key_Tab)
    else:
        raise AssertionError("Tab never comes back")
    kinds = {type(widget).__name__ for widget in seen}
    assert {"GalleryView", "SearchField", "EndpointChip", "QPushButton", "QToolButton"} <= kinds
    texts = [button.text().strip() for button in seen if hasattr(button, "text")]
    for text in ("Open", "Device", "All pictures", "Added"):
        assert text in texts
    top = texts.index("Open"), texts.index("Device"), texts.index("All pictures")
    assert sorted(top) == list(top), "the order is the one that eyes follow"


def test_no_two_actions_have_the_same_keys(person: Person):
    keys = [
        shortcut.toString()
        for action in person.window.findChildren(QAction)
        for shortcut in action.shortcuts()
    ]
    assert len(keys) >= 20
    assert len(set(keys)) == len(keys)


def test_every_action_of_the_window_has_keys(person: Person):
    without = [action.text() for action in person.window.actions() if action.shortcut().isEmpty()]
    assert without == []


def test_text_is_edited_by_the_usual_keys(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "dog"))
    person.press(Key.Key_F, CONTROL)
    person.press("dog")
    person.press(Key.Key_A, CONTROL)
    person.press("cat")
    person.until(lambda: person.names() == ["0000 cat.png"])
    person.press(Key.Key_Z, CONTROL)
    person.until(lambda: person.names() == ["0001 dog.png"])


@pytest.mark.parametrize("back", [(Key.Key_Left, ALT), (Key.Key_Escape, None)], ids=["alt", "esc"])
def test_a_phone_sized_window_goes_to_the_details_and_back(
    person: Person,
    folder: Path,
    qtbot: QtBot,
    back: tuple[Qt.Key, Qt.KeyboardModifier | None],
):
    person.add(pictures(folder, "cat", "dog"))
    person.window.resize(390, 844)
    qtbot.wait(50)
    person.gallery.setFocus()
    person.press(Key.Key_Right)
    person.press(Key.Key_Return)
    assert not person.gallery.isVisible()
    person.press(*back)
    assert person.gallery.isVisible()
    assert isinstance(QApplication.focusWidget(), GalleryView)
    assert person.selected() == ["0001 dog.png"]
