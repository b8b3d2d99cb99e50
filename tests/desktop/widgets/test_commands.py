"""What the actions do, chosen from the menus."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from shiboken6 import isValid

from desktop.widgets.dialogs.endpoint import EndpointDialog
from desktop.widgets.dialogs.forget import ForgetDialog
from desktop.widgets.dialogs.settings import SettingsDialog
from desktop.widgets.mode_switch import ModeSwitch
from desktop.widgets.welcome import Welcome
from petsight.mode import Mode
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.doing import correction_menu, dialog_of, do, enabled, offers_correction
from tests.desktop.widgets.person import Person, pick
from tests.desktop.widgets.reading import said


def test_an_empty_window_offers_only_what_makes_sense(person: Person):
    assert enabled(person) == {
        "Open files…", "Open folder…", "Paste", "Cloud endpoint…", "Settings…", "About petsight",
        "Quit",
    }  # fmt: skip


def test_with_pictures_there_is_more_to_do(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "not sure"))
    offered = enabled(person)
    for text in ("Select all", "Copy", "Remove from list", "Export as CSV or JSON…", "Search"):
        assert text in offered
    for text in ("Retry failed", "Ask the cloud", "Compare device and cloud", "Undo last sorting…"):
        assert text not in offered, text


def test_remove_forgets_the_picture_and_leaves_the_file(person: Person, folder: Path):
    paths = pictures(folder, "cat", "dog")
    person.add(paths)
    do(person, "Remove from list")
    assert person.names() == ["0001 dog.png"]
    assert all(Path(path).exists() for path in paths)


def test_clear_asks_and_leads_back_to_the_welcome(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "dog"))
    do(person, "Clear list")
    dialog = dialog_of(person, ForgetDialog)
    assert "Forget 2 pictures and their answers?" in said(dialog)
    assert "exist only here" not in said(dialog)
    assert person.desk.library.counts.total == 2
    person.click("Forget")
    person.until(person.one(Welcome).isVisible)
    assert person.desk.library.counts.total == 0


def test_who_keeps_the_list_loses_nothing(person: Person, folder: Path, qapp: QApplication):
    person.add(pictures(folder, "cat"))
    qapp.clipboard().setImage(QImage(32, 32, QImage.Format.Format_RGB32))
    do(person, "Paste")
    person.until(lambda: person.desk.library.counts.total == 2)
    do(person, "Clear list")
    dialog = dialog_of(person, ForgetDialog)
    assert "1 pasted or fetched picture exists only here and is deleted." in said(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    person.until(lambda: not isValid(dialog))
    assert all(Path(photo.path).exists() for photo in person.desk.library.photos())
    assert person.desk.library.counts.total == 2


def test_the_settings_forget_in_the_same_way(person: Person, folder: Path):
    person.add(pictures(folder, "cat"))
    do(person, "Settings…")
    settings = dialog_of(person, SettingsDialog)
    person.click("&Forget all pictures and answers…")
    assert "Forget 1 picture and its answer?" in said(dialog_of(person, ForgetDialog))
    person.click("Forget")
    person.until(lambda: person.desk.library.counts.total == 0)
    settings.reject()


def test_retry_answers_what_failed(person: Person, folder: Path):
    (path,) = pictures(folder, "cat")
    content = Path(path).read_bytes()
    Path(path).write_bytes(b"broken")
    person.add([path])
    assert person.desk.library.counts.failed == 1
    Path(path).write_bytes(content)
    do(person, "Retry failed")
    person.until(lambda: person.desk.library.counts.answers == {"cat": 1})


def test_answering_all_again_keeps_the_answers_of_files_that_are_gone(person: Person, folder: Path):
    gone, also_gone, _there = paths = pictures(folder, "cat", "dog", "bird")
    person.add(paths)
    for path in (gone, also_gone):
        Path(path).unlink()
    do(person, "Answer all again")
    said = "2 pictures could not be read again; their answers are the former ones"
    person.until(lambda: person.notices() == [said])
    assert person.desk.library.counts.answers == {"cat": 1, "dog": 1, "bird": 1}
    do(person, "Answer all again")
    person.until(lambda: not person.desk.answering.busy)
    assert person.notices() == [said], "the count begins anew"


def test_a_correction_shows_on_the_card(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "dog"))
    pick(correction_menu(person), "Dog")
    person.until(lambda: person.cards()[0].endswith("; Corrected: dog"))
    pick(correction_menu(person), "Take the correction back")
    person.until(lambda: "Corrected" not in person.cards()[0])


def test_several_pictures_are_corrected_together(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "dog"))
    do(person, "Select all")
    pick(correction_menu(person), "Neither")
    person.until(lambda: all("Corrected: neither" in card for card in person.cards()))


def test_only_answers_are_corrected(person: Person, folder: Path):
    broken, _ = paths = pictures(folder, "cat", "dog")
    Path(broken).write_bytes(b"broken")
    person.add(paths)
    person.click_card("0000 cat.png")
    assert not offers_correction(person)
    do(person, "Select all")
    assert offers_correction(person)
    pick(correction_menu(person), "Neither")
    person.until(lambda: "Corrected: neither" in person.cards()[1])
    assert person.notices() == []


@pytest.mark.parametrize("text", ["Open files…", "Open folder…"])
def test_opening_takes_what_was_chosen(person: Person, folder: Path, text: str):
    paths = pictures(folder, "cat")
    do(person, text)
    dialog = dialog_of(person, QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.filesSelected.emit(paths if text == "Open files…" else [str(folder)])
    dialog.reject()
    person.until(lambda: person.desk.library.counts.answers == {"cat": 1})


def test_files_are_looked_for_among_pictures_and_then_where_they_were(
    person: Person, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    (standard := folder.parent / "Pictures").mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(standard))
    (path,) = pictures(folder, "cat")

    def opened(text: str) -> QFileDialog:
        do(person, text)
        dialog = dialog_of(person, QFileDialog)
        assert isinstance(dialog, QFileDialog)
        return dialog

    dialog = opened("Open files…")
    assert Path(dialog.directory().path()) == standard
    dialog.selectFile(path)
    dialog.accept()
    person.until(lambda: person.desk.library.counts.answers == {"cat": 1})
    for text, place in (
        ("Open files…", folder),
        ("Open folder…", folder),
        ("Export as CSV or JSON…", standard),
    ):
        dialog = opened(text)
        assert Path(dialog.directory().path()) == place
        dialog.reject()


def test_files_are_looked_for_in_the_folder_that_was_opened(person: Person, folder: Path):
    pictures(folder, "cat")
    do(person, "Open folder…")
    dialog = dialog_of(person, QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(folder.parent))
    dialog.selectFile(str(folder))
    dialog.accept()
    person.until(lambda: person.desk.library.counts.answers == {"cat": 1})
    for text in ("Open folder…", "Open files…"):
        do(person, text)
        dialog = dialog_of(person, QFileDialog)
        assert isinstance(dialog, QFileDialog)
        assert Path(dialog.directory().path()) == folder
        dialog.reject()


def test_counts_and_filters_go_by_what_a_person_said(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "not sure"))
    person.choose("All pictures", "Not sure")
    person.click_card("0001 not sure.png")
    pick(correction_menu(person), "Cat")
    person.until(lambda: person.desk.library.counts.answers == {"cat": 2})
    person.until(lambda: person.names() == [])
    person.choose("Not sure", "Cat")
    person.until(lambda: person.names() == ["0000 cat.png", "0001 not sure.png"])


@pytest.mark.parametrize("text", ["Settings…", "About petsight", "Cloud endpoint…"])
def test_a_dialog_opens_once_and_stops_nothing(person: Person, folder: Path, text: str):
    do(person, text)
    dialog = dialog_of(person, QDialog)
    do(person, text)
    assert dialog_of(person, QDialog) is dialog
    person.desk.intake.add_paths(pictures(folder, "cat"))
    person.until(lambda: person.desk.library.counts.answers == {"cat": 1})
    dialog.reject()
    do(person, text)
    dialog_of(person, QDialog).reject()


@pytest.mark.parametrize("mode", ["Auto", "Cloud"])
def test_the_cloud_without_an_endpoint_leads_to_its_settings_each_time(person: Person, mode: str):
    for _ in range(3):
        person.click(mode)
        dialog_of(person, EndpointDialog).reject()
        person.until(lambda: person.one(ModeSwitch).mode is Mode.DEVICE)
        assert person.desk.settings.now.mode is Mode.DEVICE
        assert person.notices() == [
            "No endpoint is set up that could be asked; this device answers instead"
        ]


def test_pasting_nothing_says_so(person: Person, qapp: QApplication):
    qapp.clipboard().clear()
    do(person, "Paste")
    assert person.notices() == ["There is no picture on the clipboard."]


def test_quit_closes(person: Person):
    do(person, "Quit")
    assert not person.window.isVisible()
