"""Sorting into folders and back, with real files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QRadioButton, QWidget

from desktop.bridge.jobs import end_all
from desktop.bridge.library import Library
from desktop.bridge.outputs import Outputs
from desktop.services.photo import Found
from desktop.widgets.dialogs.sorting import SortDialog
from desktop.widgets.places import Places
from tests.desktop.services.making import answer
from tests.desktop.widgets.reading import said
from tests.support_model import picture

SHOWN = {"a.png": "cat", "b.png": "cat", "c.png": "not sure"}


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in SHOWN:
        picture(folder / name)
    return folder


@pytest.fixture
def library(qtbot, home: Path, pictures: Path) -> Iterator[Library]:
    """Three answered pictures."""
    library = Library()
    with qtbot.waitSignal(library.restored):
        library.open(home / "session.sqlite")
    library.add([Found(str(pictures / name)) for name in SHOWN])
    library.put(
        [replace(photo, prediction=answer(SHOWN[photo.name])) for photo in library.photos()]
    )
    yield library
    library.close()


@pytest.fixture
def dialog(qtbot, library: Library, tmp_path: Path) -> Iterator[SortDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    outputs = Outputs(library, tmp_path / "corrections")
    dialog = SortDialog(outputs, [photo.id for photo in library.photos()], Places(), window)
    dialog.open()
    yield dialog
    end_all(5)


def button(dialog: SortDialog, text: str) -> QPushButton:
    found = dialog.findChildren(QPushButton)
    return next(each for each in found if each.text().replace("&", "") == text)


def press(qtbot, dialog: SortDialog, text: str) -> None:
    qtbot.mouseClick(button(dialog, text), Qt.MouseButton.LeftButton)


def told(dialog: SortDialog) -> list[str]:
    """What is said below the explanation."""
    return said(dialog).split("\n")[1:]


def plan(qtbot, dialog: SortDialog, folder: Path) -> None:
    dialog.set_folder(folder)
    qtbot.waitUntil(lambda: button(dialog, "Sort").isEnabled(), timeout=10_000)


def names(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files if path.suffix == ".png"}


SORTED = {"cat/a.png", "cat/b.png", "not sure/c.png"}


def test_nothing_can_be_sorted_before_a_folder_is_chosen(dialog):
    assert told(dialog) == ["Choose a folder to see what would happen."]
    assert not button(dialog, "Sort").isEnabled()
    assert not button(dialog, "Undo").isVisible()


def test_a_plan_comes_first_and_changes_nothing(qtbot, dialog, pictures, tmp_path):
    target = tmp_path / "sorted"
    plan(qtbot, dialog, target)
    assert told(dialog) == ["Would copy 3 pictures:", "cat", "2", "not sure", "1"]
    assert not target.exists()
    move = dialog.findChildren(QRadioButton)[1]
    qtbot.mouseClick(move, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: told(dialog)[0] == "Would move 3 pictures:", timeout=10_000)
    assert names(pictures) == set(SHOWN)


def test_copy_and_undo(qtbot, dialog, pictures, tmp_path):
    target = tmp_path / "sorted"
    plan(qtbot, dialog, target)
    press(qtbot, dialog, "Sort")
    qtbot.waitUntil(lambda: told(dialog)[0] == "3 pictures sorted.", timeout=10_000)
    assert names(target) == SORTED
    assert names(pictures) == set(SHOWN)
    press(qtbot, dialog, "Undo")
    qtbot.waitUntil(lambda: told(dialog)[0] == "All is as it was before.", timeout=10_000)
    assert told(dialog)[1] == "3 copies removed."
    assert names(target) == set()
    assert not button(dialog, "Undo").isVisible()


def test_move_and_undo(qtbot, dialog, library, pictures, tmp_path):
    target = tmp_path / "sorted"
    qtbot.mouseClick(dialog.findChildren(QRadioButton)[1], Qt.MouseButton.LeftButton)
    plan(qtbot, dialog, target)
    press(qtbot, dialog, "Sort")
    qtbot.waitUntil(lambda: told(dialog)[0] == "3 pictures sorted.", timeout=10_000)
    assert names(target) == SORTED
    assert names(pictures) == set()
    press(qtbot, dialog, "Undo")
    qtbot.waitUntil(lambda: told(dialog)[0] == "All is as it was before.", timeout=10_000)
    assert names(pictures) == set(SHOWN)
    assert told(dialog)[1] == "3 pictures moved back."


def test_what_is_sorted_already_is_nothing_to_do(qtbot, dialog, tmp_path):
    target = tmp_path / "sorted"
    plan(qtbot, dialog, target)
    press(qtbot, dialog, "Sort")
    qtbot.waitUntil(lambda: told(dialog)[0] == "3 pictures sorted.", timeout=10_000)
    dialog.set_folder(target)
    qtbot.waitUntil(lambda: told(dialog)[0].startswith("Nothing to do"), timeout=10_000)
    assert not button(dialog, "Sort").isEnabled()


def test_a_picture_that_vanished_is_named(qtbot, dialog, pictures, tmp_path):
    plan(qtbot, dialog, tmp_path / "sorted")
    (pictures / "b.png").unlink()
    press(qtbot, dialog, "Sort")
    qtbot.waitUntil(lambda: told(dialog)[0] == "2 pictures sorted.", timeout=10_000)
    assert told(dialog)[1] == "1 stayed where it was:"
    assert told(dialog)[2].startswith("b.png: ")


def test_a_destination_that_is_no_folder_is_refused(qtbot, dialog, tmp_path):
    target = tmp_path / "a file"
    target.write_text("no folder")
    dialog.set_folder(target)
    qtbot.waitUntil(lambda: "a file cannot be used" in told(dialog)[0], timeout=10_000)
    assert not button(dialog, "Sort").isEnabled()


def test_the_folder_is_chosen_in_a_dialog(qtbot, dialog, tmp_path):
    target = tmp_path / "sorted"
    target.mkdir()
    press(qtbot, dialog, "Choose…")
    chooser = dialog.findChild(QFileDialog)
    assert chooser.fileMode() is QFileDialog.FileMode.Directory
    chooser.selectFile(str(target))
    chooser.accept()
    qtbot.waitUntil(lambda: button(dialog, "Sort").isEnabled(), timeout=10_000)
    assert told(dialog)[0] == "Would copy 3 pictures:"
    press(qtbot, dialog, "Choose…")
    *_, again = dialog.findChildren(QFileDialog)
    assert Path(again.directory().path()) == tmp_path
    again.reject()
