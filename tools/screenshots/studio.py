"""The real app on a screen that nobody sees, ready to be photographed."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from PIL import Image
from PIL.Image import Image as Picture
from PySide6.QtCore import QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.bridge.desk import Desk
from desktop.bridge.settings import Settings
from desktop.services.folders import Folders
from desktop.services.preferences import Preferences, PreferenceStore
from desktop.translations import install
from desktop.widgets.gallery import GalleryView
from desktop.widgets.main_window import MainWindow

PATIENCE_S: Final = 60.0
CALM_MS: Final = 700
"""Longer than anything in the window waits before it shows."""
TIMINGS: Final = {"open": 6.0, "resize": 1.4, "invoke": 6.6, "total": 14.0}
"""Shown instead of what was measured, which differs from run to run."""


class Studio:
    """A window of the app, and somebody who works it and takes pictures."""

    def __init__(self, window: MainWindow, desk: Desk, pictures: Path) -> None:
        self._window, self._desk = window, desk
        self._mime = QMimeData()
        self._mime.setUrls([QUrl.fromLocalFile(str(path)) for path in _by_time(pictures)])
        self._count = len(self._mime.urls())

    @property
    def _gallery(self) -> GalleryView:
        """The cards, which the app makes after its first frame."""
        self.wait(lambda: self._window.findChildren(GalleryView))
        return self._window.findChildren(GalleryView)[0]

    def drag_over(self) -> None:
        """Drag all pictures over the window."""
        self._send(QDragEnterEvent(self._window.rect().center(), *self._dragged()))

    def drop(self) -> None:
        """Let go of them; they were dragged over the window before."""
        self._send(QDropEvent(QPointF(self._window.rect().center()), *self._dragged()))
        self.wait(lambda: self._gallery.model().rowCount() == self._count)

    def hold(self) -> None:
        """Let the pictures wait."""
        self._desk.answering.pause()

    def go_on(self) -> None:
        """Have every picture answered, and let the answers say the same each time."""
        self._desk.answering.resume()
        self.wait(lambda: self._desk.library.counts.total == self._count)
        self.wait(lambda: not self._desk.library.counts.waiting and not self._desk.answering.busy)
        self._desk.library.put(
            [
                replace(photo, prediction=replace(photo.prediction, timings_ms=TIMINGS))
                for photo in self._desk.library.photos()
                if photo.prediction
            ]
        )

    def click_card(self, number: int) -> None:
        """Click a card, counted from 0."""
        place = self._gallery.visualRect(self._gallery.model().index(number, 0)).center()
        self._click(self._gallery.viewport(), place)

    def photograph(self) -> Picture:
        """Return the window once nothing changes in it any more."""
        before, now = None, self._grab()
        while before is None or before.tobytes() != now.tobytes():
            _pass(CALM_MS)
            before, now = now, self._grab()
        return now

    def wait(self, condition: Callable[[], object]) -> None:
        """Let the app work until something holds."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError("the app does not get there")
            _pass(10)

    def _grab(self) -> Picture:
        image = self._window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
        return Image.frombytes(
            "RGB", (image.width(), image.height()), bytes(image.constBits()),
            "raw", "RGB", image.bytesPerLine(),
        )  # fmt: skip

    def _dragged(self) -> tuple[Qt.DropAction, QMimeData, Qt.MouseButton, Qt.KeyboardModifier]:
        nothing = Qt.KeyboardModifier.NoModifier
        return Qt.DropAction.CopyAction, self._mime, Qt.MouseButton.LeftButton, nothing

    def _send(self, event: QDropEvent) -> None:
        QGuiApplication.sendEvent(self._window.windowHandle(), event)

    @staticmethod
    def _click(widget: QWidget, place: QPoint) -> None:
        nothing = Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, nothing, place)


@contextlib.contextmanager
def open_studio(
    home: Path, pictures: Path, preferences: Preferences, size: tuple[int, int]
) -> Iterator[Studio]:
    """Open the app.

    Args:
        home: An empty folder for what it keeps.
        pictures: The folder of what is dropped later.
        preferences: Language and theme.
        size: Of the window, in pixels.

    Yields:
        The studio, with an empty window.
    """
    application = QApplication.instance() or QApplication(["petsight", "-style", "Fusion"])
    assert isinstance(application, QApplication)
    folders = Folders(*(home / part for part in ("config", "data", "cache", "state")))
    store = PreferenceStore(folders.preferences)
    store.save(preferences)
    settings = Settings(store)
    install(application, settings.now.language)
    window = MainWindow(settings)
    window.resize(*size)
    window.show()
    desk = Desk(folders, settings)
    window.furnish(desk)
    desk.begin()
    studio = Studio(window, desk, pictures)
    studio.wait(lambda: desk.answering.model is not None)
    try:
        yield studio
    finally:
        window.close()
        desk.close()
        settings.close()


def _by_time(folder: Path) -> list[Path]:
    return sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime)


def _pass(milliseconds: int) -> None:
    """Let the app run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
