"""The window as a whole: sizes, theme, memory of its place, closing."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRect, QSize
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge.desk import Desk
from desktop.services.endpoint import EndpointState, Reach
from desktop.services.preferences import Theme
from desktop.widgets.detail import DetailPanel
from desktop.widgets.drop_layer import DropLayer
from desktop.widgets.endpoint_chip import EndpointChip
from desktop.widgets.gallery import GalleryView
from desktop.widgets.main_window import MainWindow
from desktop.widgets.notices import Notices
from desktop.widgets.theme import apply_theme, is_dark
from desktop.widgets.top_bar import TopBar
from desktop.widgets.welcome import Welcome
from tests.desktop.bridge.desks import pictures
from tests.desktop.widgets.person import COPY, Person, files, open_window

LONG = "a name that is much longer than any card or panel could ever be wide " * 3


@pytest.mark.parametrize(("width", "height"), [(360, 640), (390, 844), (1024, 600), (3840, 2160)])
def test_every_part_lies_within_the_window(
    person: Person, folder: Path, qtbot: QtBot, width: int, height: int
):
    folder.mkdir()
    paths = pictures(folder, "cat", "dog", "not sure", "neither", "cat and dog", "bird")
    (folder / f"{LONG}.png").write_bytes(Path(paths[0]).read_bytes())
    person.add([*paths, str(folder / f"{LONG}.png")])
    for _ in range(2):  # small after large is what fails where a picture holds the window open
        person.window.resize(3840, 2160)
        qtbot.wait(30)
        person.window.resize(width, height)
        qtbot.wait(80)
    assert (person.window.width(), person.window.height()) == (width, height)
    inside = person.window.rect()
    centre = person.window.centralWidget()
    assert centre is not None
    for part in centre.findChildren(QWidget):
        scrolled = any(isinstance(above, DetailPanel) for above in ancestors(part))
        if part.isVisible() and part.isEnabled() and not scrolled and not part.isWindow():
            corner = part.mapTo(person.window, part.rect().bottomRight())
            assert inside.contains(corner), (part, part.accessibleName(), corner)


def test_an_empty_window_fits_a_phone(person: Person, qtbot: QtBot):
    person.window.resize(360, 640)
    qtbot.wait(50)
    assert person.window.width() == 360
    assert person.window.height() == 640
    for text in ("Open files…", "Open folder…", "Device", "Auto", "Cloud"):
        button = person.button(text)
        assert person.window.rect().contains(
            button.mapTo(person.window, button.rect().bottomRight())
        )


def test_the_endpoint_may_say_all_it_has_to_on_a_phone(person: Person, qtbot: QtBot):
    person.window.resize(360, 640)
    chip = person.one(EndpointChip)
    chip.set_state(EndpointState(Reach.UNREACHABLE, since=datetime.now(UTC)))
    qtbot.wait(80)
    buttons = person.one(TopBar).findChildren(QAbstractButton)
    rects = [
        QRect(button.mapTo(person.window, QPoint(0, 0)), button.size())
        for button in buttons
        if button.isVisible()
    ]
    assert all(person.window.rect().contains(rect) for rect in rects)
    assert not any(a.intersects(b) for a, b in combinations(rects, 2))
    words = chip.fontMetrics().horizontalAdvance(chip.text())
    assert chip.width() >= words + chip.iconSize().width()


def test_a_narrow_window_shows_one_page_and_a_wide_one_both(
    person: Person, folder: Path, qtbot: QtBot
):
    person.add(pictures(folder, "cat", "dog"))
    detail = person.one(DetailPanel)
    assert person.gallery.isVisible()
    assert detail.isVisible()
    person.window.resize(390, 844)
    qtbot.wait(50)
    assert not detail.isVisible()
    person.click_card("0001 dog.png")
    assert detail.isVisible()
    assert not person.gallery.isVisible()
    person.click("Back")
    assert person.gallery.isVisible()
    assert not detail.isVisible()
    person.window.resize(1100, 740)
    qtbot.wait(50)
    assert detail.isVisible()


def test_the_window_comes_back_where_it_was(qtbot: QtBot, desk: Desk):
    first = open_window(qtbot, desk)
    first.resize(702, 603)
    first.close()
    again = open_window(qtbot, desk)
    assert (again.width(), again.height()) == (702, 603)
    again.close()
    geometry = QByteArray.fromBase64((desk.settings.now.geometry or "").encode())
    assert not geometry.isEmpty()
    assert desk.settings.now.splitter


def test_a_damaged_geometry_is_no_reason_not_to_open(qtbot: QtBot, desk: Desk):
    desk.settings.change(geometry="nonsense é", splitter="%%%")
    window = open_window(qtbot, desk)
    assert window.width() > 360
    window.close()


def test_the_first_frame_comes_before_the_rest(qtbot: QtBot, desk: Desk):
    window = MainWindow(desk.settings)
    qtbot.addWidget(window)
    assert window.findChildren(Welcome)
    assert not window.findChildren(GalleryView)
    window.close()
    assert desk.settings.now.splitter is None, "what never was cannot be remembered"


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("size", [QSize(1100, 740), QSize(390, 844)], ids=["wide", "narrow"])
def test_nothing_moves_or_flashes_when_the_rest_comes(
    qtbot: QtBot, qapp: QApplication, desk: Desk, theme: Theme, size: QSize
):
    qapp.setStyleSheet("")  # as it is when the app starts
    desk.settings.change(theme=theme)
    window = MainWindow(desk.settings)
    qtbot.addWidget(window)
    window.resize(size)
    with qtbot.waitSignal(window.seen):
        window.show()
    places, frame = lines(window), window.grab().toImage()
    window.furnish(desk)
    qtbot.wait(30)
    assert lines(window) == places
    (top,) = window.findChildren(TopBar)
    beside = QRect(QPoint(0, top.geometry().bottom() + 1), window.rect().bottomRight())
    came = [part for part in window.findChildren(QAbstractButton) if part.isVisible()]
    arrow = QRect(size.width() // 2 - 36, next(iter(places.values())).top() - 88, 72, 72)
    new = [arrow, *(QRect(part.mapTo(window, QPoint()), part.size()) for part in came)]
    assert differing(frame, window.grab().toImage(), beside, new) == []
    window.close()
    apply_theme(qapp, Theme.LIGHT)


def test_what_is_dropped_before_there_is_a_desk_is_left_where_it_is(
    qtbot: QtBot, desk: Desk, folder: Path
):
    window = MainWindow(desk.settings)
    qtbot.addWidget(window)
    window.show()
    *_, drop = Person(qtbot, window, desk).drop(files(pictures(folder, "cat")))
    assert drop is None
    window.close()


def test_a_drag_that_entered_before_there_is_a_desk_is_taken_after_that(
    qtbot: QtBot, desk: Desk, folder: Path
):
    window = MainWindow(desk.settings)
    qtbot.addWidget(window)
    window.show()
    person = Person(qtbot, window, desk)
    data = files(pictures(folder, "cat"))
    person.drag(data, QDragEnterEvent)
    window.furnish(desk)
    words = QMimeData()
    words.setText("only words")
    assert person.drag(words, QDragMoveEvent) is None
    assert person.drag(data, QDragMoveEvent) is COPY
    assert person.one(DropLayer).isVisible()
    assert person.drag(data, QDropEvent) is COPY
    person.until(lambda: desk.library.counts.total == 1)
    person.until(lambda: not desk.answering.busy)
    window.close()


def test_what_is_said_before_that_is_shown(qtbot: QtBot, desk: Desk):
    window = MainWindow(desk.settings)
    qtbot.addWidget(window)
    window.furnish(desk)
    desk.notice.emit("The preferences were damaged.")
    (notices,) = window.findChildren(Notices)
    assert notices.texts == ["The preferences were damaged."]
    window.close()


def test_the_theme_follows_the_choice_at_once(person: Person, qapp: QApplication):
    person.desk.settings.change(theme=Theme.DARK)
    assert is_dark(person.gallery.palette())
    person.desk.settings.change(theme=Theme.LIGHT)
    assert not is_dark(person.gallery.palette())


def test_closing_in_the_middle_asks_nothing(person: Person, folder: Path):
    person.drop_files(pictures(folder, *["cat", "dog"] * 50))
    person.until(lambda: person.desk.library.counts.total == 100)
    assert person.window.close()
    assert not person.window.isVisible()
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == []


def lines(window: MainWindow) -> dict[str, QRect]:
    """Where the texts of the welcome stand in the window."""
    (welcome,) = window.findChildren(Welcome)
    labels = welcome.findChildren(QLabel)
    return {label.text(): QRect(label.mapTo(window, QPoint()), label.size()) for label in labels}


def differing(before: QImage, after: QImage, inside: QRect, but: list[QRect]) -> list[QPoint]:
    """The points of a part of two pictures in which they differ, outside some of its parts."""
    points = (
        QPoint(x, y)
        for y in range(inside.top(), inside.bottom() + 1)
        for x in range(inside.left(), inside.right() + 1, 3)
        if before.pixel(x, y) != after.pixel(x, y)
    )
    return [point for point in points if not any(rect.contains(point) for rect in but)]


def ancestors(widget: QWidget) -> list[QWidget]:
    above = []
    parent = widget.parentWidget()
    while parent is not None:
        above.append(parent)
        parent = parent.parentWidget()
    return above
