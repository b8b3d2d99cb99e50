"""Correcting one picture after the other, also while a filter is on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton

from desktop.widgets.correction import CorrectionRow
from desktop.widgets.detail import DetailPanel
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.doing import correction_menu, do, offers_correction
from tests.desktop.widgets.person import Person, pick
from tests.desktop.widgets.reading import said, visible

KEPT = "A copy of the picture is kept on this computer."
SEVERAL_KEPT = "Copies of corrected pictures are kept on this computer."


@pytest.fixture
def unsure(person: Person, folder: Path) -> Person:
    """Return a person who looks through what the model was not sure of."""
    person.add(pictures(folder, "not sure", "cat", "not sure", "not sure"))
    person.click("Not sure")
    person.until(lambda: len(person.names()) == 3)
    return person


def correct(person: Person, answer: str) -> None:
    """Press a button of the panel's row."""
    row = row_of(person)
    (button,) = [each for each in visible(row, QPushButton) if each.text() == answer]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def row_of(person: Person) -> CorrectionRow:
    """The row of the picture, or of the pictures, that are shown."""
    (row,) = visible(person.one(DetailPanel), CorrectionRow)
    return row


def offered(person: Person) -> list[str]:
    """What the menu of the selected pictures offers as a correction."""
    menu = correction_menu(person)
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions()]


def shows(person: Person, count: int) -> bool:
    return len(person.names()) == count


def test_the_next_picture_follows_and_the_correction_can_be_undone(unsure: Person):
    unsure.click_card("0002 not sure.png")
    unsure.settle()
    correct(unsure, "Dog")
    unsure.until(lambda: unsure.selected() == ["0003 not sure.png"])
    assert unsure.names() == ["0000 not sure.png", "0003 not sure.png"]
    assert unsure.notices() == ["Corrected: dog. The filter hides 1 picture now."]
    unsure.click("Undo")
    unsure.until(lambda: len(unsure.names()) == 3)
    assert unsure.desk.library.counts.answers == {"cat": 1, "not sure": 3}
    assert unsure.notices() == []


def test_after_the_last_one_the_one_before_follows(unsure: Person):
    unsure.click_card("0003 not sure.png")
    unsure.settle()
    correct(unsure, "Neither")
    unsure.until(lambda: unsure.selected() == ["0002 not sure.png"])


def test_on_a_phone_one_page_follows_the_other_and_the_list_the_last(unsure: Person):
    unsure.window.resize(390, 844)
    unsure.settle()
    unsure.click_card("0000 not sure.png")
    for left in (2, 1):
        unsure.settle()
        unsure.one(DetailPanel).ensureWidgetVisible(row_of(unsure))
        correct(unsure, "Cat")
        unsure.until(partial(shows, unsure, left))
        unsure.settle()
        panel = unsure.one(DetailPanel)
        assert panel.isVisible()
        assert unsure.names()[0] in said(panel)
        assert panel.verticalScrollBar().value() == 0, "the next picture can be seen"
    correct(unsure, "Cat")
    unsure.until(unsure.gallery.isVisible)
    assert unsure.names() == []


def test_several_are_corrected_and_brought_back_together(unsure: Person):
    unsure.click_card("0002 not sure.png")
    unsure.settle()
    correct(unsure, "Cat")
    unsure.until(lambda: len(unsure.names()) == 2)
    unsure.click("All")
    do(unsure, "Select all")
    unsure.choose("All pictures", "Cat")
    do(unsure, "Select all")
    pick(correction_menu(unsure), "Dog")
    unsure.until(lambda: unsure.notices() == ["Corrected: dog. The filter hides 2 pictures now."])
    unsure.click("Undo")
    unsure.until(lambda: unsure.desk.library.counts.answers == {"cat": 2, "not sure": 2})
    assert [photo.correction for photo in unsure.desk.library.photos()].count(("cat",)) == 1


