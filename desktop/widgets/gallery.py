"""The gallery: every picture a card, in a grid that costs the same for ten pictures or 100,000."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QScroller,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.widgets.card import CardDelegate
from desktop.widgets.gallery_model import GalleryModel
from desktop.widgets.gallery_selection import GallerySelection, pieces
from desktop.widgets.grid import Grid, columns_for
from desktop.widgets.pixmaps import Pixmaps

_Index = QModelIndex | QPersistentModelIndex
_Action: Final = QAbstractItemView.CursorAction


class GalleryView(QListView):
    """Shows a `GalleryModel` in equal cells.

    QListView's own layout asks the model about every row whenever one is added, which stops the
    window for as long as 100,000 rows take. So the geometry is computed here; from QListView
    comes the rest: mouse, keys, selection, and what a screen reader hears.

    Attributes:
        selected: Which pictures are selected.
    """

    def __init__(
        self, model: GalleryModel, pixmaps: Pixmaps, parent: QWidget | None = None
    ) -> None:
        """Show a model, with thumbnails from `pixmaps`."""
        super().__init__(parent)
        self._grid = Grid(1, 1, 1, 0)
        self._model = model
        self.setAccessibleName(self.tr("Pictures"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        # Only what is opaque can be moved on the screen instead of being painted again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setItemDelegate(CardDelegate(pixmaps, self))
        self.setModel(model)
        self.selected = GallerySelection(model)
        self.setSelectionModel(self.selected)
        pixmaps.ready.connect(self._redraw)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    # What Qt asks about the geometry

    def doItemsLayout(self) -> None:
        """Compute the cells anew; Qt calls this after rows have come or gone."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Fit cells and scroll bar to the viewport."""
        width = self.viewport().width()
        columns = columns_for(width)
        cell = max(1, width // columns)
        height = CardDelegate.height_for(cell, self.font())
        self._grid = Grid(columns, cell, height, self._model.rowCount())
        bar = self.verticalScrollBar()
        bar.setSingleStep(height // 3)
        bar.setPageStep(self.viewport().height())
        bar.setRange(0, max(0, self._grid.height - self.viewport().height()))
        bar.setEnabled(bar.maximum() > 0)
        QAbstractItemView.updateGeometries(self)

    def horizontalOffset(self) -> int:
        """Return 0: the cells always fit the width."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far the gallery is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: _Index) -> bool:
        """Return False: what is filtered out is not in the model."""
        return False

    def visualRect(self, index: _Index) -> QRect:
        """Return where a picture is seen, in pixels of the viewport."""
        if not index.isValid():
            return QRect()
        return self._grid.rect(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the picture at a point of the viewport."""
        place = self._grid.at(point + QPoint(0, self.verticalOffset()))
        return QModelIndex() if place is None else self._model.index(place)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return what must be painted again when a selection changes: what is visible of it."""
        region = QRegion()
        visible = self._visible(self.viewport().rect())
        for first, last in pieces(selection):
            for row in range(max(first, visible.start), min(last + 1, visible.stop)):
                region += self._grid.rect(row).translated(0, -self.verticalOffset())
        return region

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select from one corner of a rectangle to the other, along the order shown."""
        if not self._grid.count:
            return
        offset = QPoint(0, self.verticalOffset())
        ends = (
            self._grid.nearest(rect.topLeft() + offset),
            self._grid.nearest(rect.bottomRight() + offset),
        )
        part = QItemSelection(self._model.index(min(ends)), self._model.index(max(ends)))
        self.selected.select(part, command)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return where a key moves to."""
        last = self._grid.count - 1
        now = self.currentIndex().row()
        if last < 0:
            return QModelIndex()
        if now < 0:
            return self._model.index(0)
        lines = max(1, self.viewport().height() // self._grid.cell_height) * self._grid.columns
        steps = {
            _Action.MoveLeft: -1,
            _Action.MovePrevious: -1,
            _Action.MoveRight: 1,
            _Action.MoveNext: 1,
            _Action.MoveUp: -self._grid.columns,
            _Action.MoveDown: self._grid.columns,
            _Action.MovePageUp: -lines,
            _Action.MovePageDown: lines,
            _Action.MoveHome: -now,
            _Action.MoveEnd: last - now,
        }
        return self._model.index(min(max(now + steps[action], 0), last))

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll until a picture is visible as a whole."""
        rect, bar = self.visualRect(index), self.verticalScrollBar()
        below = rect.bottom() - self.viewport().height() + 1
        if hint is QAbstractItemView.ScrollHint.PositionAtTop or rect.top() < 0:
            bar.setValue(bar.value() + rect.top())
        elif below > 0:
            bar.setValue(bar.value() + below)

    def selectAll(self) -> None:
        """Select everything that is shown, as one piece; Qt would look at every row."""
        self.selected.choose_all()

    # What Qt tells

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted already."""
        self.viewport().scroll(dx, dy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the cells, and keep the first visible picture where it is."""
        first = self.indexAt(QPoint(0, 0))
        QAbstractItemView.resizeEvent(self, event)
        self.updateGeometries()
        if first.isValid() and event.oldSize().width() != event.size().width():
            self.scrollTo(first, QAbstractItemView.ScrollHint.PositionAtTop)

    def rowsInserted(self, parent: _Index, start: int, end: int) -> None:
        """Make room at the end."""
        QAbstractItemView.rowsInserted(self, parent, start, end)
        self.updateGeometries()
        self._redraw_rows(start, end)

    def dataChanged(self, first: _Index, last: _Index, _roles: Sequence[int] = ()) -> None:
        """Paint what is visible of some rows again."""
        self._redraw_rows(first.row(), last.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards of which something is seen."""
        painter = QPainter(self.viewport())
        painter.setBackground(self.palette().window())
        painter.eraseRect(event.rect())  # by `fillRect`, PySide would make a class of an enum first
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        current = self.currentIndex().row()
        plain = option.state & ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        delegate = self.itemDelegate()
        for row in self._visible(event.rect()):
            index = self._model.index(row)
            option.rect = self.visualRect(index)
            if not option.rect.intersects(event.rect()):
                continue
            option.state = plain
            if self.selected.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if row == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            delegate.paint(painter, option, index)
        if not self._grid.count:
            painter.setPen(self.palette().placeholderText().color())
            place = self.viewport().rect()
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.tr("No picture matches."))
        painter.end()

    def _visible(self, rect: QRect) -> range:
        top = self.verticalOffset()
        return self._grid.between(rect.top() + top, rect.bottom() + top)

    def _redraw(self, photo_id: int) -> None:
        row = self._model.row_of(photo_id)
        if row is not None:
            self._redraw_rows(row, row)

    def _redraw_rows(self, first: int, last: int) -> None:
        visible = self._visible(self.viewport().rect())
        for row in range(max(first, visible.start), min(last + 1, visible.stop)):
            self.viewport().update(self._grid.rect(row).translated(0, -self.verticalOffset()))
