"""Show files and folders in the system's file manager."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


def reveal(path: str) -> bool:
    """Open the folder in which a file lies.

    Args:
        path: Of the file, absolute.

    Returns:
        Whether the system knows a program for folders.
    """
    return open_folder(Path(path).parent)


def open_folder(folder: Path) -> bool:
    """Open a folder.

    Args:
        folder: Absolute.

    Returns:
        Whether the system knows a program for folders.
    """
    return QDesktopServices.openUrl(QUrl.fromEncoded(folder.as_uri().encode()))
