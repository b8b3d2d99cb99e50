"""Pictures that another program or a second start brings are shown at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect

from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.person import Person


def in_sight(person: Person) -> bool:
    """Whether all of the current card is seen."""
    gallery = person.gallery
    card: QRect = gallery.visualRect(gallery.currentIndex())
    return gallery.viewport().rect().contains(card)


@pytest.mark.parametrize("order", ["Added", "Name"])
def test_the_first_picture_that_was_opened_is_selected_and_in_sight(
    person: Person, folder: Path, order: str
):
    person.add(pictures(folder, *["cat"] * 60))
    if order != "Added":
        person.choose("Added", order)
    later = pictures(folder / "later", *["dog"] * 60)
    person.desk.intake.add_paths(later, show=True)
    person.until(lambda: person.selected() == ["0000 dog.png"])
    person.until(lambda: len(person.names()) == 120)
    person.until(lambda: in_sight(person))


def test_one_that_is_in_the_list_already_is_shown_too(person: Person, folder: Path):
    paths = pictures(folder, *["cat"] * 60)
    person.add(paths)
    assert person.selected() == ["0000 cat.png"]
    person.desk.intake.add_paths([paths[50]], show=True)
    person.until(lambda: person.selected() == ["0050 cat.png"])
    assert in_sight(person)


def test_the_first_picture_that_was_dropped_is_selected_and_in_sight(person: Person, folder: Path):
    first = pictures(folder, *["cat"] * 60)
    person.add(first)
    person.add(pictures(folder / "later", "dog", "dog"))
    assert person.selected() == ["0000 dog.png"]
    assert in_sight(person)
    person.drop_files(first[30:40])
    person.until(lambda: person.selected() == ["0030 cat.png"])
    assert in_sight(person)
