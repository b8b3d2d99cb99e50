"""Which pictures are selected, by their ids, so that another order does not change it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QTimer,
    Signal,
)

from desktop.widgets.gallery_model import GalleryModel

_Command: Final = QItemSelectionModel.SelectionFlag


class GallerySelection(QItemSelectionModel):
    """Qt's selection of rows, told and kept in terms of pictures.

    Signals:
        chosen: With the ids of the selected pictures, in the order shown; once an event-loop turn.
    """

    chosen = Signal(list)

    def __init__(self, model: GalleryModel) -> None:
        """Select nothing yet."""
        super().__init__(model, model)
        self._model = model
        self._kept: tuple[set[int], int | None] = (set(), None)
        self._tell = QTimer(self, singleShot=True, interval=0)
        self._tell.timeout.connect(lambda: self.chosen.emit(self.ids()))
        self.selectionChanged.connect(self._tell.start)
        model.about_to_arrange.connect(self._keep)
        model.arranged.connect(self._restore)

    def ids(self) -> list[int]:
        """Return the ids of the selected pictures, in the order shown."""
        ranges = sorted(pieces(self.selection()))
        return [number for first, last in ranges for number in self._model.ids[first : last + 1]]

    @property
    def count(self) -> int:
        """How many pictures are selected."""
        return sum(last + 1 - first for first, last in pieces(self.selection()))

    def holds(self, photo_id: int) -> bool:
        """Tell whether a picture is selected."""
        row = self._model.row_of(photo_id)
        return row is not None and self.isSelected(self._model.index(row))

    def choose(self, ids: Iterable[int]) -> None:
        """Select these pictures and no others."""
        rows = sorted(row for number in ids if (row := self._model.row_of(number)) is not None)
        selection = QItemSelection()
        start = 0
        for place in range(1, len(rows) + 1):
            if place == len(rows) or rows[place] != rows[place - 1] + 1:
                ends = self._model.index(rows[start]), self._model.index(rows[place - 1])
                selection.append(QItemSelectionRange(*ends))
                start = place
        self.select(selection, _Command.ClearAndSelect)

    def choose_all(self) -> None:
        """Select everything that is shown."""
        if count := self._model.rowCount():
            ends = QItemSelection(self._model.index(0), self._model.index(count - 1))
            self.select(ends, _Command.ClearAndSelect)

    def _keep(self) -> None:
        current = self._model.photo(self.currentIndex().row())
        self._kept = set(self.ids()), None if current is None else current.id

    def _restore(self) -> None:
        ids, current = self._kept
        row = None if current is None else self._model.row_of(current)
        if row is not None:
            self.setCurrentIndex(self._model.index(row), _Command.NoUpdate)
        if ids and ids.issuperset(self._model.ids):
            self.choose_all()
        else:
            self.choose(ids)
        self._tell.start()


def pieces(selection: QItemSelection) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of each piece of a selection."""
    for place in range(selection.size()):
        piece = selection.at(place)
        yield piece.top(), piece.bottom()
