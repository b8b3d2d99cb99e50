"""Keep the mouse wheel from changing a field that it only passes over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class _Guard(QObject):
    """Passes the wheel on to what lies around a field without the focus."""

    def eventFilter(self, field: QObject, event: QEvent) -> bool:
        """Look at the field's events and leave all but such a wheel alone."""
        assert isinstance(field, QWidget)
        if event.type() == QEvent.Type.Wheel and not field.hasFocus():
            event.ignore()
            return True
        return False


def scroll_past(field: QWidget) -> None:
    """Let the wheel change a spin box or a combo box only where it has the focus."""
    # By itself, a spin box takes the focus when the wheel turns over it.
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_Guard(field))
