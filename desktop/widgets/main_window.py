"""The window: takes drops, keeps place and theme, and is furnished after the first frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.widgets import words
from desktop.widgets.drop_layer import DropLayer, invite, take
from desktop.widgets.front import Front
from desktop.widgets.theme import apply_theme

if TYPE_CHECKING:
    from desktop.bridge.desk import Desk
    from desktop.bridge.settings import Settings
    from desktop.widgets.window_parts import WindowParts

SIZE: Final = QSize(1100, 740)
"""At the first start, on a screen that has room for it."""

MIN_WIDTH: Final = 320


class MainWindow(QMainWindow):
    """Everything that people see of the app."""

    def __init__(self, settings: Settings) -> None:
        """Make what the first frame shows; `furnish` brings the rest."""
        super().__init__()
        self._settings = settings
        self._desk: Desk | None = None
        self.setWindowTitle("petsight")
        self.setAcceptDrops(True)
        self.setMinimumWidth(MIN_WIDTH)
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.9))
        self._use_theme()
        self._front = Front(self)
        self.setCentralWidget(self._front)
        self._front.invite()
        self._front.choices.quit.triggered.connect(self.close)
        self._drop_layer = DropLayer(self)
        self._parts: WindowParts | None = None
        if settings.now.geometry is not None:
            self.restoreGeometry(_decoded(settings.now.geometry))
        settings.changed.connect(self._use_theme)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._use_theme)

    def furnish(self, desk: Desk) -> None:
        """Take drops and show notices from now on; everything else is there a turn later."""
        self._desk = desk
        desk.notice.connect(lambda said: self._front.notices.tell(words.core(said)))
        QTimer.singleShot(0, self, self._add_parts)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Invite what can be taken."""
        if self._desk is not None and self._desk.intake.can_take(event.mimeData()):
            invite(event)
            self._drop_layer.cover()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on inviting."""
        invite(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Stop inviting."""
        self._drop_layer.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped, wherever that was."""
        self._drop_layer.hide()
        if self._desk is not None and self._desk.intake.add_mime(event.mimeData()):
            take(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place; ask nothing."""
        self._settings.change(geometry=self.saveGeometry().toBase64().toStdString())
        if self._parts is not None:
            self._settings.change(splitter=self._parts.workspace.save().toBase64().toStdString())
        super().closeEvent(event)

    def _add_parts(self) -> None:
        assert self._desk is not None
        from desktop.widgets.window_parts import WindowParts
        from desktop.widgets.wiring import Wiring

        self._parts = WindowParts(self._desk, self, self._front)
        if self._settings.now.splitter is not None:
            self._parts.workspace.restore(_decoded(self._settings.now.splitter))
        Wiring(self._desk, self._parts, self)

    def _use_theme(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, self._settings.now.theme)


def _decoded(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))
