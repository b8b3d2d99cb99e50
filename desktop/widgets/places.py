"""Where a dialog for files begins: where people keep pictures, then where they were last."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog


class Places:
    """The folders used in this run, one for each purpose."""

    def __init__(self) -> None:
        """Know no folder yet."""
        self._used: dict[str, str] = {}

    def lead(self, dialog: QFileDialog, purpose: str, *, inside: bool = False) -> None:
        """Let a dialog begin in the right folder, and remember the one it leads to.

        Args:
            dialog: Not opened yet.
            purpose: Any word; dialogs of the same purpose follow each other.
            inside: Whether it leads into what is chosen, a folder, rather than next to it.
        """
        dialog.setDirectory(self._used.get(purpose) or _first())
        dialog.filesSelected.connect(
            lambda paths: self._used.update(
                {purpose: paths[0] if inside else str(Path(paths[0]).parent)}
            )
        )


def _first() -> str:
    """Return the folder for pictures, or the home folder where there is none."""
    standard = QStandardPaths.StandardLocation
    pictures = QStandardPaths.writableLocation(standard.PicturesLocation)
    if Path(pictures).is_dir():
        return pictures
    return QStandardPaths.writableLocation(standard.HomeLocation)
