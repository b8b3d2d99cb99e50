"""The dialog for a folder to sort into."""

from __future__ import annotations

import os.path
from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QLineEdit, QWidget

from desktop.widgets.file_dialog import NAME_FIELD, prepare


def folder_dialog(parent: QWidget, title: str) -> QFileDialog:
    """Make a dialog for a folder that need not be there yet, where somebody writes its name.

    Args:
        parent: The dialog that it belongs to, which says itself what is wrong with a folder.
        title: Of the dialog.

    Returns:
        The system's own dialog where it has one, which makes folders; else Qt's. Not opened yet.
    """
    own = QFileDialog().findChild(QLineEdit, NAME_FIELD) is None
    dialog = QFileDialog(parent, title) if own else _FolderDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    prepare(dialog, parent)
    return dialog


class _FolderDialog(QFileDialog):
    """Qt's dialog, which by itself refuses a folder that is not there."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, title)
        (self._name,) = self.findChildren(QLineEdit, NAME_FIELD)
        (buttons,) = self.findChildren(QDialogButtonBox)
        choose = buttons.button(QDialogButtonBox.StandardButton.Open)
        self._name.textChanged.connect(lambda name: choose.setEnabled(bool(name)))

    def accept(self) -> None:
        if not (name := self._name.text()):
            super().accept()
            return
        # Path's own method raises for the home of somebody who does not exist.
        path = Path(self.directory().path(), os.path.expanduser(name))  # noqa: PTH111
        self.filesSelected.emit([str(path)])
        self.fileSelected.emit(str(path))
        self.done(QDialog.DialogCode.Accepted)
