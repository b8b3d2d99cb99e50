"""The list behind the gallery: which pictures are shown, in which order."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desktop.bridge.jobs import Job, start
from desktop.bridge.library import Library
from desktop.services.arrange import Filter, arranged
from desktop.services.order import Order
from desktop.services.photo import Photo
from desktop.widgets.card_text import spoken

PhotoRole: Final = Qt.ItemDataRole.UserRole
"""The `Photo` of a row."""

AT_ONCE: Final = 2000
"""So many pictures are arranged in the blink between two frames; more of them in a thread."""

PAUSE_MS: Final = 150
"""Answers that come in between two arrangements move together."""

MANY_SPANS: Final = 64
"""Removing more pieces than this one by one takes longer than starting over."""

_Index = QModelIndex | QPersistentModelIndex


class GalleryModel(QAbstractListModel):
    """The pictures of a library that pass a filter, in an order.

    New pictures are appended where that is where they belong; everything else that moves pictures
    resets the model. The view keeps the selection by the pictures' ids.

    Signals:
        about_to_arrange: Rows are going to move or to go.
        arranged: They have.
    """

    about_to_arrange = Signal()
    arranged = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        """Show everything in a library, in the order in which it was added."""
        super().__init__(parent)
        self._library = library
        self._ids: list[int] = []
        self._rows: dict[int, int] | None = None
        self._filter = Filter()
        self._order = Order.ADDED
        self._descending = False
        self._job: Job | None = None
        self._gone: set[int] = set()
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self.arrange)
        library.added.connect(self._added)
        library.changed.connect(self._changed)
        library.removed.connect(self._removed)
        library.restored.connect(self.arrange)
        self._append([photo.id for photo in library.photos()])

    @property
    def ids(self) -> Sequence[int]:
        """The pictures that are shown, in order."""
        return self._ids

    @property
    def filter(self) -> Filter:
        """What is shown."""
        return self._filter

    def row_of(self, photo_id: int) -> int | None:
        """Return the row of a picture, or None where it is not shown."""
        if self._rows is not None:
            return self._rows.get(photo_id)
        row = bisect_left(self._ids, photo_id)
        return row if row < len(self._ids) and self._ids[row] == photo_id else None

    def photo(self, row: int) -> Photo | None:
        """Return the picture of a row."""
        return self._library.photo(self._ids[row]) if 0 <= row < len(self._ids) else None

    def show(self, chosen: Filter, order: Order, *, descending: bool) -> None:
        """Show other pictures, or in another order."""
        if (chosen, order, descending) != (self._filter, self._order, self._descending):
            self._filter, self._order, self._descending = chosen, order, descending
            self.arrange()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt declares it
        """Return how many pictures are shown."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a picture's name, what a screen reader says, or the `Photo` itself."""
        photo = self.photo(index.row())
        if photo is None:
            return None
        if role == PhotoRole:
            return photo
        if role == Qt.ItemDataRole.DisplayRole:
            return photo.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(photo)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{spoken(photo)}\n{photo.path}"
        return None

    def arrange(self) -> None:
        """Bring the rows in line with library, filter and order; a large list in a thread."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._gone.clear()
        photos = self._library.photos()
        chosen, order, descending = self._filter, self._order, self._descending
        if len(photos) <= AT_ONCE:
            self._replace(arranged(photos, chosen, order, descending))
            return
        began = time.monotonic()
        self._job = start(lambda _job: arranged(photos, chosen, order, descending), self)
        self._job.done.connect(lambda ids: self._arranged(ids, time.monotonic() - began))

    @property
    def _plain(self) -> bool:
        return (self._filter, self._order, self._descending) == (Filter(), Order.ADDED, False)

    def _arranged(self, ids: list[int], seconds: float) -> None:
        self._job = None
        # While an arrangement takes long, most of the time shall be left for other things.
        self._timer.setInterval(max(PAUSE_MS, round(seconds * 4000)))
        if self._gone:
            ids = [number for number in ids if number not in self._gone]
        self._replace(ids)

    def _replace(self, ids: list[int]) -> None:
        if ids == self._ids:
            return
        self.about_to_arrange.emit()
        self.beginResetModel()
        self._ids = ids
        self._count_rows()
        self.endResetModel()
        self.arranged.emit()

    def _append(self, ids: list[int]) -> None:
        if not ids:
            return
        first = len(self._ids)
        self.beginInsertRows(QModelIndex(), first, first + len(ids) - 1)
        self._ids.extend(ids)
        self.endInsertRows()

    def _added(self, ids: list[int]) -> None:
        if self._plain and self._job is None:
            self._append(ids)
        else:
            self._arrange_soon()

    def _changed(self, ids: list[int]) -> None:
        rows = sorted(row for number in ids if (row := self.row_of(number)) is not None)
        for first, last in _spans(rows):
            self.dataChanged.emit(self.index(first), self.index(last))
        if not self._plain:
            self._arrange_soon()

    def _removed(self, ids: list[int]) -> None:
        rows = sorted(row for number in ids if (row := self.row_of(number)) is not None)
        spans = list(_spans(rows))
        if self._job is not None:
            self._gone.update(ids)
        if len(spans) > MANY_SPANS:
            gone = set(ids)
            self._replace([number for number in self._ids if number not in gone])
        elif spans:
            self.about_to_arrange.emit()
            for first, last in reversed(spans):
                self.beginRemoveRows(QModelIndex(), first, last)
                del self._ids[first : last + 1]
                self._count_rows()
                self.endRemoveRows()
            self.arranged.emit()

    def _arrange_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _count_rows(self) -> None:
        # As they were added, the numbers ascend, and are found without a table that would have to
        # grow with every picture that comes in.
        ascending = self._order is Order.ADDED and not self._descending
        self._rows = None if ascending else {number: row for row, number in enumerate(self._ids)}


def _spans(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Gather ascending rows into pieces without gaps, as pairs of the first and the last."""
    first = last = None
    for row in rows:
        if last is not None and row == last + 1:
            last = row
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = row
    if first is not None and last is not None:
        yield first, last
