"""The question why, asked by a person in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.bridge.explaining import Explaining
from desktop.bridge.jobs import end_all
from desktop.bridge.library import Library
from desktop.services.photo import Found, Photo
from desktop.widgets.map_switch import MapSwitch
from desktop.widgets.preview import Preview
from petsight import DeviceClassifier, Model
from tests.desktop.bridge.desks import pictures
from tests.desktop.services.making import DIGEST, answer
from tests.desktop.widgets.person import Person
from tests.desktop.widgets.reading import said, visible
from tests.desktop.widgets.speaking import speaking
from tests.petsight.test_explain import MODELS
from tests.support_model import TINY, picture

READING = "The lighter and more yellow a place, the more it speaks for: {}."
COLD = "Hardly anything in the picture speaks for: {}."
TITLE = "Show what speaks for:"


def switch_of(person: Person) -> MapSwitch:
    return person.one(MapSwitch)


def read(switch: MapSwitch) -> str:
    """What the switch says about the map, below the buttons."""
    return said(switch).removeprefix(TITLE).strip()


def labels(switch: MapSwitch) -> dict[str, bool]:
    """The buttons behind the question, and which of them is down."""
    why, *others = visible(switch, QPushButton)
    assert why.accessibleName() == "Why this answer"
    return {button.text(): button.isChecked() for button in others}


def shown(person: Person) -> QColor:
    """The middle of the preview."""
    image = person.one(Preview).grab().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2)


def yellow(colour: QColor) -> bool:
    return colour.blue() + 60 < min(colour.red(), colour.green())


def press(qtbot, switch: MapSwitch, text: str) -> None:
    (found,) = [each for each in visible(switch, QPushButton) if each.text() == text]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


@pytest.fixture
def asked(person: Person, folder: Path) -> Person:
    """Somebody with a cat and a dog, who asked why of the cat."""
    person.add(pictures(folder, "cat", "dog"))
    person.click_card("0000 cat.png")
    person.settle()
    press(person.qtbot, switch_of(person), "Why?")
    person.until(lambda: read(switch_of(person)) == READING.format("Cat"))
    return person


def test_the_map_and_back(asked):
    assert labels(switch_of(asked)) == {"Cat": True, "Dog": False, "bird": False}
    assert yellow(shown(asked))
    press(asked.qtbot, switch_of(asked), "Why?")
    assert labels(switch_of(asked)) == {}
    assert read(switch_of(asked)) == ""
    assert shown(asked).red() > 240


def test_its_buttons_are_told_from_those_that_correct(asked):
    assert said(switch_of(asked)).startswith(TITLE)
    press(asked.qtbot, switch_of(asked), "Why?")
    assert TITLE not in said(switch_of(asked))


def test_another_label(asked):
    press(asked.qtbot, switch_of(asked), "Dog")
    assert read(switch_of(asked)) == COLD.format("Dog")
    assert labels(switch_of(asked))["Dog"]
    assert not yellow(shown(asked))


def test_it_stays_down_for_the_next_picture(asked):
    asked.click_card("0001 dog.png")
    asked.until(lambda: read(switch_of(asked)) == READING.format("Dog"))
    assert labels(switch_of(asked)) == {"Cat": False, "Dog": True, "bird": False}
    assert yellow(shown(asked))


def test_what_is_under_way_for_another_picture_is_never_shown(asked):
    asked.click_card("0001 dog.png")
    asked.click_card("0000 cat.png")
    asked.settle()
    asked.until(lambda: yellow(shown(asked)))
    assert read(switch_of(asked)) == READING.format("Cat")


def test_by_keyboard_alone(person, folder):
    person.add(pictures(folder, "cat"))
    person.settle()
    switch = switch_of(person)
    why = visible(switch, QPushButton)[0]
    why.setFocus(Qt.FocusReason.TabFocusReason)
    person.press(Qt.Key.Key_Space)
    person.until(lambda: labels(switch) == {"Cat": True, "Dog": False, "bird": False})
    person.press(Qt.Key.Key_Tab)
    person.press(Qt.Key.Key_Right)
    person.until(lambda: labels(switch)["Dog"])
    assert read(switch) == COLD.format("Dog")


def test_it_is_read_aloud(asked):
    why, cat, *_ = visible(switch_of(asked), QPushButton)
    assert why.accessibleDescription() == "Show where in the picture the evidence lies"
    assert cat.accessibleName() == "What speaks for: Cat"


@pytest.fixture
def library(qtbot: QtBot, home: Path) -> Iterator[Library]:
    library = Library()
    with qtbot.waitSignal(library.restored):
        library.open(home / "session.sqlite")
    yield library
    library.close()
    end_all(5)


@pytest.fixture
def photo(library: Library, tmp_path: Path) -> Photo:
    """A red picture that the tiny model answered."""
    path = picture(tmp_path / "cat.png", "cat", (80, 60))
    library.add([Found(str(path), path.stat().st_size, 17 * 10**17)])
    own = answer(model_sha256=Model(TINY).sha256)
    return replace(library.photos()[0], digest=DIGEST, prediction=own)


def make_switch(qtbot: QtBot, library: Library, model: Path = TINY) -> MapSwitch:
    device = DeviceClassifier(Model(model))
    switch = MapSwitch(Explaining(library, lambda: device))
    qtbot.addWidget(switch)
    switch.resize(320, 200)
    return switch


def ask(qtbot: QtBot, switch: MapSwitch, photo: Photo) -> str:
    switch.set_photo(photo)
    press(qtbot, switch, "Why?")
    qtbot.waitUntil(lambda: bool(read(switch)), timeout=10_000)
    return read(switch)


def test_the_map_is_of_this_devices_model(qtbot, library, photo):
    cloud = answer(source="cloud", model="big 2.0.0", model_sha256="cd" * 32)
    assert ask(qtbot, make_switch(qtbot, library), replace(photo, prediction=cloud)) == (
        READING.format("Cat") + " The cloud gave the answer; the map is of this device's model."
    )


def test_an_answer_of_an_earlier_model(qtbot, library, photo):
    earlier = answer(model_sha256="cd" * 32)
    assert ask(qtbot, make_switch(qtbot, library), replace(photo, prediction=earlier)) == (
        READING.format("Cat") + " Another model gave the answer; the map is of the one in use now."
    )


def test_a_model_without_a_map(qtbot, library, photo):
    switch = make_switch(qtbot, library, MODELS / "flat.tflite")
    assert ask(qtbot, switch, photo) == "There is no map of this model's answers."
    assert labels(switch) == {}


def test_a_file_that_is_gone(qtbot, library, photo):
    Path(photo.path).unlink()
    assert ask(qtbot, make_switch(qtbot, library), photo) == "There is no such file"


def test_nobody_asks_why_there_is_no_answer(qtbot, library, photo):
    switch = make_switch(qtbot, library)
    for without in (None, replace(photo, prediction=None)):
        switch.set_photo(photo)
        assert switch.isVisible()
        switch.set_photo(without)
        assert not switch.isVisible()


def test_a_label_chosen_while_the_map_is_on_its_way(qtbot, library, photo):
    switch = make_switch(qtbot, library)
    ask(qtbot, switch, photo)
    other = replace(photo, digest="0" * 64)
    switch.set_photo(other)
    press(qtbot, switch, "Dog")
    qtbot.waitUntil(lambda: read(switch) == COLD.format("Dog"), timeout=10_000)


def test_the_same_picture_is_mapped_once(qtbot, library, photo):
    switch = make_switch(qtbot, library)
    ask(qtbot, switch, photo)
    with qtbot.assertNotEmitted(switch.painted, wait=150):
        switch.set_photo(replace(photo, correction=("dog",)))


def test_german(qtbot, library, photo):
    with speaking("de"):
        switch = make_switch(qtbot, library)
        switch.set_photo(photo)
        why = visible(switch, QPushButton)[0]
        assert why.text() == "Warum?"
