"""What a screen reader finds and hears."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.announcer import Announcer
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.person import Person, spoken_tree

Role = QAccessible.Role


def test_every_card_says_file_answer_confidence_and_who(person: Person, folder: Path):
    person.add(pictures(folder, "cat", "not sure"))
    tree = spoken_tree(person.gallery)
    items = [name for role, name in tree if role in (Role.ListItem, Role.Cell)]
    assert len(items) == 2
    name, answer, who = items[0].split("; ")
    assert name == "0000 cat.png"
    assert answer.startswith("Cat, ")
    assert answer.endswith("%")
    assert who == "This device"
    assert "Not sure: looks like" in items[1]


def test_the_gallery_is_a_list_with_a_name(person: Person, folder: Path):
    person.add(pictures(folder, "cat"))
    assert spoken_tree(person.gallery)[0] == (Role.List, "Pictures")


def test_nothing_that_takes_the_focus_is_without_a_name(person: Person, folder: Path):
    person.add(pictures(folder, "cat"))
    nameless = [
        widget
        for widget in person.window.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit) and widget.isVisible()
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
        # The buttons inside of Qt's own widgets have no focus and no name.
        if widget.focusPolicy() and not isinstance(widget.parentWidget(), QLineEdit)
    ]
    assert nameless == []


def test_a_few_new_answers_are_read_out(person: Person, folder: Path, qtbot: QtBot):
    said: list[str] = []
    announcer(person).announced.connect(said.append)
    person.add(pictures(folder, "cat", "dog"))
    qtbot.waitUntil(lambda: "0001 dog.png; Dog, " in " ".join(said), timeout=10000)
    assert "0000 cat.png; Cat, " in " ".join(said)


def test_many_new_answers_are_counted(person: Person, folder: Path, qtbot: QtBot):
    said: list[str] = []
    announcer(person).announced.connect(said.append)
    person.desk.answering.pause()
    person.drop_files(pictures(folder, *["cat"] * 6, *["dog"] * 4))
    person.until(lambda: person.desk.library.counts.total == 10)
    person.desk.answering.resume()
    qtbot.waitUntil(lambda: len(said) == 1, timeout=10000)
    assert said[0].endswith("Cat: 6, Dog: 4")
    assert "10" in said[0]


@pytest.mark.parametrize("notice", ["The disk is full."])
def test_notices_are_said_at_once(person: Person, qtbot: QtBot, notice: str):
    with qtbot.waitSignal(announcer(person).announced) as said:
        person.desk.notice.emit(notice)
    assert said.args == [notice]


def announcer(person: Person) -> Announcer:
    (found,) = person.window.findChildren(Announcer)
    return found
