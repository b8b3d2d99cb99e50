"""Export, sorting and corrections, asked for by a person in the window."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton

from desktop.widgets.dialogs.forget import ForgetDialog
from desktop.widgets.dialogs.settings import SettingsDialog
from desktop.widgets.dialogs.sorting import SortDialog
from desktop.widgets.dialogs.undo import UndoDialog
from desktop.widgets.selection_view import SelectionView
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.doing import correction_menu, dialog_of, do, enabled
from tests.desktop.widgets.person import Person, pick
from tests.desktop.widgets.reading import said, visible


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_export_writes_what_is_shown(person: Person, folder: Path, suffix: str):
    person.add(pictures(folder, "cat", "dog", "cat"))
    person.choose("All pictures", "Cat")
    do(person, "Export as CSV or JSON…")
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
    do(person, "Export as CSV or JSON…")
    dialog = dialog_of(person, QFileDialog)
    assert dialog.windowTitle() == "Export 2 pictures"
    dialog.reject()


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


def test_the_settings_show_where_corrections_are(
    person: Person, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    person.add(pictures(folder, "cat"))
    do(person, "Settings…")
    dialog = dialog_of(person, SettingsDialog)
    corrections = person.desk.folders.corrections
    assert str(corrections) in said(dialog)
    assert not person.button("&Show the corrections").isEnabled()
    dialog.reject()
    pick(correction_menu(person), "Dog")
    person.until(lambda: person.desk.library.counts.answers == {"dog": 1})
    do(person, "Clear list")
    forget = dialog_of(person, ForgetDialog)
    assert "So do the copies of pictures that you corrected" in said(forget)
    person.click("Forget")
    do(person, "Settings…")
    person.click("&Show the corrections")
    assert opened == [QUrl.fromLocalFile(str(corrections))]
    assert list(corrections.glob("dog/*.png"))
    dialog_of(person, SettingsDialog).reject()
