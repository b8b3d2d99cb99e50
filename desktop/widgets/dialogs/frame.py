"""What all dialogs share: a body that scrolls on small screens, and buttons below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QPushButton, QScrollArea, QWidget

from desktop.widgets.parts import column, mark

_WIDTH = 440
_MARGIN = 16


class Frame(QDialog):
    """A dialog that goes away when it is closed, and grows with what it has to say.

    Attributes:
        body: Where the dialog puts its parts, from top to bottom.
        buttons: The buttons below.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty one for a window."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._inside = QWidget()
        self._inside.installEventFilter(self)
        self.body = column(self._inside, spacing=10)
        self.body.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        self.buttons = QDialogButtonBox()
        self.buttons.setContentsMargins(_MARGIN, 0, _MARGIN, _MARGIN)
        self.buttons.rejected.connect(self.reject)
        layout = column(self)
        layout.addWidget(self._scroll)
        layout.addWidget(self.buttons)

    def add_button(self, text: str, *, primary: bool = False) -> QPushButton:
        """Add a button that does something, to the right if it is the primary one."""
        role = QDialogButtonBox.ButtonRole
        button = self.buttons.addButton(text, role.ActionRole)
        button.setAutoDefault(primary)
        if primary:
            mark(button, "primary")
            button.setDefault(True)
        return button

    def add_button_apart(self, text: str) -> QPushButton:
        """Add a button at the far left, where nobody presses it for another one."""
        button = self.buttons.addButton(text, QDialogButtonBox.ButtonRole.ResetRole)
        button.setAutoDefault(False)
        return button

    def add_cancel(self, text: str) -> QPushButton:
        """Add the button that closes the dialog and does nothing."""
        return self.buttons.addButton(text, QDialogButtonBox.ButtonRole.RejectRole)

    def reveal(self, part: QWidget) -> None:
        """Scroll to a part that has something to say."""
        self._scroll.ensureWidgetVisible(part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room when the body needs more; it is never made smaller while somebody reads."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible() and not self._fits():
            self.resize(self.size().expandedTo(QSize(0, self.sizeHint().height())))
        return super().eventFilter(watched, event)

    def _fits(self) -> bool:
        room = self._scroll.maximumViewportSize()
        return self._height_at(room.width()) <= room.height()

    def _height_at(self, width: int) -> int:
        if self.body.hasHeightForWidth():
            return self.body.totalHeightForWidth(width)
        return self.body.totalSizeHint().height()

    def sizeHint(self) -> QSize:
        """Return a size that shows the whole body where window and screen have room for it."""
        room = self.screen().availableGeometry().size()
        window = self.parentWidget()
        if window is not None and window.window().width() < _WIDTH:
            room = room.boundedTo(window.window().size())  # it fills the screen of a phone
        width = min(_WIDTH, room.width())
        # As if there were a scroll bar: what wraps beside one would otherwise keep it for ever.
        beside = width - self._scroll.verticalScrollBar().sizeHint().width()
        height = self._height_at(beside) + self.buttons.sizeHint().height() + _MARGIN
        return QSize(width, min(height, round(room.height() * 0.9)))
