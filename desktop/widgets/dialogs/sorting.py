"""Copy or move pictures into one folder per answer, and take it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QWidget,
)

from desktop.bridge.jobs import Job
from desktop.bridge.outputs import Outputs
from desktop.widgets import words
from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.facts import Facts
from desktop.widgets.parts import breakable, row, text
from desktop.widgets.places import Places
from petsight.errors import PetsightError

if TYPE_CHECKING:
    from petsight.sorting import Sorted, Undone


class SortDialog(Frame):
    """Asks where to and how, shows what would happen, does it, and can undo it."""

    def __init__(
        self,
        outputs: Outputs,
        ids: Sequence[int],
        places: Places,
        parent: QWidget | None = None,
    ) -> None:
        """Ask about pictures.

        Args:
            outputs: Plans, sorts and undoes.
            ids: Which pictures.
            places: Where the dialog for the folder begins.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sort into folders"))
        self._outputs = outputs
        self._ids = list(ids)
        self._places = places
        self._job: Job | None = None
        self._folder = QLineEdit()
        self._folder.setReadOnly(True)
        self._folder.setAccessibleName(self.tr("Folder"))
        self._folder.setPlaceholderText(self.tr("No folder chosen"))
        self._choose = QPushButton(self.tr("C&hoose…"))
        self._choose.setAutoDefault(False)
        self._copy = QRadioButton(self.tr("&Copy: the pictures also stay where they are"))
        self._move = QRadioButton(self.tr("&Move: the pictures leave their folders"))
        self._copy.setChecked(True)
        self._said = text()
        self._counts = Facts()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Sorting"))
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._lay_out()
        self._connect()
        self._say(self.tr("Choose a folder to see what would happen."))

    def set_folder(self, folder: Path) -> None:
        """Take a destination and show what would happen there."""
        self._folder.setText(str(folder))
        self._plan()

    def _lay_out(self) -> None:
        self.body.addWidget(
            text(
                self.tr(
                    "Makes one folder per answer in a folder of your choice. Nothing is ever "
                    "overwritten."
                ),
                "muted",
            )
        )
        place = row()
        place.addWidget(self._folder, 1)
        place.addWidget(self._choose)
        self.body.addLayout(place)
        self._how = QButtonGroup(self)
        for button in (self._copy, self._move):
            self._how.addButton(button)
            self.body.addWidget(button)
        for widget in (self._said, self._counts, self._bar):
            self.body.addWidget(widget)
        self.body.addStretch()
        self._undo = self.add_button(self.tr("&Undo"))
        self._undo.setVisible(self._outputs.can_undo)
        self._close = self.add_cancel(self.tr("Close"))
        self._sort = self.add_button(self.tr("Sort"), primary=True)
        self._sort.setEnabled(False)

    def _connect(self) -> None:
        self._choose.clicked.connect(self._ask_folder)
        self._how.buttonClicked.connect(self._plan)
        self._sort.clicked.connect(self._begin)
        self._undo.clicked.connect(self._begin_undo)
        self._outputs.sorted_one.connect(self._progress)
        self.finished.connect(self._drop_job)

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Sort into folders"))
        self._places.lead(dialog, "sort")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: self.set_folder(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _plan(self) -> None:
        if self._folder.text():
            self._say(self.tr("Looking at what is there…"))
            folder, move = Path(self._folder.text()), self._move.isChecked()
            self._follow(self._outputs.plan_sort(folder, self._ids, move=move), self._show_plan)

    def _show_plan(self, pairs: list[tuple[Path, Path]]) -> None:
        counts = Counter(target.parent.name for _, target in pairs)
        if not pairs:
            self._say(self.tr("Nothing to do: every answered picture is there already."))
        elif self._move.isChecked():
            self._say(self.tr("Would move %Ln picture(s):", "", len(pairs)), counts)
        else:
            self._say(self.tr("Would copy %Ln picture(s):", "", len(pairs)), counts)
        self._sort.setEnabled(bool(pairs))

    def _begin(self) -> None:
        self._set_busy(busy=True)
        self._say(self.tr("Sorting…"))
        folder, move = Path(self._folder.text()), self._move.isChecked()
        self._follow(self._outputs.sort_into(folder, self._ids, move=move), self._show_sorted)

    def _show_sorted(self, done: Sorted) -> None:
        self._set_busy(busy=False)
        lines = [self.tr("%Ln picture(s) sorted.", "", sum(done.counts.values()))]
        if done.already_there:
            lines.append(self.tr("%Ln were there already.", "", done.already_there))
        if done.failures:
            lines.append(self.tr("%Ln stayed where they were:", "", len(done.failures)))
            lines += _few(done.failures)
        if done.stopped is not None:
            lines.append(words.core(done.stopped.message))
        self._say("\n".join(lines), done.counts)

    def _begin_undo(self) -> None:
        self._set_busy(busy=True)
        self._say(self.tr("Bringing back what was…"))
        self._bar.setRange(0, 0)
        self._follow(self._outputs.undo_sort(), self._show_undone)

    def _show_undone(self, undone: Undone) -> None:
        self._set_busy(busy=False)
        lines = [self.tr("All is as it was before.")] if not undone.kept else []
        if undone.moved_back:
            lines.append(self.tr("%Ln picture(s) moved back.", "", undone.moved_back))
        if undone.removed:
            lines.append(self.tr("%Ln copies removed.", "", undone.removed))
        if undone.kept:
            lines.append(self.tr("%Ln stayed where sorting put them:", "", len(undone.kept)))
            lines += _few(undone.kept)
        self._say("\n".join(lines))

    def _follow(self, job: Job, done: Callable[..., None]) -> None:
        self._drop_job()
        self._job = job
        job.done.connect(done)
        job.failed.connect(self._fail)

    def _fail(self, error: PetsightError) -> None:
        self._set_busy(busy=False)
        self._sort.setEnabled(False)
        self._say(words.core(error.message))

    def _progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _set_busy(self, *, busy: bool) -> None:
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        for button in (self._choose, self._copy, self._move, self._sort, self._undo):
            button.setEnabled(not busy)
        self._undo.setVisible(self._outputs.can_undo)
        self._close.setText(self.tr("Stop") if busy else self.tr("Close"))

    def _say(self, sentence: str, counts: Mapping[str, int] | None = None) -> None:
        self._said.setText(breakable(sentence))
        shown = sorted((counts or {}).items())
        self._counts.set_facts([(name, words.number(count)) for name, count in shown])

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _few(failures: list[tuple[Path, PetsightError]]) -> list[str]:
    """Name the first few files with what is wrong, for the list may be long."""
    return [f"{path.name}: {error.message}" for path, error in failures[:5]]
