"""The window: takes drops, keeps place and theme, and is furnished after the first frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.widgets.front import Front
from desktop.widgets.theme import apply_theme, use_colours

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QCloseEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QPaintEvent,
    )

    from desktop.bridge.desk import Desk
    from desktop.bridge.settings import Settings
    from desktop.widgets.drop_layer import DropLayer
    from desktop.widgets.window_parts import WindowParts

SIZE: Final = QSize(1100, 740)
"""At the first start, on a screen that has room for it."""

MIN_WIDTH: Final = 320


class MainWindow(QMainWindow):
    """Everything that people see of the app.

    Signals:
        seen: Once, in the turn of the event loop after the first frame.
    """

    seen = Signal()

    def __init__(self, settings: Settings) -> None:
        """Make what the first frame shows; `furnish` brings the rest."""
        use_colours(_application(), settings.now.theme)  # before there is a widget to change
        super().__init__()
        self._settings = settings
        self._seen = False
        self._drop_layer: DropLayer | None = None
        self._parts: WindowParts | None = None
        self.setWindowTitle("petsight")
        self.setAcceptDrops(True)
        self.setMinimumWidth(MIN_WIDTH)
        self.resize(SIZE.boundedTo(self.screen().availableSize() * 0.9))
        self._front = Front()
        self.setCentralWidget(self._front)
        if settings.now.geometry is not None:
            self.restoreGeometry(_decoded(settings.now.geometry))

    def furnish(self, desk: Desk) -> None:
        """Put in everything that the first frame did not wait for, and connect it with a desk."""
        from desktop.widgets import words
        from desktop.widgets.drop_layer import DropLayer
        from desktop.widgets.window_parts import WindowParts
        from desktop.widgets.wiring import Wiring

        self._use_theme()
        self._parts = parts = WindowParts(desk, self, self._front)
        if self._settings.now.splitter is not None:
            parts.workspace.restore(_decoded(self._settings.now.splitter))
        Wiring(desk, parts, self)
        self._drop_layer = DropLayer(self, desk.intake)
        parts.actions.quit.triggered.connect(self.close)
        desk.notice.connect(lambda said: parts.notices.tell(words.core(said)))
        self._settings.changed.connect(self._use_theme)
        _application().styleHints().colorSchemeChanged.connect(self._use_theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Notice the first frame."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.seen.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Invite what can be taken."""
        if self._drop_layer is not None:
            self._drop_layer.enter(event)
        else:
            # Of a drag that was refused here, Qt would tell no more: not when it could be taken.
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on inviting."""
        if self._drop_layer is not None:
            self._drop_layer.move_on(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Stop inviting."""
        if self._drop_layer is not None:
            self._drop_layer.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped, wherever that was."""
        if self._drop_layer is not None:
            self._drop_layer.drop(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place; ask nothing."""
        self._settings.change(geometry=self.saveGeometry().toBase64().toStdString())
        if self._parts is not None:
            self._settings.change(splitter=self._parts.workspace.save().toBase64().toStdString())
        super().closeEvent(event)

    def _use_theme(self) -> None:
        apply_theme(_application(), self._settings.now.theme)


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def _decoded(text: str) -> QByteArray:
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))
