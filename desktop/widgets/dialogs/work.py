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
from desktop.widgets.parts import breakable, text
from petsight.errors import PetsightError


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
        self._bar = QProgressBar()
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setTextVisible(False)
        self._bar.hide()
        sorting.advanced.connect(self._progress)
        self.finished.connect(self._drop_job)

    def add_outcome(self) -> None:
        """Put what is said, and the bar, below everything that is there already."""
        for widget in (self._said, self._facts, self._bar):
            self.body.addWidget(widget)
        self.body.addStretch()

    def add_controls(self, *controls: QWidget) -> None:
        """Let widgets be used only while no work is under way."""
        self._controls += controls

    def follow(self, job: Job, done: Callable[..., None]) -> None:
        """Wait for a job instead of the one before; what goes wrong is said."""
        self._drop_job()
        self._job = job
        job.done.connect(done)
        job.failed.connect(self._fail)

    def say(self, sentence: str, facts: Sequence[tuple[str, str]] = ()) -> None:
        """Say what is, or what became of the work."""
        self._said.setText(breakable(sentence))
        self._facts.set_facts(facts)

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

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


def few(failures: Sequence[tuple[Path, PetsightError]]) -> list[str]:
    """Name the first few files with what is wrong, for the list may be long."""
    return [f"{path.name}: {words.core(error.message)}" for path, error in failures[:5]]
