"""Everything a person can do, each with its words and its keys, in menus and on buttons alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop.widgets import words
from petsight.labels import NOT_SURE

if TYPE_CHECKING:
    from desktop.services.collection import Counts


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides which actions make sense at a moment.

    Attributes:
        counts: Of all pictures.
        selected: How many pictures are selected.
        shown: How many pictures are shown.
        busy: Whether pictures are being answered.
        paused: Whether that rests.
        cloud: Whether an endpoint is set.
        undoing: Whether a message offers to undo what it tells.
        sorted: Whether a sorting can be undone.
    """

    counts: Counts
    selected: int
    shown: int
    busy: bool
    paused: bool
    cloud: bool
    undoing: bool
    sorted: bool


class Actions(QObject):
    """The actions of the window. What they do is connected by who makes them."""

    def __init__(self, window: QWidget) -> None:
        """Make them, and let their keys work in the whole window."""
        super().__init__(window)
        self._window = window
        self.open_files = self._add(self.tr("Open files…"), "Ctrl+O")
        self.open_folder = self._add(self.tr("Open folder…"), "Ctrl+Shift+O")
        self.paste = self._add(self.tr("Paste"), "Ctrl+V")
        self.find = self._add(self.tr("Search"), "Ctrl+F")
        self.select_all = self._add(self.tr("Select all"), "Ctrl+A")
        self.copy = self._add(self.tr("Copy"), "Ctrl+C")
        self.view = self._add(self.tr("Open in the picture viewer"), "Ctrl+Return")
        self.reveal = self._add(self.tr("Show in file manager"), "Ctrl+Shift+R")
        self.remove = self._add(self.tr("Remove from list"), "Del")
        self.clear = self._add(self.tr("Clear list"), "Ctrl+Shift+Del")
        self.retry = self._add(self.tr("Retry failed"), "Ctrl+R")
        self.answer_again = self._add(self.tr("Answer all again"), "Ctrl+Shift+A")
        self.ask_cloud = self._add(self.tr("Ask the cloud"), "Ctrl+U")
        self.ask_unsure = self._add(self.tr("Ask the cloud about all unsure"), "Ctrl+Shift+U")
        self.compare = self._add(self.tr("Compare device and cloud"), "Ctrl+D")
        self.export = self._add(self.tr("Export as CSV or JSON…"), "Ctrl+E")
        self.export.setIconText(self.tr("Export…"))
        self.sort = self._add(self.tr("Sort into folders…"), "Ctrl+Shift+S")
        self.export_selected = self._add(self.tr("Export the selection…"), "Ctrl+Alt+E")
        self.sort_selected = self._add(self.tr("Sort the selection into folders…"), "Ctrl+Alt+S")
        self.undo = self._add(self.tr("Undo"), "Ctrl+Z")
        self.undo_sort = self._add(self.tr("Undo last sorting…"), "Ctrl+Alt+Z")
        self.pause = self._add(self.tr("Pause"), "Ctrl+P")
        self.cancel = self._add(self.tr("Cancel"), "Ctrl+.")
        self.back = self._add(self.tr("Back"), "Alt+Left", "Esc")
        self.endpoint = self._add(self.tr("Cloud endpoint…"), "Ctrl+Shift+E")
        self.settings = self._add(self.tr("Settings…"), "Ctrl+,")
        self.about = self._add(self.tr("About petsight"), "F1")
        self.quit = self._add(self.tr("Quit"), "Ctrl+Q")
        self.correct = QMenu(self.tr("This is wrong: it is…"), window)

    def refresh(self, now: Situation) -> None:
        """Offer only what makes sense."""
        some, chosen = now.counts.total > 0, now.selected > 0
        self.select_all.setEnabled(now.shown > 0)
        self.find.setEnabled(some)
        showing = (self.view, self.reveal)
        elsewhere = (self.copy, self.export_selected, self.sort_selected)
        for action in (*showing, *elsewhere, self.remove):
            action.setEnabled(chosen)
        for action in (self.ask_cloud, self.compare):
            action.setEnabled(chosen and now.cloud)
        self.ask_unsure.setEnabled(now.cloud and now.counts.answers.get(NOT_SURE, 0) > 0)
        self.clear.setEnabled(some)
        self.answer_again.setEnabled(some)
        self.retry.setEnabled(now.counts.failed > 0)
        self._count_concerned(now)
        self.undo.setEnabled(now.undoing or now.sorted)
        self.undo_sort.setEnabled(now.sorted)
        self.pause.setEnabled(now.busy)
        self.pause.setText(self.tr("Resume") if now.paused else self.tr("Pause"))
        self.cancel.setEnabled(now.busy)

    def _count_concerned(self, now: Situation) -> None:
        """Say how many pictures exporting and sorting are about, where it is not all of them."""
        some = now.selected if now.selected > 1 else now.shown
        if some in (0, now.counts.total):
            texts = (
                self.tr("Export as CSV or JSON…"),
                self.tr("Export…"),
                self.tr("Sort into folders…"),
            )
        else:
            texts = (
                self.tr("Export {some} of {all} as CSV or JSON…"),
                self.tr("Export {some} of {all}…"),
                self.tr("Sort {some} of {all} into folders…"),
            )
        numbers = {"some": words.number(some), "all": words.number(now.counts.total)}
        whole, short, sort = (each.format(**numbers) for each in texts)
        self.export.setText(whole)
        self.export.setIconText(short)  # on buttons
        self.sort.setText(sort)
        for action in (self.export, self.sort):
            action.setEnabled(now.shown > 0)

    def fill_menu(self, menu: QMenu) -> None:
        """Put everything that concerns the window into a menu."""
        groups = (
            (self.open_files, self.open_folder, self.paste),
            (self.select_all, self.find, self.copy),
            (self.retry, self.answer_again, self.ask_unsure),
            (self.export, self.sort, self.undo_sort),
            (self.remove, self.clear),
            (self.endpoint, self.settings, self.about),
            (self.quit,),
        )
        for group in groups:
            menu.addActions(group)
            menu.addSeparator()

    def fill_context(self, menu: QMenu) -> None:
        """Put everything that concerns the selected pictures into a menu."""
        menu.addMenu(self.correct)
        menu.addSeparator()
        menu.addActions((self.ask_cloud, self.compare))
        menu.addSeparator()
        menu.addActions((self.view, self.reveal))
        menu.addSeparator()
        menu.addActions((self.copy, self.export_selected, self.sort_selected))
        menu.addSeparator()
        menu.addAction(self.remove)

    def _add(self, text: str, *keys: str) -> QAction:
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(each) for each in keys])
        self._window.addAction(action)
        return action
