"""Export, sorting and corrections, asked for by a person in the window."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.widgets.dialogs.forget import ForgetDialog
from desktop.widgets.dialogs.settings import SettingsDialog
from desktop.widgets.dialogs.sorting import SortDialog
from desktop.widgets.dialogs.undo import UndoDialog
from desktop.widgets.selection_view import SelectionView
from desktop.widgets.top_bar import TopBar
from tests.desktop.bridge.desks import desk_at_work, pictures
from tests.desktop.widgets.doing import context_menu, correction_menu, dialog_of, do, enabled
from tests.desktop.widgets.person import Person, open_window, pick
from tests.desktop.widgets.reading import said, visible


@pytest.fixture
def file_manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that tells which folder the system was asked to show, once it was."""
    (programs := tmp_path / "programs").mkdir()
    shown = programs / "shown"
    (programs / "xdg-open").write_text(
        f'#!/bin/sh\necho "$1" > {shown}.part\nmv {shown}.part {shown}\n'
    )
    (programs / "xdg-open").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setattr(sys, "platform", "linux")
    return shown


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_export_writes_what_is_shown(person: Person, folder: Path, suffix: str):
    person.add(pictures(folder, "cat", "dog", "cat"))
    person.choose("All pictures", "Cat")
    do(person, "Export 2 of 3 as CSV or JSON…")
    dialog = dialog_of(person, QFileDialog)
    assert dialog.windowTitle() == "Export 2 pictures"
    target = folder.parent / f"answers.{suffix}"
    assert isinstance(dialog, QFileDialog)
    dialog.selectFile(str(target))
    dialog.accept()
    person.until(lambda: bool(person.notices()))
    (notice,) = person.notices()
    assert notice.replace("\u200b", "") == f"Exported 2 pictures to {target}."
    text = target.read_text()
    rows = list(csv.DictReader(text.splitlines())) if suffix == "csv" else json.loads(text)
    assert len(rows) == 2


def test_an_export_that_fails_says_why(person: Person, folder: Path):
    person.add(pictures(folder, "cat"))
    do(person, "Export as CSV or JSON…")
    dialog = dialog_of(person, QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit("/proc/no/such/folder.csv")
    dialog.reject()
    person.until(lambda: len(person.notices()) == 1)


def test_several_selected_pictures_are_exported_alone(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "dog", "bird"))
    person.click_card("0000 cat.png")
    person.click_card("0002 bird.png", Qt.KeyboardModifier.ControlModifier)
    do(person, "Export 2 of 3 as CSV or JSON…")
    dialog = dialog_of(person, QFileDialog)
    assert dialog.windowTitle() == "Export 2 pictures"
    dialog.reject()


def test_what_concerns_some_of_the_pictures_says_of_how_many(person: Person, folder: Path):
    person.window.resize(1100, 740)
    person.add(pictures(folder, "cat", "dog", "cat"))
    person.settle()
    assert person.button("Export…").isEnabled()
    person.choose("All pictures", "Cat")
    assert {"Export 2 of 3 as CSV or JSON…", "Sort 2 of 3 into folders…"} <= enabled(person)
    person.click("Export 2 of 3…")
    dialog_of(person, QFileDialog).reject()
    do(person, "Sort 2 of 3 into folders…")
    dialog = dialog_of(person, SortDialog)
    assert dialog.windowTitle() == "Sort 2 pictures into folders"
    dialog.reject()
    person.choose("Cat", "All pictures")
    assert {"Export as CSV or JSON…", "Sort into folders…"} <= enabled(person)


def test_a_sorting_whose_disk_was_away_at_the_start_is_undone_once_it_is_back(
    qtbot: QtBot, folder: Path
):
    disk, away = folder.parent / "disk", folder.parent / "away"
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths(pictures(folder, "cat"))
        with qtbot.waitSignal(desk.sorting.folder_changed):
            desk.sorting.sort_into(disk, [1], move=False)
    disk.rename(away)
    with desk_at_work(sorted_into=str(disk)) as desk:
        with qtbot.waitSignal(desk.library.restored):
            pass
        person = Person(qtbot, open_window(qtbot, desk), desk)
        menu = person.one(TopBar).menu
        menu.aboutToShow.emit()
        assert "Undo last sorting…" not in enabled(person)
        away.rename(disk)
        menu.aboutToShow.emit()
        person.until(lambda: "Undo last sorting…" in enabled(person))
        do(person, "Undo last sorting…")
        undo = dialog_of(person, UndoDialog)
        person.until(lambda: str(disk) in said(undo))
        undo.reject()
        person.window.close()


def test_what_several_pictures_are_selected_for(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "dog", "bird"))
    person.click_card("0000 cat.png")
    person.click_card("0002 bird.png", Qt.KeyboardModifier.ControlModifier)
    person.settle()
    panel = person.one(SelectionView)
    for text, kind in (("Export…", QFileDialog), ("Sort into folders…", SortDialog)):
        (button,) = [each for each in visible(panel, QPushButton) if each.text() == text]
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        dialog_of(person, kind).reject()


def test_export_is_a_button_where_there_is_room(person: Person, folder: Path):
    person.window.resize(1100, 740)
    person.add(pictures(folder, "cat"))
    person.click("Export…")
    dialog = dialog_of(person, QFileDialog)
    assert dialog.windowTitle() == "Export 1 picture"
    dialog.reject()
    person.window.resize(360, 640)
    person.settle()
    buttons = visible(person.window, QToolButton)
    assert [button for button in buttons if button.text() == "Export…"] == []


