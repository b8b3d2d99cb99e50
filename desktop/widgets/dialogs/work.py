"""What dialogs share that have work done: what it comes to, how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.bridge.jobs import Job
from desktop.bridge.sorting import Sorting
from desktop.widgets import words
from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.facts import Facts
from desktop.widgets.parts import breakable, column, text
from petsight.errors import PetsightError

_LINES = 10
"""A sentence or two, a line an answer, and a note."""


class WorkFrame(Frame):
    """A dialog that follows one job at a time and drops it when it is closed."""

    def __init__(self, sorting: Sorting, parent: QWidget | None = None) -> None:
        """Say nothing yet.

        Args:
            sorting: Does the work and tells how far it is.
            parent: The window.
        """
        super().__init__(parent)
        self._job: Job | None = None
        self._controls: list[QWidget] = []
        self._end = self.add_cancel(self.tr("Close"))
        self._said = text()
        self._facts = Facts()
        self._note = text("", "muted")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setTextVisible(False)
        self._bar.hide()
        sorting.advanced.connect(self._progress)
        self.finished.connect(self.drop_job)

    def add_outcome(self) -> None:
        """Put what is said, and the bar, below everything that is there already.

        The place for it is kept, so that the buttons below do not move.
        """
        outcome = QWidget()
        outcome.setMinimumHeight(_LINES * outcome.fontMetrics().lineSpacing())
        layout = column(outcome)
        for widget in (self._said, self._facts, self._note, self._bar):
            layout.addWidget(widget)
        layout.addStretch()
        self.body.addWidget(outcome)
        self.body.addStretch()

    def add_controls(self, *controls: QWidget) -> None:
        """Let widgets be used only while no work is under way."""
        self._controls += controls

    def follow(self, job: Job, done: Callable[..., None]) -> None:
        """Wait for a job instead of the one before; what goes wrong is said."""
        self.drop_job()
        self._job = job
        job.done.connect(done)
        job.failed.connect(self._fail)

    def say(self, sentence: str, facts: Sequence[tuple[str, str]] = (), note: str = "") -> None:
        """Say what is, or what became of the work; a note is of less weight."""
        self._said.setText(breakable(sentence))
        self._facts.set_facts(facts)
        self._note.setText(breakable(note))
        self._note.setVisible(bool(note))

    def set_busy(self, *, busy: bool) -> None:
        """Show that files are being touched, or that they are not any more."""
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        for control in self._controls:
            control.setEnabled(not busy)
        self._end.setText(self.tr("Stop") if busy else self.tr("Close"))

    def failed(self) -> None:
        """Take back what made sense only if the job had not failed."""

    def _fail(self, error: PetsightError) -> None:
        self.set_busy(busy=False)
        self.failed()
        self.say(words.core(error.message))

    def _progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def drop_job(self) -> None:
        """Wait for nothing any more; what is being sorted stops at the file that it is at."""
        if self._job is not None:
            self._job.cancel()
            self._job = None


def few(failures: Sequence[tuple[Path, PetsightError]]) -> list[str]:
    """Name the first few files with what is wrong, for the list may be long."""
    return [f"{path.name}: {words.core(error.message)}" for path, error in failures[:5]]
