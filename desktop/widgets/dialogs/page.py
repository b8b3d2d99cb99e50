"""A page of Markdown, to be read inside the app."""

from __future__ import annotations

from PySide6.QtGui import QTextTable
from PySide6.QtWidgets import QTextBrowser, QWidget

from desktop.widgets.dialogs.frame import Frame

_HEIGHT = 420
"""Enough to read, and with the rest of the dialog less than a phone's screen."""


class PageDialog(Frame):
    """Shows one page."""

    def __init__(self, title: str, markdown: str, parent: QWidget | None = None) -> None:
        """Show a page.

        Args:
            title: Of the dialog.
            markdown: The page.
            parent: The window or dialog.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        shown = page(markdown, title)
        shown.setMinimumHeight(_HEIGHT)
        self.body.addWidget(shown, 1)
        self.add_cancel(self.tr("Close"))


def page(markdown: str, name: str) -> QTextBrowser:
    """Make a part that shows a page and scrolls.

    Args:
        markdown: The page; a table may begin with an empty heading, which is left out.
        name: What it is, for screen readers.
    """
    shown = QTextBrowser()
    shown.setAccessibleName(name)
    # Links lead out of the app or to files that are not there.
    shown.setOpenLinks(False)
    shown.setMarkdown(markdown)
    for frame in shown.document().rootFrame().childFrames():
        if isinstance(frame, QTextTable) and _is_headless(frame):
            frame.removeRows(0, 1)
    return shown


def _is_headless(table: QTextTable) -> bool:
    """Tell whether the heading, which Markdown wants for every table, is empty."""
    cells = [table.cellAt(0, place) for place in range(table.columns())]
    return all(cell.firstPosition() == cell.lastPosition() for cell in cells)
