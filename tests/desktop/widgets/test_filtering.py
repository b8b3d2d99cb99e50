"""A filter or a search that is on while pictures are looked at, come in, or go."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QToolButton

from desktop.widgets.count_bar import CountBar
from desktop.widgets.detail import DetailPanel
from desktop.widgets.dialogs.forget import ForgetDialog
from desktop.widgets.gallery import GalleryView
from desktop.widgets.search_field import SearchField
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.doing import dialog_of, do
from tests.desktop.widgets.person import Person
from tests.desktop.widgets.reading import said, visible

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def mixed(person: Person, folder: Path) -> Person:
    """Return a person with some pictures."""
    person.add(pictures(folder, "cat", "dog", "cat", "dog", "bird"))
    return person


def search(person: Person, text: str) -> None:
    person.press(Key.Key_F, CONTROL)
    person.press(text)


def chips(person: Person) -> list[str]:
    """What the row below the gallery counts, in the order in which it stands."""
    shown = visible(person.one(CountBar), QToolButton)
    in_order = sorted(shown, key=lambda button: (button.y(), button.x()))
    return [button.text().replace("  ", " ") for button in in_order]


class TestWhatIsOpen:
    def test_on_a_phone_the_next_picture_takes_its_place(self, mixed: Person):
        mixed.window.resize(390, 844)
        mixed.settle()
        mixed.click_card("0000 cat.png")
        detail = mixed.one(DetailPanel)
        mixed.click("Dog  2")
        mixed.until(lambda: "0001 dog.png" in said(detail))
        assert mixed.selected() == ["0001 dog.png"]
        mixed.click("bird  1")
        mixed.until(lambda: "0004 bird.png" in said(detail))

    def test_on_a_phone_the_list_comes_back_where_nothing_is_left(self, mixed: Person):
        mixed.window.resize(390, 844)
        mixed.settle()
        mixed.click("bird  1")
        mixed.until(lambda: mixed.names() == ["0004 bird.png"])
        mixed.click_card("0004 bird.png")
        do(mixed, "Remove from list")
        mixed.until(mixed.gallery.isVisible)
        assert not mixed.one(DetailPanel).isVisible()

    def test_what_was_chosen_is_chosen_again_after_an_empty_list(self, mixed: Person):
        mixed.click_card("0002 cat.png")
        search(mixed, "xyz")
        mixed.until(lambda: mixed.names() == [])
        assert mixed.selected() == []
        mixed.press(Key.Key_Escape)
        mixed.until(lambda: mixed.selected() == ["0002 cat.png"])


class TestEscape:
    def test_it_empties_the_search_that_has_the_focus(self, mixed: Person):
        search(mixed, "dog")
        mixed.until(lambda: len(mixed.names()) == 2)
        mixed.press(Key.Key_Escape)
        assert mixed.one(SearchField).text() == ""
        mixed.until(lambda: len(mixed.names()) == 5)
        assert isinstance(QApplication.focusWidget(), QLineEdit)

    def test_elsewhere_it_leaves_the_search_alone(self, mixed: Person):
        search(mixed, "dog")
        mixed.until(lambda: len(mixed.names()) == 2)
        mixed.gallery.setFocus()
        mixed.press(Key.Key_Escape)
        assert mixed.one(SearchField).text() == "dog"


class TestWhatComesIn:
    def test_pictures_that_a_search_hides_are_told_of(self, mixed: Person, folder: Path):
        search(mixed, "bird")
        mixed.until(lambda: len(mixed.names()) == 1)
        mixed.add(pictures(folder / "more", "cat", "bird", "dog"))
        said_now = ["3 pictures added. The filter shows only those that match."]
        mixed.until(lambda: mixed.notices() == said_now)
        mixed.until(lambda: mixed.names() == ["0004 bird.png", "0001 bird.png"])
        mixed.click("Show all")
        mixed.until(lambda: len(mixed.names()) == 8)
        mixed.until(lambda: mixed.selected() == ["0000 cat.png"])
        assert mixed.gallery.currentIndex().row() == 5
        assert mixed.one(SearchField).text() == ""
        assert mixed.notices() == []

    def test_the_notice_goes_with_the_filter(self, mixed: Person, folder: Path):
        mixed.click("Cat  2")
        mixed.add(pictures(folder / "more", "dog"))
        mixed.until(lambda: len(mixed.notices()) == 1)
        mixed.click("All")
        mixed.until(lambda: mixed.notices() == [])

    def test_only_the_newest_is_told_of_and_goes_too(self, mixed: Person, folder: Path):
        mixed.click("Cat  2")
        mixed.add(pictures(folder / "more", "dog"))
        mixed.until(lambda: len(mixed.notices()) == 1)
        mixed.add(pictures(folder / "still more", "dog"))
        mixed.until(lambda: len(mixed.names()) == 2)
        mixed.settle()
        before = mixed.selected()
        mixed.click("All")
        mixed.until(lambda: mixed.notices() == [])
        mixed.until(lambda: len(mixed.names()) == 7)
        assert mixed.selected() == before

    def test_nothing_is_said_of_what_is_shown(self, mixed: Person, folder: Path):
        search(mixed, "dog")
        mixed.until(lambda: len(mixed.names()) == 2)
        mixed.add(pictures(folder / "more", "dog"))
        mixed.until(lambda: len(mixed.names()) == 3)
        assert mixed.notices() == []
        mixed.press(Key.Key_Escape)
        mixed.until(lambda: len(mixed.names()) == 6)
        mixed.add(pictures(folder / "again", "dog"))
        assert mixed.notices() == []

    def test_a_picture_that_a_second_start_brings_is_shown(self, mixed: Person, folder: Path):
        mixed.click("Dog  2")
        mixed.until(lambda: len(mixed.names()) == 2)
        mixed.desk.intake.add_paths(pictures(folder / "more", "cat"), show=True)
        mixed.until(lambda: len(mixed.names()) == 6)
        mixed.until(lambda: mixed.selected() == ["0000 cat.png"])
        assert mixed.gallery.currentIndex().row() == 5
        mixed.until(lambda: "All 6" in chips(mixed))
        assert mixed.button("All  6").isChecked()
        mixed.until(lambda: not mixed.desk.answering.busy)

    def test_a_cleared_list_begins_without_a_filter(self, mixed: Person, folder: Path):
        mixed.click("Dog  2")
        search(mixed, "dog")
        do(mixed, "Clear list")
        dialog_of(mixed, ForgetDialog)
        mixed.click("Forget")
        mixed.until(lambda: mixed.desk.library.counts.total == 0)
        mixed.add(pictures(folder / "more", "cat"))
        assert mixed.names() == ["0000 cat.png"]
        assert mixed.one(SearchField).text() == ""


def test_the_counts_follow_the_search(mixed: Person):
    assert chips(mixed) == ["All 5", "bird 1", "Cat 2", "Dog 2"]
    search(mixed, "000")
    mixed.settle()
    assert chips(mixed) == ["All 5", "bird 1", "Cat 2", "Dog 2"]
    mixed.press("0")
    mixed.until(lambda: chips(mixed) == ["All 1", "Cat 1"])
    mixed.press(Key.Key_Escape)
    mixed.until(lambda: chips(mixed) == ["All 5", "bird 1", "Cat 2", "Dog 2"])


class TestRemoval:
    def test_the_next_picture_is_selected_and_a_removal_is_undone(self, mixed: Person):
        before = mixed.cards()
        mixed.click_card("0001 dog.png")
        mixed.press(Key.Key_Delete)
        mixed.settle()
        assert mixed.selected() == ["0002 cat.png"]
        assert isinstance(QApplication.focusWidget(), GalleryView)
        (notice,) = mixed.notices()
        assert notice == "1 picture removed from the list. The file is untouched."
        mixed.click("Undo")
        mixed.until(lambda: len(mixed.names()) == 5)
        assert mixed.names()[1] == "0001 dog.png"
        assert mixed.cards() == before
        assert mixed.selected() == ["0001 dog.png"]
        assert mixed.notices() == []

    def test_many_are_removed_and_come_back(self, mixed: Person):
        mixed.press(Key.Key_A, CONTROL)
        mixed.press(Key.Key_Delete)
        mixed.until(lambda: mixed.desk.library.counts.total == 0)
        assert mixed.notices() == ["5 pictures removed from the list. The files are untouched."]
        mixed.press(Key.Key_Z, CONTROL)
        mixed.until(lambda: len(mixed.names()) == 5)
        mixed.until(mixed.gallery.isVisible)
        assert mixed.gallery.selected.count == 5

    def test_keys_go_on_from_the_next_picture(self, mixed: Person):
        mixed.click_card("0004 bird.png")
        for left in (4, 3, 2):
            mixed.press(Key.Key_Delete)
            mixed.settle()
            assert len(mixed.names()) == left
            assert mixed.gallery.selected.count == 1
        assert mixed.selected() == ["0001 dog.png"]
        assert mixed.notices() == ["3 pictures removed from the list. The files are untouched."]
        mixed.click("Undo")
        mixed.until(lambda: len(mixed.names()) == 5)
        mixed.press(Key.Key_Delete)
        mixed.settle()
        assert mixed.selected() == ["0001 dog.png"]
        assert mixed.notices() == ["3 pictures removed from the list. The files are untouched."]
        mixed.click("Close this message")
        mixed.click_card(mixed.names()[0])
        mixed.settle()
        mixed.press(Key.Key_Delete)
        mixed.settle()
        assert mixed.notices() == ["1 picture removed from the list. The file is untouched."]

    def test_what_was_cleared_cannot_be_brought_back(self, mixed: Person):
        mixed.press(Key.Key_Delete)
        mixed.settle()
        do(mixed, "Clear list")
        dialog_of(mixed, ForgetDialog)
        mixed.click("Forget")
        mixed.until(lambda: mixed.desk.library.counts.total == 0)
        assert mixed.notices() == []
