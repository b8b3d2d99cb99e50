"""Copy or move pictures into one folder per answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QRadioButton, QWidget

from desktop.bridge.sorting import Sorting
from desktop.widgets import words
from desktop.widgets.dialogs.destination import folder_dialog
from desktop.widgets.dialogs.work import WorkFrame, few
from desktop.widgets.parts import row, text
from desktop.widgets.places import Places

if TYPE_CHECKING:
    from desktop.services.sort_plan import Plan
    from petsight.sorting import Sorted

_PAUSE_MS = 300
"""Nobody looks at a folder for every letter of its name."""


class SortDialog(WorkFrame):
    """Asks where to and how, shows what would happen, and does it.

    Signals:
        undo_asked(object): A person would rather undo what was sorted into this folder, a `Path`.
            The dialog closes.
        reveal_asked(object): A person wants to see what was sorted into this folder, a `Path`.
        sorted_into(str): Pictures were sorted into this folder.
    """

    undo_asked = Signal(object)
    reveal_asked = Signal(object)
    sorted_into = Signal(str)

    def __init__(
        self,
        sorting: Sorting,
        ids: Sequence[int],
        places: Places,
        parent: QWidget | None = None,
        *,
        last: str | None = None,
    ) -> None:
        """Ask about pictures.

        Args:
            sorting: Plans and sorts.
            ids: Which pictures.
            places: Where the dialog for the folder begins.
            parent: The window.
            last: Where to it was sorted the time before; offered again if it is still there.
        """
        super().__init__(sorting, parent)
        title = self.tr("Sort {pictures} into folders")
        self.setWindowTitle(title.format(pictures=words.pictures(sorting.sortable(ids))))
        self._sorting = sorting
        self._ids = list(ids)
        self._places = places
        self._planned: Plan | None = None
        self._offered = last
        self._folder = QLineEdit()
        self._folder.setAccessibleName(self.tr("Folder"))
        self._folder.setPlaceholderText(self.tr("Write or choose a folder"))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._choose = QPushButton(self.tr("C&hoose…"))
        self._choose.setAutoDefault(False)
        self._copy = QRadioButton(self.tr("&Copy"))
        self._move = QRadioButton(self.tr("&Move"))
        self._copy.setChecked(True)
        self._show = QPushButton(self.tr("Show in file manager"))
        self._show.setAutoDefault(False)
        self._show.setEnabled(False)
        self._lay_out()
        self._connect()
        self._offer_undo(sorting.folder)
        self._ask_for_folder()
        self._folder.setFocus()
        if last is not None:
            self.set_folder(Path(last))

    def set_folder(self, folder: Path) -> None:
        """Take a destination and show what would happen there."""
        self._folder.setText(str(folder))
        self._plan()

    def failed(self) -> None:
        """Let another folder be chosen first."""
        self._sort.setEnabled(False)
        self._offer_undo(None)

    def _ask_for_folder(self) -> None:
        self.say(self.tr("Choose a folder to see what would happen."))

    def _lay_out(self) -> None:
        explained = self.tr(
            "Makes one folder per answer in a folder of your choice. Nothing is ever overwritten. "
            "Pictures that failed or still wait stay where they are."
        )
        self.body.addWidget(text(self.windowTitle(), "title"))
        self.body.addWidget(text(explained, "muted"))
        self.body.addWidget(self._folder)
        place = row()
        place.addWidget(self._choose)
        place.addWidget(self._show)
        place.addStretch()
        self.body.addLayout(place)
        self._how = QButtonGroup(self)
        for button, meaning in (
            (self._copy, self.tr("The pictures also stay where they are.")),
            (self._move, self.tr("The pictures leave their folders.")),
        ):
            self._how.addButton(button)
            button.setAccessibleDescription(meaning)
            self.body.addWidget(button)
            self.body.addWidget(_indented(meaning))
        self.add_outcome()
        self._undo = self.add_button_apart(self.tr("&Undo…"))
        self._undo.setToolTip(self.tr("Undo the last sorting"))
        self._sort = self.add_button(self.tr("Sort"), primary=True)
        self._sort.setEnabled(False)
        self.add_controls(
            self._folder, self._choose, self._copy, self._move, self._undo, self._sort
        )

    def _connect(self) -> None:
        self._choose.clicked.connect(self._look_for_folder)
        self._folder.textChanged.connect(self._forget_plan)
        # This disables the button that Return would press next.
        self._folder.returnPressed.connect(self._plan)
        self._pause.timeout.connect(self._plan)
        self._how.buttonClicked.connect(self._plan)
        self._sort.clicked.connect(self._begin)
        self._undo.clicked.connect(self._ask_undo)
        self._show.clicked.connect(self._ask_to_show)

    def _look_for_folder(self) -> None:
        dialog = folder_dialog(self, self.windowTitle())
        self._places.lead(dialog, "sort")
        dialog.fileSelected.connect(lambda path: self.set_folder(Path(path)))
        dialog.open()

    def _ask_to_show(self) -> None:
        if self._planned is not None:
            self.reveal_asked.emit(self._planned.folder)

    def _ask_undo(self) -> None:
        self.undo_asked.emit(self._past)
        self.reject()

    def _offer_undo(self, folder: Path | None) -> None:
        """Offer to undo what was sorted into a folder; None where nothing was."""
        self._past = folder
        self._undo.setVisible(folder is not None)

    def _forget_plan(self) -> None:
        """Wait for the rest of what is being written."""
        self.drop_job()
        self._planned = None
        self._sort.setEnabled(False)
        self._show.setEnabled(False)
        self._ask_for_folder()
        self._pause.start()

    def _plan(self) -> None:
        self._forget_plan()
        self._pause.stop()
        if written := self._folder.text():
            self.say(self.tr("Looking at what is there…"))
            plan = self._sorting.plan(written, self._ids, move=self._move.isChecked())
            self.follow(plan, self._show_plan)

    def _show_plan(self, plan: Plan) -> None:
        offered, self._offered = self._offered, None
        if self._folder.text() == offered and not plan.exists:
            self._folder.clear()
            return
        self._planned = plan
        counts = Counter(target.parent.name for _, target in plan.pairs)
        lines = []
        if plan.unanswered:
            stay = self.tr(
                "%Ln picture(s) without an answer stay where they are.", "", plan.unanswered
            )
            lines.append(stay)
        if not plan.pairs:
            lines.append(self.tr("Nothing to do: every answered picture is there already."))
        elif self._move.isChecked():
            lines.append(self.tr("Would move %Ln picture(s):", "", len(plan.pairs)))
        else:
            lines.append(self.tr("Would copy %Ln picture(s):", "", len(plan.pairs)))
        new = "" if plan.exists else self.tr("This folder does not exist yet; sorting makes it.")
        self.say("\n".join(lines), _facts(counts), new)
        self._sort.setEnabled(bool(plan.pairs))
        self._offer_undo(plan.folder if plan.past else None)

    def _begin(self) -> None:
        assert self._planned is not None  # or the button could not be pressed
        # In this order, or the buttons would move down for a moment, away from the pointer.
        self.say(self.tr("Sorting…"))
        self.set_busy(busy=True)
        folder, move = self._planned.folder, self._move.isChecked()
        self.follow(
            self._sorting.sort_into(folder, self._ids, move=move),
            lambda done: self._show_sorted(folder, done),
        )

    def _show_sorted(self, folder: Path, done: Sorted) -> None:
        self.set_busy(busy=False)
        self._sort.setEnabled(False)  # it is done, and a second click shall do nothing more
        lines = [self.tr("%Ln picture(s) sorted.", "", sum(done.counts.values()))]
        if done.already_there:
            lines.append(self.tr("%Ln were there already.", "", done.already_there))
        if done.failures:
            lines.append(self.tr("%Ln stayed where they were:", "", len(done.failures)))
            lines += few(done.failures)
        if done.stopped is not None:
            lines.append(words.core(done.stopped.message))
        note = ""
        if done.journal is not None:
            note = self.tr(
                "The file {journal} in that folder lets you undo this, also later. Delete it once "
                "all is as you want it."
            ).format(journal=done.journal.name)
            self._offer_undo(folder)
            self._show.setEnabled(True)
            self.sorted_into.emit(str(folder))
        self.say("\n".join(lines), _facts(done.counts), note)


def _indented(meaning: str) -> QWidget:
    """Say what a choice means, below it and in line with its words."""
    label = text(meaning, "muted")
    label.setContentsMargins(24, 0, 0, 4)
    return label


def _facts(counts: Mapping[str, int]) -> list[tuple[str, str]]:
    return [(name, words.number(count)) for name, count in sorted(counts.items())]
