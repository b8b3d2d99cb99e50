"""Gallery and details: side by side where there is room, else one after the other."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QAction, QColor, QResizeEvent
from PySide6.QtWidgets import QSplitter, QToolButton, QWidget

from desktop.widgets.detail import DetailPanel
from desktop.widgets.filter_bar import FilterBar
from desktop.widgets.gallery import GalleryView
from desktop.widgets.glyphs import glyph_icon
from desktop.widgets.parts import column
from desktop.widgets.theme import tones_of

NARROW: Final = 660
"""Below this width, in pixels, gallery and details are pages."""


class Workspace(QWidget):
    """Holds the gallery with its filter bar, and the panel of details.

    Signals:
        turned: The other page is shown, or both are.
        opened: The person opens a picture whose details are seen already.
    """

    turned = Signal()
    opened = Signal()

    def __init__(
        self,
        filters: FilterBar,
        gallery: GalleryView,
        detail: DetailPanel,
        back: QAction,
        parent: QWidget | None = None,
    ) -> None:
        """Put the parts together."""
        super().__init__(parent)
        self._gallery = gallery
        self._detail = detail
        self._chosen: list[int] = []
        self._back = back
        self._left = _stacked(filters, gallery)
        self._button = QToolButton()
        self._button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._button.setDefaultAction(back)
        self._right = _stacked(self._button, detail)
        self._splitter = QSplitter(childrenCollapsible=False, handleWidth=10)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self._right)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setSizes([700, 340])
        column(self).addWidget(self._splitter)
        self._reading = False
        back.triggered.connect(self.show_gallery)
        gallery.clicked.connect(self.read)
        gallery.activated.connect(self._open)
        gallery.selected.chosen.connect(self._follow)
        self._show_pages()

    def read(self) -> None:
        """Show the details; where there is room for both they are seen already."""
        if self._narrow:
            self._turn(reading=True)

    def _open(self) -> None:
        if self._narrow:
            self.read()
        else:
            self.opened.emit()

    def show_gallery(self) -> None:
        """Show the gallery, where there is room for one of the two."""
        self._turn(reading=False)

    def save(self) -> QByteArray:
        """Return the splitter's position in Qt's own form."""
        return self._splitter.saveState()

    def restore(self, state: QByteArray) -> None:
        """Take over what `save` returned."""
        self._splitter.restoreState(state)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Show one page or both."""
        self._show_pages()

    @property
    def _narrow(self) -> bool:
        return self.width() < NARROW

    def _follow(self, chosen: list[int]) -> None:
        """Begin at the top of what comes next; where nothing does, go back to the gallery."""
        before, self._chosen = self._chosen, chosen
        if not (self._narrow and self._reading) or chosen == before:
            return
        if chosen:
            self._detail.verticalScrollBar().setValue(0)
        else:
            self.show_gallery()

    def _turn(self, *, reading: bool) -> None:
        self._reading = reading
        self._show_pages()
        (self._button if reading else self._gallery).setFocus()
        self.turned.emit()

    def _show_pages(self) -> None:
        narrow = self._narrow
        self._left.setVisible(not (narrow and self._reading))
        self._right.setVisible(not narrow or self._reading)
        self._button.setVisible(narrow)
        self._back.setEnabled(narrow and self._reading)
        self._back.setIcon(glyph_icon("back", QColor(tones_of(self.palette()).text)))


def _stacked(above: QWidget, below: QWidget) -> QWidget:
    widget = QWidget()
    layout = column(widget)
    layout.addWidget(above)
    layout.addWidget(below, 1)
    return widget