def test_several_are_corrected_in_the_panel(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "not sure", "cat"))
    broken = folder / "broken.jpg"
    broken.write_bytes(b"no picture")
    person.add([str(broken)])
    do(person, "Select all")
    person.settle()
    assert said(row_of(person)) == "They are really…"
    correct(person, "Dog")
    person.until(lambda: person.desk.library.counts.answers == {"dog": 3})
    person.until(lambda: SEVERAL_KEPT in said(row_of(person)))
    person.click("Take the correction back")
    person.until(lambda: person.desk.library.counts.answers == {"cat": 2, "not sure": 1})


def test_what_is_claimed_is_not_in_the_menu(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "cat", "dog"))
    person.click_card("0000 cat.png")
    assert "Cat" not in offered(person)
    assert "Dog" in offered(person)
    do(person, "Select all")
    assert {"Cat", "Dog"} <= set(offered(person))


def test_what_is_no_picture_is_removed_in_the_panel(person: Person, folder: Path):
    person.add(pictures(folder, "cat"))
    broken = folder / "broken.jpg"
    broken.write_bytes(b"no picture")
    person.add([str(broken)])
    person.click_card("broken.jpg")
    person.click("Remove from the list")
    person.until(lambda: person.names() == ["0000 cat.png"])
    assert broken.exists()


def test_nothing_is_said_where_the_picture_stays(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "cat"))
    correct(person, "Dog")
    person.until(lambda: person.cards()[0].endswith("; Corrected: dog"))
    assert person.notices() == []
    assert person.selected() == ["0000 cat.png"]


def test_the_panel_says_that_a_copy_is_kept_and_where(person: Person, folder: Path):
    person.add(pictures(folder, "cat"))
    person.settle()
    row = row_of(person)
    assert KEPT not in said(row)
    correct(person, "Dog")
    person.until(lambda: KEPT in said(row))
    (kept,) = [part for part in visible(row, QLabel) if part.toolTip()]
    corrections = person.desk.folders.corrections
    assert kept.toolTip() == kept.accessibleDescription() == str(corrections)
    assert len(list(corrections.glob("dog/*.png"))) == 1
    person.click("Take the correction back")
    person.until(lambda: KEPT not in said(row))
    assert not list(corrections.glob("dog/*.png"))


def test_a_correction_that_cannot_be_kept_is_not_shown_as_kept(person: Person, folder: Path):
    person.add(pictures(folder, "cat"))
    person.settle()
    corrections = person.desk.folders.corrections
    corrections.parent.mkdir(parents=True, exist_ok=True)
    corrections.write_text("a file where the folder should be")
    correct(person, "Dog")
    person.until(lambda: len(person.notices()) == 1)
    assert person.notices()[0].startswith("The correction cannot be kept")
    row = row_of(person)
    assert KEPT not in said(row)
    assert not [button for button in visible(row, QPushButton) if button.isChecked()]


def test_what_is_asked_fits_the_answer(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "not sure"))
    row = row_of(person)
    for name, question in (
        ("0000 cat.png", "This is wrong: it is…"),
        ("0001 not sure.png", "It is really…"),
    ):
        person.click_card(name)
        person.settle()
        assert said(row) == question
        assert offers_correction(person)
        assert correction_menu(person).title() == question
    correct(person, "Cat")
    person.until(lambda: KEPT in said(row))
    assert said(row).startswith("It is really…")


def test_corrections_are_counted_and_shown_by_a_chip(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "dog"))
    person.settle()
    assert not [chip for chip in visible(person.window, QToolButton) if "Corrected" in chip.text()]
    correct(person, "Dog")
    person.until(lambda: person.desk.library.counts.answers == {"dog": 2})
    person.click("Corrected  1")
    person.until(lambda: person.names() == ["0000 cat.png"])
    correct(person, "Dog")
    person.until(lambda: person.names() == [])
    assert person.notices() == ["Correction taken back. The filter hides 1 picture now."]
    assert person.button("Corrected  0").isChecked()
    person.click("All")
    assert person.selected() == ["0000 cat.png"]
    assert not [each for each in visible(row_of(person), QPushButton) if each.isChecked()]
