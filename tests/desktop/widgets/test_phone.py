"""A window of 360 by 640, in both languages: every dialog and every part of it fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QDialog,
    QFileDialog,
    QStyle,
    QStyleOptionFrame,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.bridge.desk import Desk
from desktop.bridge.jobs import end_all
from desktop.services.preferences import EndpointSettings
from desktop.widgets import words
from desktop.widgets.detail import DetailPanel
from desktop.widgets.dialogs.about import AboutDialog
from desktop.widgets.dialogs.consent import ConsentDialog
from desktop.widgets.dialogs.endpoint import EndpointDialog
from desktop.widgets.dialogs.forget import ForgetDialog
from desktop.widgets.dialogs.links import LinksDialog
from desktop.widgets.dialogs.model_card import ModelCardDialog
from desktop.widgets.dialogs.settings import SettingsDialog
from desktop.widgets.dialogs.sorting import SortDialog
from desktop.widgets.dialogs.undo import UndoDialog
from desktop.widgets.file_dialog import file_dialog
from desktop.widgets.gallery import GalleryView
from desktop.widgets.main_window import MainWindow
from desktop.widgets.notices import Level, Notices, Offer
from desktop.widgets.places import Places
from desktop.widgets.search_field import SearchField
from petsight.mode import Mode
from petsight.resources import model_path
from tests.desktop.bridge.desks import desk_at_work, pictures
from tests.desktop.widgets.person import open_window
from tests.desktop.widgets.reading import said
from tests.desktop.widgets.speaking import speaking

HOST = "a-name-that-somebody-else-has-chosen.execute-api.eu-central-1.amazonaws.com"
ORIGIN = f"https://{HOST}"
WIDTH, HEIGHT = 360, 640
ANSWERS = ("cat", "dog", "cat and dog", "neither", "not sure")

Make = Callable[[Desk, QWidget], QDialog]


@pytest.fixture(params=["en", "de"])
def language(request: pytest.FixtureRequest, qapp) -> Iterator[str]:
    with speaking(request.param):
        yield request.param


@pytest.fixture
def desk(qtbot: QtBot, home: Path) -> Iterator[Desk]:
    """A desk with a picture of every answer and an empty file; two are sorted already."""
    folder = home / "pictures"
    (folder / "more").mkdir(parents=True)
    (folder / "more" / "empty.jpg").touch()
    with desk_at_work(agreed_origin=ORIGIN) as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths([*pictures(folder, *ANSWERS), str(folder / "more")])
        job = desk.sorting.sort_into(home / "sorted", [1, 2], move=False)
        with qtbot.waitSignal(job.done):
            pass
        yield desk
    end_all(5)


@pytest.fixture
def window(qtbot: QtBot, language: str, desk: Desk) -> Iterator[MainWindow]:
    window = open_window(qtbot, desk)
    window.resize(WIDTH, HEIGHT)
    qtbot.waitUntil(lambda: window.width() == WIDTH)
    yield window
    window.close()


def sort_dialog(desk: Desk, window: QWidget) -> QDialog:
    ids = [photo.id for photo in desk.library.photos()]
    dialog = SortDialog(desk.sorting, ids, Places(), window)
    dialog.set_folder(desk.folders.data / "elsewhere" / "with-a-name-that-does-not-end")
    return dialog


DIALOGS: dict[str, Make] = {
    "about": lambda desk, window: AboutDialog(desk.answering.model, window),
    "consent": lambda _, window: ConsentDialog(ORIGIN, Mode.AUTO, window),
    "endpoint": lambda desk, window: EndpointDialog(
        EndpointSettings(f"{ORIGIN}/petsight"), desk.endpoint, window
    ),
    "forget": lambda _, window: ForgetDialog(100_000, 1000, corrections=True, parent=window),
    "link": lambda _, window: LinksDialog([f"{ORIGIN}/1.jpg"], window),
    "links": lambda _, window: LinksDialog([f"{ORIGIN}/1.jpg", "https://b.example/"], window),
    "model card": lambda _, window: ModelCardDialog(model_path(), window),
    "settings": lambda desk, window: SettingsDialog(
        desk.settings, desk.folders.corrections, window
    ),
    "sort": sort_dialog,
    "undo": lambda desk, window: UndoDialog(desk.sorting, desk.sorting.folder or Path(), window),
}


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_fits(qtbot: QtBot, desk: Desk, window: MainWindow, name: str):
    dialog = DIALOGS[name](desk, window)
    dialog.open()
    qtbot.waitUntil(lambda: "…" not in said(dialog))  # nothing is being looked up any more
    qtbot.wait(50)
    assert dialog.width() <= WIDTH
    assert dialog.height() <= HEIGHT
    assert beyond(dialog) == squeezed(dialog) == []
    dialog.reject()


@pytest.mark.parametrize("mode", QFileDialog.FileMode)
def test_dialogs_for_files_fit(window: MainWindow, mode: QFileDialog.FileMode):
    dialog = file_dialog(window, "Title", mode)
    dialog.setNameFilters(["Table (*.csv)", "JSON (*.json)"])
    dialog.open()
    assert dialog.width() <= WIDTH
    assert dialog.height() <= HEIGHT
    assert beyond(dialog) == []
    dialog.reject()


def test_both_pages_of_the_window_fit(qtbot: QtBot, desk: Desk, window: MainWindow):
    (gallery,) = window.findChildren(GalleryView)
    (detail,) = window.findChildren(DetailPanel)
    for number in (1, 1 + len(ANSWERS)):
        gallery.selected.choose([number])
        gallery.activated.emit(gallery.currentIndex())
        qtbot.waitUntil(detail.isVisible)
        qtbot.wait(150)
        assert (window.width(), window.height()) == (WIDTH, HEIGHT)
        assert beyond(window) == squeezed(window) == []
        QTest.keyClick(window, Qt.Key.Key_Escape)
        qtbot.waitUntil(gallery.isVisible)
        qtbot.waitUntil(lambda: beyond(window) == squeezed(window) == [])


def test_the_search_says_all_that_it_is_for(qtbot: QtBot, desk: Desk, window: MainWindow):
    (search,) = window.findChildren(SearchField)
    inside = QStyleOptionFrame()
    search.initStyleOption(inside)
    element = QStyle.SubElement.SE_LineEditContents
    room = search.style().subElementRect(element, inside, search).width()
    margins = search.textMargins()
    words = search.fontMetrics().horizontalAdvance(search.placeholderText())
    lens = sum(button.width() for button in search.findChildren(QToolButton) if button.isVisible())
    assert words + lens + margins.left() + margins.right() < room


def test_messages_leave_room_for_the_pictures(qtbot: QtBot, desk: Desk, window: MainWindow):
    (notices,) = window.findChildren(Notices)
    (gallery,) = window.findChildren(GalleryView)
    for count in range(1, 5):
        sentence = words.unread_count(count)
        notices.tell(sentence, Level.WARNING, Offer(words.pictures(count), gallery.setFocus))
    qtbot.wait(150)
    assert (window.width(), window.height()) == (WIDTH, HEIGHT)
    assert beyond(window) == squeezed(window) == []
    assert gallery.height() > HEIGHT / 8


def beyond(window: QWidget) -> list[str]:
    """Name what is seen and reaches beyond the right edge."""
    return [
        f"{type(part).__name__} {part.accessibleName() or getattr(part, 'text', str)()}"
        for part in window.findChildren(QWidget)
        if part.isVisible() and part.window() is window and not _scrolls(part)
        if part.mapTo(window, part.rect().topRight()).x() >= window.width()
    ]


def squeezed(window: QWidget) -> list[str]:
    """Name buttons that are too small for their words."""
    return [
        button.text()
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and button.width() < button.minimumSizeHint().width()
    ]


def _scrolls(part: QWidget) -> bool:
    """Tell whether a part lies in something that can be moved sideways."""
    above = part.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above, QAbstractScrollArea) and above.horizontalScrollBar().maximum() > 0:
            return True
        above = above.parentWidget()
    return False
