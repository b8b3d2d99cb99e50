"""The button that says how the endpoint is doing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette

from desktop.services.endpoint import EndpointState, Reach
from desktop.widgets import words
from desktop.widgets.endpoint_chip import EndpointChip
from tests.desktop.widgets.speaking import speaking


@pytest.fixture
def chip(qtbot) -> EndpointChip:
    chip = EndpointChip()
    qtbot.addWidget(chip)
    return chip


def picture(chip: EndpointChip) -> QImage:
    return chip.icon().pixmap(chip.iconSize()).toImage()


def dot(chip: EndpointChip) -> QColor:
    """The colour in the middle of the dot."""
    image = picture(chip)
    return image.pixelColor(image.width() // 2, image.height() // 2)


def ring(chip: EndpointChip) -> QColor:
    """The colour at its edge."""
    image = picture(chip)
    return image.pixelColor(1, image.height() // 2)


@pytest.mark.parametrize("reach", list(Reach))
def test_every_state_has_its_words_and_its_explanation(chip, reach):
    state = EndpointState(reach, 43.2, datetime.now(UTC), "timeout", "slow", "big 2.0.0")
    chip.set_state(state)
    assert chip.text() == words.reach(state)
    assert chip.accessibleName() == f"Cloud endpoint: {words.reach(state)}"
    assert chip.toolTip() == chip.accessibleDescription() == words.reach_explained(state)


def test_the_states_look_different(chip):
    colours = set()
    for reach in Reach:
        chip.set_state(EndpointState(reach))
        colours.add(dot(chip).rgba())
    assert len(colours) == len(Reach)


@pytest.mark.parametrize("language", ["en", "de"])
def test_it_leaves_room_beside_it_on_a_phone(qtbot, language):
    with speaking(language):
        chip = EndpointChip()
        qtbot.addWidget(chip)
        for reach in Reach:
            chip.set_state(EndpointState(reach, 9999.0, datetime.now(UTC)))
            assert chip.sizeHint().width() <= 210


def test_the_cause_is_in_the_tooltip(chip):
    chip.set_state(EndpointState(Reach.UNREACHABLE, detail="tls"))
    assert "no secure connection" in chip.toolTip()


def test_a_click_and_the_keyboard_ask_for_the_settings(qtbot, chip):
    chip.show()
    with qtbot.waitSignal(chip.clicked):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(chip.clicked):
        qtbot.keyClick(chip, Qt.Key.Key_Space)


def test_the_dot_of_an_endpoint_that_is_off_follows_the_palette(chip):
    before = ring(chip)
    palette = chip.palette()
    palette.setColor(QPalette.ColorRole.PlaceholderText, QColor("magenta"))
    chip.setPalette(palette)
    assert ring(chip) != before
