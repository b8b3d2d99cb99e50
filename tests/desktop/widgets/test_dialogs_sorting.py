"""Sorting into folders and back, with real files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from desktop.bridge.jobs import end_all
from desktop.bridge.library import Library
from desktop.bridge.sorting import Sorting
from desktop.services.photo import Failure, Found
from desktop.widgets.dialogs.sorting import SortDialog
from desktop.widgets.dialogs.undo import UndoDialog
from desktop.widgets.dialogs.work import WorkFrame
from desktop.widgets.places import Places
from petsight.sorting import sort_files
from tests.desktop.services.making import answer
from tests.desktop.widgets.reading import said, visible
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
def window(qtbot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    yield window
    end_all(5)


@pytest.fixture
def sorting(library: Library) -> Sorting:
    return Sorting(library)


@pytest.fixture
def dialog(library: Library, sorting: Sorting, window: QWidget) -> SortDialog:
    dialog = SortDialog(sorting, [photo.id for photo in library.photos()], Places(), window)
    dialog.open()
    return dialog


def button(dialog: WorkFrame, text: str) -> QPushButton:
    found = dialog.findChildren(QPushButton)
    return next(each for each in found if each.text().replace("&", "") == text)


def press(qtbot, dialog: WorkFrame, text: str) -> None:
    qtbot.mouseClick(button(dialog, text), Qt.MouseButton.LeftButton)


ALWAYS = (
    "Sort 3 pictures into folders",
    (
        "Makes one folder per answer in a folder of your choice. Nothing is ever overwritten. "
        "Pictures that failed or still wait stay where they are."
    ),
    "The pictures also stay where they are.",
    "The pictures leave their folders.",
)


def told(dialog: SortDialog) -> list[str]:
    """What is said below the explanations."""
    lines = said(dialog).split("\n")
    assert tuple(lines[:4]) == ALWAYS
    return lines[4:]


def choose_to_move(qtbot, dialog: SortDialog) -> None:
    move = dialog.findChildren(QRadioButton)[1]
    qtbot.mouseClick(move, Qt.MouseButton.LeftButton, pos=QPoint(8, move.height() // 2))


def sort(qtbot, dialog: SortDialog, folder: Path) -> None:
    plan(qtbot, dialog, folder)
    press(qtbot, dialog, "Sort")
    qtbot.waitUntil(lambda: told(dialog)[0] == "3 pictures sorted.", timeout=10_000)


@pytest.fixture
def open_undo(
    qtbot, dialog: SortDialog, sorting: Sorting, window: QWidget
) -> Callable[[], UndoDialog]:
    """Ask the dialog that sorts to undo, and open what it asks for, as the window does."""

    def open_it() -> UndoDialog:
        with qtbot.waitSignal(dialog.undo_asked) as asked:
            press(qtbot, dialog, "Undo…")
        opened = UndoDialog(sorting, asked.args[0], window)
        opened.open()
        qtbot.waitUntil(lambda: button(opened, "Undo").isEnabled(), timeout=10_000)
        return opened

    return open_it


def plan(qtbot, dialog: SortDialog, folder: Path) -> None:
    dialog.set_folder(folder)
    qtbot.waitUntil(lambda: button(dialog, "Sort").isEnabled(), timeout=10_000)


def names(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files if path.suffix == ".png"}


NEW = "This folder does not exist yet; sorting makes it."
SORTED = {"cat/a.png", "cat/b.png", "not sure/c.png"}


def test_nothing_can_be_sorted_before_a_folder_is_chosen(dialog):
    assert told(dialog) == ["Choose a folder to see what would happen."]
    assert not button(dialog, "Sort").isEnabled()
    assert not button(dialog, "Undo…").isVisible()


def test_a_plan_comes_first_and_changes_nothing(qtbot, dialog, pictures, tmp_path):
    target = tmp_path / "sorted"
    plan(qtbot, dialog, target)
    assert told(dialog) == ["Would copy 3 pictures:", "cat", "2", "not sure", "1", NEW]
    assert not target.exists()
    choose_to_move(qtbot, dialog)
    qtbot.waitUntil(lambda: told(dialog)[0] == "Would move 3 pictures:", timeout=10_000)
    assert names(pictures) == set(SHOWN)


def test_the_folder_can_be_written_at_once(qtbot, dialog):
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    qtbot.keyClicks(dialog.focusWidget(), "/")
    assert folder_field(dialog).text() == "/"


def test_it_is_said_where_none_could_be_sorted(qtbot, dialog, pictures, tmp_path):
    plan(qtbot, dialog, tmp_path / "sorted")
    for name in SHOWN:
        (pictures / name).unlink()
    press(qtbot, dialog, "Sort")
    qtbot.waitUntil(lambda: told(dialog)[0] == "0 pictures sorted.", timeout=10_000)
    assert "3 stayed where they were:" in told(dialog)


def test_pictures_without_an_answer_are_told_of(qtbot, library, sorting, window, tmp_path):
    first = library.photos()[0]
    failure = Failure("empty", "the file is empty")
    library.put([replace(first, prediction=None, failure=failure)])
    dialog = SortDialog(sorting, [photo.id for photo in library.photos()], Places(), window)
    dialog.open()
    assert dialog.windowTitle() == "Sort 2 pictures into folders"
    plan(qtbot, dialog, tmp_path / "sorted")
    assert said(dialog).split("\n")[4:6] == [
        "1 picture without an answer stays where it is.",
        "Would copy 2 pictures:",
    ]


def test_copy_and_undo(qtbot, dialog, open_undo, pictures, tmp_path):
    target = tmp_path / "sorted"
    sort(qtbot, dialog, target)
    assert names(target) == SORTED
    assert names(pictures) == set(SHOWN)
    again = open_undo()
    assert said(again).startswith("Undo the last sorting?\n")
    told_of = said(again).split("\n")
    assert told_of[2:5] == ["Folder", str(target), "Sorted"]
    assert told_of[6:] == ["Copies to remove", "3 pictures"]
    press(qtbot, again, "Undo")
    qtbot.waitUntil(lambda: "All is as it was before." in said(again), timeout=10_000)
    assert "3 copies removed." in said(again)
    assert said(again).startswith("The last sorting is undone\n")
    assert names(target) == set()


def test_move_and_undo(qtbot, dialog, open_undo, pictures, tmp_path):
    target = tmp_path / "sorted"
    choose_to_move(qtbot, dialog)
    sort(qtbot, dialog, target)
    assert names(target) == SORTED
    assert names(pictures) == set()
    again = open_undo()
    assert said(again).split("\n")[6:] == ["To move back", "3 pictures"]
    press(qtbot, again, "Undo")
    qtbot.waitUntil(lambda: "3 pictures moved back." in said(again), timeout=10_000)
    assert names(pictures) == set(SHOWN)


def test_a_second_click_does_nothing_more(qtbot, dialog, tmp_path):
    target = tmp_path / "sorted"
    plan(qtbot, dialog, target)
    first, undo = button(dialog, "Sort"), button(dialog, "Undo…")
    place = first.mapTo(dialog, first.rect().center())
    press(qtbot, dialog, "Sort")
    qtbot.waitUntil(lambda: told(dialog)[0] == "3 pictures sorted.", timeout=10_000)
    assert first.isVisible()
    assert not first.isEnabled()
    assert undo.isVisible()
    assert undo.geometry().right() < dialog.width() / 2
    with qtbot.assertNotEmitted(dialog.undo_asked):
        qtbot.mouseDClick(dialog.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    assert names(target) == SORTED


def test_what_was_sorted_can_be_seen(qtbot, dialog, tmp_path):
    target = tmp_path / "sorted"
    plan(qtbot, dialog, target)
    assert not button(dialog, "Show in file manager").isEnabled()
    sort(qtbot, dialog, target)
    with qtbot.waitSignal(dialog.reveal_asked) as asked:
        press(qtbot, dialog, "Show in file manager")
    assert asked.args == [target]
    dialog.set_folder(tmp_path / "elsewhere")
    assert not button(dialog, "Show in file manager").isEnabled()


def test_what_an_earlier_run_sorted_can_be_undone_from_its_folder(
    qtbot, dialog, pictures, tmp_path
):
    sort_files([(pictures / "a.png", "dog")], tmp_path / "by hand")
    assert not button(dialog, "Undo…").isVisible()
    dialog.set_folder(tmp_path / "by hand")
    qtbot.waitUntil(button(dialog, "Undo…").isVisible, timeout=10_000)
    with qtbot.waitSignal(dialog.undo_asked) as asked:
        press(qtbot, dialog, "Undo…")
    assert asked.args == [tmp_path / "by hand"]
    assert (tmp_path / "by hand" / "dog" / "a.png").exists()


def test_nothing_left_to_undo_is_said(qtbot, sorting, window, tmp_path):
    dialog = UndoDialog(sorting, tmp_path / "sorted", window)
    dialog.open()
    qtbot.waitUntil(lambda: "Nothing is left there" in said(dialog), timeout=10_000)
    assert said(dialog).startswith("There is nothing to undo\n")
    assert not button(dialog, "Undo").isEnabled()


def test_what_has_changed_since_stays(qtbot, dialog, open_undo, tmp_path):
    target = tmp_path / "sorted"
    sort(qtbot, dialog, target)
    (target / "cat" / "a.png").write_bytes(b"painted over")
    again = open_undo()
    press(qtbot, again, "Undo")
    qtbot.waitUntil(lambda: "2 copies removed." in said(again), timeout=10_000)
    assert said(again).startswith("The last sorting is undone in part\n")
    assert "1 stayed where sorting put it:\na.png: " in said(again)
    assert "as it was before" not in said(again)


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


def folder_field(dialog: SortDialog) -> QLineEdit:
    (field,) = visible(dialog, QLineEdit)
    return field


def test_the_folder_can_be_written(qtbot, dialog, home):
    (home / "sorted").mkdir()
    qtbot.keyClicks(folder_field(dialog), "~/sorted")
    qtbot.waitUntil(lambda: button(dialog, "Sort").isEnabled(), timeout=10_000)
    assert told(dialog) == ["Would copy 3 pictures:", "cat", "2", "not sure", "1"]
    qtbot.keyClicks(folder_field(dialog), " here")
    assert not button(dialog, "Sort").isEnabled()
    qtbot.waitUntil(lambda: button(dialog, "Sort").isEnabled(), timeout=10_000)
    assert told(dialog)[-1] == NEW
    press(qtbot, dialog, "Sort")
    qtbot.waitUntil(lambda: told(dialog)[0] == "3 pictures sorted.", timeout=10_000)
    assert names(home / "sorted here") == SORTED


def test_return_in_the_folder_looks_and_does_not_sort(qtbot, dialog, tmp_path):
    field = folder_field(dialog)
    qtbot.keyClicks(field, str(tmp_path / "sorted"))
    for _ in range(2):  # the second time, the button would be there to be pressed
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert not button(dialog, "Sort").isEnabled()
        qtbot.waitUntil(lambda: button(dialog, "Sort").isEnabled(), timeout=10_000)
    assert not (tmp_path / "sorted").exists()


def test_a_folder_whose_place_is_not_clear_is_refused(qtbot, dialog):
    qtbot.keyClicks(folder_field(dialog), "sorted")
    qtbot.waitUntil(lambda: "Write the whole path" in told(dialog)[0], timeout=10_000)
    assert not button(dialog, "Sort").isEnabled()
    folder_field(dialog).clear()
    assert told(dialog) == ["Choose a folder to see what would happen."]


@pytest.mark.parametrize("exists", [True, False])
def test_the_folder_of_the_time_before_is_offered_while_it_is_there(
    qtbot, sorting, window, tmp_path, exists
):
    last = tmp_path / "sorted"
    if exists:
        last.mkdir()
    dialog = SortDialog(sorting, [1, 2, 3], Places(), window, last=str(last))
    dialog.open()
    qtbot.waitUntil(lambda: told(dialog)[0] != "Looking at what is there…", timeout=10_000)
    assert folder_field(dialog).text() == (str(last) if exists else "")
    assert button(dialog, "Sort").isEnabled() is exists


def test_what_lets_it_be_undone_is_named(qtbot, dialog, tmp_path):
    target = tmp_path / "sorted"
    sort(qtbot, dialog, target)
    (journal,) = target.glob("*.jsonl")
    assert told(dialog)[-1].startswith(f"The file {journal.name} in that folder lets you undo this")


def test_the_buttons_stay_where_they_are_whatever_is_said(qtbot, dialog, tmp_path):
    places = []

    def look() -> None:
        qtbot.wait(20)  # a dialog grows once Qt has laid out what is new
        places.append(button(dialog, "Sort").mapTo(dialog, QPoint()))

    look()
    plan(qtbot, dialog, tmp_path / "sorted")
    look()
    sort(qtbot, dialog, tmp_path / "sorted")
    look()
    assert len(set(places)) == 1, places
