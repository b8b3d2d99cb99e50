"""Dialogs as the window opens them, and what it remembers of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QListView, QPushButton

from desktop.widgets.dialogs.forget import ForgetDialog
from desktop.widgets.dialogs.sorting import SortDialog
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.doing import dialog_of, do
from tests.desktop.widgets.person import Person
from tests.desktop.widgets.reading import said, visible


def folder_of(dialog: SortDialog) -> str:
    (field,) = visible(dialog, QLineEdit)
    return field.text()


def test_the_folder_that_was_sorted_into_is_offered_again(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "dog"))
    do(person, "Sort into folders…")
    dialog = dialog_of(person, SortDialog)
    assert isinstance(dialog, SortDialog)
    target = str(folder.parent / "sorted")
    (field,) = visible(dialog, QLineEdit)
    QTest.keyClicks(field, target)
    person.until(person.button("Sort").isEnabled)
    person.click("Sort")
    person.until(lambda: "2 pictures sorted." in said(dialog))
    dialog.reject()
    do(person, "Sort into folders…")
    again = dialog_of(person, SortDialog)
    assert isinstance(again, SortDialog)
    assert folder_of(again) == target
    person.until(lambda: "Nothing to do" in said(again))
    again.reject()


def test_escape_forgets_nothing(person: Person, folder: Path):
    person.add(pictures(folder, "cat"))
    do(person, "Clear list")
    dialog = dialog_of(person, ForgetDialog)
    offered = [button.text() for button in visible(dialog, QPushButton)]
    assert sorted(offered) == ["Cancel", "Forget all"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    person.settle()
    assert person.desk.library.counts.total == 1


def test_among_files_pictures_are_shown_first_and_everything_on_request(
    person: Person, folder: Path
):
    pictures(folder, "cat")
    (folder / "SHOUTED.JPG").touch()
    (folder / "notes.txt").touch()
    do(person, "Open files…")
    dialog = dialog_of(person, QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(folder))
    (listed,) = dialog.findChildren(QListView, "listView")

    def shown() -> set[str]:
        model, root = listed.model(), listed.rootIndex()
        return {model.index(row, 0, root).data() for row in range(model.rowCount(root))}

    person.until(lambda: shown() == {"0000 cat.png", "SHOUTED.JPG"})
    (kinds,) = dialog.findChildren(QComboBox, "fileTypeCombo")
    assert kinds.itemText(0) == "Pictures"
    QTest.keyClick(kinds, Qt.Key.Key_Down)
    person.until(lambda: "notes.txt" in shown())
    dialog.reject()
