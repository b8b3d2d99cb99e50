"""What a person does with the window: by mouse, keys and drops, never by private calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.bridge.desk import Desk
from desktop.widgets.gallery import GalleryView
from desktop.widgets.main_window import MainWindow
from desktop.widgets.notices import Notices

_Widget = TypeVar("_Widget", bound=QWidget)
COPY = Qt.DropAction.CopyAction


class Person:
    """Acts on the window and reads what it shows."""

    def __init__(self, qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
        self.qtbot = qtbot
        self.window = window
        self.desk = desk

    # Looks

    @property
    def gallery(self) -> GalleryView:
        return self.one(GalleryView)

    def one(self, kind: type[_Widget]) -> _Widget:
        (found,) = self.window.findChildren(kind)
        return found

    def cards(self) -> list[str]:
        """What a screen reader says about each card, in the order shown."""
        model = self.gallery.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [model.index(row, 0).data(role) for row in range(model.rowCount())]

    def names(self) -> list[str]:
        return [card.split(";")[0] for card in self.cards()]

    def selected(self) -> list[str]:
        photos = self.desk.library.photos(self.gallery.selected.ids())
        return [photo.name for photo in photos]

    def notices(self) -> list[str]:
        return self.one(Notices).texts

    def button(self, text: str) -> QAbstractButton:
        """The visible button with a text or else a name, whatever count stands behind it."""
        (found,) = [
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.isVisible()
            and (button.text().strip() or button.accessibleName()).startswith(text)
        ]
        return found

    # Acts

    def drop(
        self,
        data: QMimeData,
        allowed: Qt.DropAction = COPY,
        at: QPointF | None = None,
        *,
        release: bool = True,
    ) -> list[Qt.DropAction | None]:
        """Drag something over the window and let it fall.

        Returns:
            How the window took each event, None where it did not.
        """
        kinds = [QDragEnterEvent, QDragMoveEvent, QDropEvent][: 3 if release else 2]
        return [self.drag(data, kind, allowed, at) for kind in kinds]

    def drag(
        self,
        data: QMimeData,
        kind: type[QDropEvent],
        allowed: Qt.DropAction = COPY,
        at: QPointF | None = None,
    ) -> Qt.DropAction | None:
        """Do one step of dragging, and return how the window took it, None if it did not."""
        place = at or QPointF(self.window.rect().center())
        point = place if kind is QDropEvent else place.toPoint()
        left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = kind(point, allowed, data, left, plain)
        QGuiApplication.sendEvent(self.window.windowHandle(), event)
        return event.dropAction() if event.isAccepted() else None

    def leave(self) -> None:
        QGuiApplication.sendEvent(self.window.windowHandle(), QDragLeaveEvent())

    def drop_files(self, paths: Iterable[str]) -> None:
        self.drop(files(paths))

    def add(self, paths: list[str]) -> None:
        """Drop files and wait until each has its answer."""
        total = self.desk.library.counts.total + len(paths)
        self.drop_files(paths)
        self.until(lambda: self.desk.library.counts.total == total)
        self.until(lambda: self.desk.library.counts.waiting == 0)
        self.settle()

    def press(self, keys: str | Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """Press a key on whatever has the focus, as a keyboard does."""
        target = QApplication.focusWidget() or self.window
        if isinstance(keys, str):
            QTest.keyClicks(target, keys)
        else:
            QTest.keyClick(target, keys, modifier or Qt.KeyboardModifier.NoModifier)

    def click(self, text: str) -> None:
        self.settle()
        QTest.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def click_card(self, name: str, modifier: Qt.KeyboardModifier | None = None) -> None:
        index = self.gallery.model().index(self.names().index(name), 0)
        self.gallery.scrollTo(index)
        QTest.mouseClick(
            self.gallery.viewport(),
            Qt.MouseButton.LeftButton,
            modifier or Qt.KeyboardModifier.NoModifier,
            self.gallery.visualRect(index).center(),
        )

    def choose(self, button: str, item: str) -> None:
        """Choose an item from the menu of a button, as if it had been clicked."""
        (menu,) = [
            found.menu()
            for found in self.window.findChildren(QToolButton)
            if found.isVisible() and found.text().strip() == button
            if found.popupMode() is QToolButton.ToolButtonPopupMode.InstantPopup
        ]
        pick(menu, item)
        self.settle()

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=20000)

    def settle(self) -> None:
        """Let what is shown 'soon' be shown."""
        self.qtbot.wait(120)


def files(paths: Iterable[str]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def pick(menu: QMenu, item: str) -> None:
    """Choose an item that is offered and enabled."""
    menu.aboutToShow.emit()
    (action,) = [action for action in menu.actions() if action.text() == item]
    assert action.isEnabled(), f"{item} is not offered"
    action.trigger()


def spoken_tree(widget: QWidget) -> list[tuple[QAccessible.Role, str]]:
    """Every part that a screen reader finds below a widget, with its role and its name."""
    found: list[tuple[QAccessible.Role, str]] = []

    def walk(node: QAccessibleInterface) -> None:
        found.append((node.role(), node.text(QAccessible.Text.Name)))
        for place in range(node.childCount()):
            child = node.child(place)
            if child is not None and not child.state().invisible:
                walk(child)

    walk(QAccessible.queryAccessibleInterface(widget))
    return found


def open_window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """Open a window, and wait until everything is in it."""
    window = MainWindow(desk.settings)
    qtbot.addWidget(window)
    window.show()
    window.furnish(desk)
    qtbot.waitUntil(lambda: bool(window.findChildren(GalleryView)))
    return window
