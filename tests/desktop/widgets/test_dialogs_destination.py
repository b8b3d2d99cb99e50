"""The dialog for a folder to sort into, written into by a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.dialogs.destination import folder_dialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""A list of names drops down, which offscreen cannot do whole."""


class Chooser:
    """The dialog, opened, with what it has told."""

    def __init__(self, qtbot: QtBot, window: QWidget, place: Path) -> None:
        self.dialog = folder_dialog(window, "Sort 3 pictures into folders")
        self.dialog.setDirectory(str(place))
        self.taken: list[str] = []
        self.dialog.fileSelected.connect(self.taken.append)
        self.dialog.open()
        (self.field,) = self.dialog.findChildren(QLineEdit, "fileNameEdit")
        qtbot.waitUntil(self.field.hasFocus)

    def press_return(self) -> None:
        QTest.keyClick(QApplication.activePopupWidget() or self.field, Qt.Key.Key_Return)

    def press_open(self) -> None:
        (buttons,) = self.dialog.findChildren(QDialogButtonBox)
        button = buttons.button(QDialogButtonBox.StandardButton.Open)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def chooser(qtbot: QtBot, window: QWidget, tmp_path: Path) -> Chooser:
    (tmp_path / "sorted").mkdir()
    return Chooser(qtbot, window, tmp_path)


@pytest.mark.parametrize("name", ["sorted", "not there yet"])
@pytest.mark.parametrize("short", [True, False])
@pytest.mark.parametrize("press", [Chooser.press_return, Chooser.press_open])
def test_what_is_written_is_taken(chooser: Chooser, tmp_path: Path, name, short, press):
    QTest.keyClicks(chooser.field, name if short else str(tmp_path / name))
    press(chooser)
    assert chooser.taken == [str(tmp_path / name)]
    assert chooser.dialog.result() == QFileDialog.DialogCode.Accepted


def test_the_home_can_be_written_short(chooser: Chooser, home: Path):
    QTest.keyClicks(chooser.field, "~/sorted")
    chooser.press_return()
    assert chooser.taken == [str(home / "sorted")]


def test_where_nothing_is_written_the_folder_that_is_shown_is_taken(
    chooser: Chooser, tmp_path: Path
):
    chooser.press_return()
    assert chooser.taken == [str(tmp_path)]


def test_nothing_is_written_over_while_the_field_has_not_the_focus(
    chooser: Chooser, tmp_path: Path
):
    chooser.field.clearFocus()
    QTest.keyClicks(chooser.field, str(tmp_path / "sorted"))
    assert chooser.field.text() == str(tmp_path / "sorted")
    QTest.keyClick(chooser.field, Qt.Key.Key_Return)
    assert chooser.taken == [str(tmp_path / "sorted")]


def test_escape_takes_nothing(chooser: Chooser):
    QTest.keyClicks(chooser.field, "sorted")
    for _ in range(2):  # the list of names is closed first
        target = QApplication.activePopupWidget() or chooser.dialog
        if chooser.dialog.isVisible():
            QTest.keyClick(target, Qt.Key.Key_Escape)
    assert chooser.taken == []
    assert not chooser.dialog.isVisible()
