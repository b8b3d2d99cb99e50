"""Which pictures are selected, by their ids, so that another order does not change it.

Where what was selected is gone, or a filter hides it, the picture that came next is selected:
whoever looks at one picture after the other goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
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


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was selected before the rows changed.

    Attributes:
        ids: The pictures that were selected.
        current: The row of the one that keys move on from; -1 for none.
        order: All pictures, as they were shown.
    """

    ids: frozenset[int] = frozenset()
    current: int = -1
    order: Sequence[int] = ()


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
        self._kept = _Kept()
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
        # While nothing is shown nothing can be selected, and what was before still counts.
        if self._model.ids:
            current = self.currentIndex().row()
            self._kept = _Kept(frozenset(self.ids()), current, list(self._model.ids))

    def _restore(self) -> None:
        kept, shown = self._kept, self._model.ids
        if kept.ids and kept.ids.issuperset(shown):
            self.choose_all()
        else:
            self.choose(kept.ids)
        current = kept.order[kept.current] if kept.current >= 0 else None
        row = None if current is None else self._model.row_of(current)
        if row is not None and (self.hasSelection() or not kept.ids):
            self.setCurrentIndex(self._model.index(row), _Command.NoUpdate)
        elif kept.ids and shown:
            self._go_on(kept)
        self._tell.start()

    def _go_on(self, kept: _Kept) -> None:
        """Move to the picture after the one that is gone, or to the last before it."""
        shown = set(self._model.ids)
        after = islice(kept.order, max(kept.current, 0), None)
        before = islice(reversed(kept.order), len(kept.order) - max(kept.current, 0), None)
        photo_id = next((each for each in chain(after, before) if each in shown), None)
        row = None if photo_id is None else self._model.row_of(photo_id)
        command = _Command.NoUpdate if self.hasSelection() else _Command.ClearAndSelect
        self.setCurrentIndex(self._model.index(row or 0), command)


def pieces(selection: QItemSelection) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row of each piece of a selection."""
    for place in range(selection.size()):
        piece = selection.at(place)
        yield piece.top(), piece.bottom()