def test_the_last_sorting_is_undone_from_the_menu(person: Person, folder: Path):
    paths = pictures(folder, "cat", "dog")
    sorted_into = folder.parent / "sorted"
    person.add(paths)
    do(person, "Sort into folders…")
    dialog = dialog_of(person, SortDialog)
    assert isinstance(dialog, SortDialog)
    dialog.set_folder(sorted_into)
    person.until(person.button("Sort").isEnabled)
    person.click("Sort")
    person.until(lambda: "2 pictures sorted." in said(dialog))
    dialog.reject()
    do(person, "Undo last sorting…")
    undo = dialog_of(person, UndoDialog)
    person.until(person.button("&Undo").isEnabled)
    person.click("&Undo")
    person.until(lambda: "2 copies removed." in said(undo))
    undo.reject()
    assert not sorted_into.exists()
    assert "Undo last sorting…" not in enabled(person)


def test_the_menu_of_a_card_concerns_what_is_selected(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "dog", "bird"))
    person.click_card("0001 dog.png")
    for text, kind, title in (
        ("Export the selection…", QFileDialog, "Export 1 picture"),
        ("Sort the selection into folders…", SortDialog, "Sort 1 picture into folders"),
    ):
        person.settle()
        pick(context_menu(person), text)
        dialog = dialog_of(person, kind)
        assert dialog.windowTitle() == title
        dialog.reject()
    do(person, "Sort into folders…")
    dialog = dialog_of(person, SortDialog)
    assert dialog.windowTitle() == "Sort 3 pictures into folders"
    dialog.reject()


def test_the_settings_show_where_corrections_are(person: Person, folder: Path, file_manager: Path):
    person.add(pictures(folder, "cat"))
    do(person, "Settings…")
    dialog = dialog_of(person, SettingsDialog)
    corrections = person.desk.folders.corrections
    assert str(corrections) in said(dialog)
    assert not person.button("&Show the corrections").isEnabled()
    dialog.reject()
    pick(correction_menu(person), "Dog")
    person.until(lambda: person.desk.library.counts.answers == {"dog": 1})
    do(person, "Settings…")
    person.click("&Show the corrections")
    person.until(file_manager.exists)
    assert file_manager.read_text() == f"{corrections}\n"
    dialog_of(person, SettingsDialog).reject()


@pytest.mark.parametrize("too", [False, True])
def test_corrections_are_kept_unless_they_shall_be_forgotten(
    person: Person, folder: Path, too: bool
):
    paths = pictures(folder, "cat")
    person.add(paths)
    pick(correction_menu(person), "Dog")
    person.until(lambda: person.desk.library.counts.answers == {"dog": 1})
    do(person, "Clear list")
    forget = dialog_of(person, ForgetDialog)
    assert "The copies of pictures that you corrected stay too" in said(forget)
    if too:
        visible(forget, QCheckBox)[0].click()
    person.click("Forget")
    corrections = person.desk.folders.corrections
    person.until(lambda: person.desk.library.counts.total == 0)
    person.until(lambda: bool(list(corrections.glob("dog/*.png"))) is not too)
    person.settle()
    person.add(paths)
    (card,) = person.cards()
    assert card.endswith("Corrected: dog") is not too


def test_no_corrections_are_offered_to_be_forgotten_where_there_are_none(
    person: Person, folder: Path
):
    person.add(pictures(folder, "cat"))
    do(person, "Clear list")
    forget = dialog_of(person, ForgetDialog)
    assert "corrected" not in said(forget)
    assert not visible(forget, QCheckBox)
    forget.reject()


def test_a_system_without_a_file_manager_says_where_the_folder_is(
    person: Person, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    person.add(pictures(folder, "cat"))
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    do(person, "Show in file manager")
    person.until(lambda: bool(person.notices()))
    (notice,) = person.notices()
    assert notice.replace("\u200b", "") == f"No file manager could be opened for {folder}."


def test_the_file_manager_may_open_out_of_sight_so_it_is_said(
    person: Person, folder: Path, file_manager: Path
):
    person.add(pictures(folder, "cat"))
    do(person, "Show in file manager")
    person.until(lambda: bool(person.notices()))
    (notice,) = person.notices()
    assert notice.replace("\u200b", "") == f"The file manager was asked to show {folder}."
    assert file_manager.read_text() == f"{folder}\n"


@pytest.mark.parametrize("how", ["return", "double click", "menu"])
def test_a_picture_is_opened_in_the_systems_viewer(
    person: Person, folder: Path, file_manager: Path, how: str
):
    person.window.resize(1100, 740)
    _, dog = pictures(folder, "cat", "dog")
    person.add([str(folder / "0000 cat.png"), dog])
    person.click_card("0001 dog.png")
    gallery = person.gallery
    if how == "return":
        person.press(Qt.Key.Key_Return)
    elif how == "double click":
        place = gallery.visualRect(gallery.currentIndex()).center()
        QTest.mouseDClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=place)
    else:
        person.settle()
        pick(context_menu(person), "Open in the picture viewer")
    person.until(file_manager.exists)
    assert file_manager.read_text() == f"{dog}\n"
    person.until(lambda: bool(person.notices()))
    assert person.notices()[0].startswith("The picture viewer was asked to show")


def test_what_is_no_picture_by_its_name_is_never_opened(
    person: Person, folder: Path, file_manager: Path
):
    (path,) = pictures(folder, "cat")
    odd = Path(path).rename(folder / "cat.desktop")
    person.add([str(odd)])
    do(person, "Open in the picture viewer")
    person.until(file_manager.exists)
    assert file_manager.read_text() == f"{folder}\n"
    person.until(lambda: bool(person.notices()))
