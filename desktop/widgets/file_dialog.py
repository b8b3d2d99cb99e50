"""Dialogs for files and folders, of which Qt's own is wider than a phone."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

NAME_FIELD: Final = "fileNameEdit"
"""What Qt calls the field for a name; the system's own dialog has none."""
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
    prepare(dialog, parent)
    return dialog


def prepare(dialog: QFileDialog, parent: QWidget) -> None:
    """Have a dialog go away when it is closed, and fit the app's window if that is narrow.

    A name that is written into it stays as it is written.

    Args:
        dialog: Not opened yet.
        parent: The window or dialog that it belongs to.
    """
    dialog.finished.connect(dialog.deleteLater)
    if (field := dialog.findChild(QLineEdit, NAME_FIELD)) is not None:
        _Keeper(field)
    window = _outermost(parent)
    if window.width() < dialog.sizeHint().width():
        for name in _SPARE:  # none of which the system's own dialog has
            if (part := dialog.findChild(QWidget, name)) is not None:
                part.hide()
        dialog.resize(window.size())


class _Keeper(QObject):
    """Puts back what was written, where Qt's list of files has put its own names in its place.

    The list does so while the window system has not given the field the focus. Qt then closes the
    dialog with several names, none of which anybody chose.
    """

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._written = ""
        field.textEdited.connect(self._remember)
        field.textChanged.connect(self._restore)

    def _remember(self, written: str) -> None:
        self._written = written

    def _restore(self, written: str) -> None:
        if written == self._written != self._field.text():
            with QSignalBlocker(self._field):
                self._field.setText(written)


def _outermost(part: QWidget) -> QWidget:
    """Return the window that a part belongs to, through all dialogs."""
    while (above := part.parentWidget()) is not None:
        part = above
    return part
