"""The app's window, in which a task runs beside the app."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer

from desktop.widgets.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.bridge.desk import Desk
    from desktop.bridge.settings import Settings

LOOK_MS: Final = 5


class ObservedWindow(MainWindow):
    """The app's window; a task runs beside the app, in turns of the app's own event loop.

    Attributes:
        findings: The moment of the first frame, and once the task is done what it returned.
    """

    def __init__(self, task: str, arguments: list[str], settings: Settings) -> None:
        super().__init__(settings)
        self.findings: dict[str, Any] = {}
        self._name, self._arguments = task, arguments
        self.seen.connect(self._note_frame)

    def furnish(self, desk: Desk) -> None:
        """Begin the task as soon as there is something to work with."""
        # Not before: numpy and the like must not make the first frame look slower than it is.
        from tools.bench.desktop.tasks import TASKS, Observed

        super().furnish(desk)
        self._task = TASKS[self._name](Observed(desk, self), *self._arguments)
        self._waits_for = next(self._task)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_MS)

    def _note_frame(self) -> None:
        self.findings["frame"] = time.monotonic()

    def _look(self) -> None:
        try:
            if self._waits_for():
                self._waits_for = next(self._task)
        except StopIteration as end:
            self._timer.stop()
            self.findings |= end.value
            self.close()
