"""Bring back what was before pictures were sorted, after saying what that was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.bridge.sorting import Sorting
from desktop.widgets import words
from desktop.widgets.dialogs.work import WorkFrame, few
from desktop.widgets.parts import text

if TYPE_CHECKING:
    from desktop.services.past_sorting import PastSorting
    from petsight.sorting import Undone


class UndoDialog(WorkFrame):
    """Says what the last sorting into a folder did, and takes it back on request."""

    def __init__(self, sorting: Sorting, folder: Path, parent: QWidget | None = None) -> None:
        """Begin to look at what was done.

        Args:
            sorting: Knows and undoes what was sorted.
            folder: Where it was sorted into.
            parent: The window.
        """
        super().__init__(sorting, parent)
        self.setWindowTitle(self.tr("Undo last sorting"))
        self._sorting = sorting
        self._folder = folder
        self._title = text(self.tr("Undo the last sorting?"), "title")
        self.body.addWidget(self._title)
        self.add_outcome()
        self._undo = self.add_button(self.tr("&Undo"), primary=True)
        self._undo.clicked.connect(self._begin)
        self._undo.setEnabled(False)
        self.say(self.tr("Looking at what was done…"), self._place())
        self.follow(sorting.look_for_past(folder), self._show_past)

    def _place(self) -> list[tuple[str, str]]:
        return [(self.tr("Folder"), str(self._folder))]

    def _show_past(self, past: PastSorting | None) -> None:
        if past is None:
            self._title.setText(self.tr("There is nothing to undo"))
            self.say(self.tr("Nothing is left there that could be brought back."), self._place())
            return
        done = [*self._place(), (self.tr("Sorted"), words.moment(past.ended))]
        if past.moved:
            done.append((self.tr("To move back"), words.pictures(len(past.moved))))
        if past.copies:
            done.append((self.tr("Copies to remove"), words.pictures(past.copies)))
        explained = self.tr(
            "Only what is still as sorting left it is touched, and a copy is removed only while "
            "its original is there."
        )
        self.say(explained, done)
        self._undo.setEnabled(True)

    def _begin(self) -> None:
        self._undo.setEnabled(False)
        self.say(self.tr("Bringing back what was…"), self._place())
        self.set_busy(busy=True)
        self.follow(self._sorting.undo(self._folder), self._show_undone)

    def _show_undone(self, undone: Undone) -> None:
        self.set_busy(busy=False)
        self._title.setText(
            self.tr("The last sorting is undone in part")
            if undone.kept
            else self.tr("The last sorting is undone")
        )
        lines = [self.tr("All is as it was before.")] if not undone.kept else []
        if undone.moved_back:
            lines.append(self.tr("%Ln picture(s) moved back.", "", undone.moved_back))
        if undone.removed:
            lines.append(self.tr("%Ln copies removed.", "", undone.removed))
        if undone.kept:
            lines.append(self.tr("%Ln stayed where sorting put them:", "", len(undone.kept)))
            lines += few(undone.kept)
        self.say("\n".join(lines))
