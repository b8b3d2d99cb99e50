"""The real window at a real desk, as a person has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeDatabase
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import translations
from desktop.bridge.desk import Desk
from desktop.services.preferences import Theme
from desktop.widgets.main_window import MainWindow
from desktop.widgets.theme import apply_theme
from tests.desktop.bridge.desks import desk_at_work
from tests.desktop.widgets.person import Person, open_window


@pytest.fixture(scope="session", autouse=True)
def warm(qapp: QApplication) -> None:
    """Open what Qt opens once and keeps: its list of file types."""
    QMimeDatabase().mimeTypeForName("image/png")


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """Have the app speak English, whatever the machine does."""
    translators = translations.install(qapp, "en")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """Yield a desk whose model and session are loaded."""
    with desk_at_work() as desk:
        with qtbot.waitSignals([desk.library.restored, desk.answering.model_loaded]):
            pass
        yield desk


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, desk: Desk) -> Iterator[MainWindow]:
    """Yield the window of that desk, shown on the screen."""
    window = open_window(qtbot, desk)
    yield window
    window.close()
    apply_theme(qapp, Theme.LIGHT)


@pytest.fixture
def person(qtbot: QtBot, window: MainWindow, desk: Desk) -> Person:
    """Return somebody who sits in front of that window."""
    return Person(qtbot, window, desk)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for pictures."""
    return tmp_path / "pictures"
