"""The switch between device, auto and cloud."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop.widgets import words
from desktop.widgets.mode_switch import ModeSwitch
from petsight.mode import Mode


@pytest.fixture
def switch(qtbot) -> ModeSwitch:
    switch = ModeSwitch()
    qtbot.addWidget(switch)
    switch.show()
    return switch


def button(switch: ModeSwitch, text: str) -> QToolButton:
    return next(found for found in switch.findChildren(QToolButton) if found.text() == text)


def down(switch: ModeSwitch) -> list[str]:
    return [found.text() for found in switch.findChildren(QToolButton) if found.isChecked()]


def line(switch: ModeSwitch) -> str:
    (label,) = switch.findChildren(QLabel)
    return label.text()


def test_a_click_chooses_and_says_what_is_uploaded(qtbot, switch):
    assert down(switch) == ["Device"]
    with qtbot.waitSignal(switch.chosen) as chosen:
        qtbot.mouseClick(button(switch, "Cloud"), Qt.MouseButton.LeftButton)
    assert chosen.args == [Mode.CLOUD]
    assert switch.mode is Mode.CLOUD
    assert down(switch) == ["Cloud"]
    assert line(switch) == words.mode_explained(Mode.CLOUD)


def test_what_is_chosen_already_is_not_chosen_again(qtbot, switch):
    with qtbot.assertNotEmitted(switch.chosen):
        qtbot.mouseClick(button(switch, "Device"), Qt.MouseButton.LeftButton)
    assert down(switch) == ["Device"]


def test_setting_the_mode_is_silent(qtbot, switch):
    with qtbot.assertNotEmitted(switch.chosen):
        switch.set_mode(Mode.AUTO)
    assert down(switch) == ["Auto"]
    assert line(switch) == words.mode_explained(Mode.AUTO)


def test_the_arrows_move_and_end_at_the_edges(qtbot, switch):
    chosen: list[Mode] = []
    switch.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right):
        qtbot.keyClick(switch, key)
    qtbot.keyClick(switch, Qt.Key.Key_Up)
    assert chosen == [Mode.AUTO, Mode.CLOUD, Mode.AUTO]


def test_other_keys_are_left_to_the_window(qtbot, switch):
    event = QKeyEvent(QEvent.Type.KeyPress, 0x01000999, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(switch, event)
    assert not event.isAccepted()
    assert switch.mode is Mode.DEVICE


def test_the_tab_key_stops_once(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    before, switch, after = QLineEdit(), ModeSwitch(), QLineEdit()
    layout = QVBoxLayout(window)
    for widget in (before, switch, after):
        layout.addWidget(widget)
    switch.set_mode(Mode.AUTO)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    inside = window.focusWidget()
    assert isinstance(inside, QToolButton)
    assert inside.isChecked()
    qtbot.keyClick(inside, Qt.Key.Key_Tab)
    assert window.focusWidget() is after


def test_a_screen_reader_hears_what_each_mode_means(switch):
    whole = QAccessible.queryAccessibleInterface(switch)
    assert whole.text(QAccessible.Text.Name) == "Where answers come from"
    heard = QAccessible.queryAccessibleInterface(button(switch, "Auto"))
    assert heard.text(QAccessible.Text.Name) == "Auto"
    assert heard.text(QAccessible.Text.Description) == words.mode_explained(Mode.AUTO)
    assert heard.state().checkable


def test_it_is_no_wider_than_a_phone(switch):
    assert switch.minimumSizeHint().width() <= 320
