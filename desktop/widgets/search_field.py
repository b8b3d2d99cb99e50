"""The field that pictures are searched in."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

_Standard: Final = QKeySequence.StandardKey
_EDITING: Final = (
    _Standard.SelectAll,
    _Standard.Copy,
    _Standard.Cut,
    _Standard.Paste,
    _Standard.Undo,
    _Standard.Redo,
)


class SearchField(QLineEdit):
    """Leaves the window's keys to the window, but for those that everybody edits text with.

    Escape empties it.
    """

    def event(self, event: QEvent) -> bool:
        """Claim no letter with Ctrl that Qt knows from terminals, such as Ctrl+E and Ctrl+U."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._empties(event):
                event.accept()
                return True
            letter = Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if letter and control and not any(map(event.matches, _EDITING)):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field by Escape."""
        if self._empties(event):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _empties(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and bool(self.text())
