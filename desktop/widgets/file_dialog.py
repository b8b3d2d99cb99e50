"""Dialogs for files and folders, of which Qt's own is wider than a phone."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

_SPARE: Final = (
    "sidebar",
    "lookInLabel",
    "backButton",
    "forwardButton",
    "listModeButton",
    "detailModeButton",
)
"""What one can do without, by the names that Qt gives its parts."""


def file_dialog(parent: QWidget, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
    """Make a dialog that goes away when it is closed, and fits the app's window if that is narrow.

    Args:
        parent: The window or dialog that it belongs to.
        title: Of the dialog.
        mode: What is chosen.

    Returns:
        The dialog, not opened yet.
    """
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(mode)
    dialog.finished.connect(dialog.deleteLater)
    window = _outermost(parent)
    if window.width() < dialog.sizeHint().width():
        for name in _SPARE:  # none of which the system's own dialog has
            if (part := dialog.findChild(QWidget, name)) is not None:
                part.hide()
        dialog.resize(window.size())
    return dialog


def _outermost(part: QWidget) -> QWidget:
    """Return the window that a part belongs to, through all dialogs."""
    while (above := part.parentWidget()) is not None:
        part = above
    return part
