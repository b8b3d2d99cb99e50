"""How late a window's event loop comes to what waits for it."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS: Final = 10


class LagMeter(QObject):
    """A timer that notes how much later than wanted each of its ticks comes.

    Attributes:
        lags_ms: One number a tick, in milliseconds.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lags_ms: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Forget what was noted and begin."""
        self.lags_ms.clear()
        self._last = time.perf_counter()
        self._timer.start()

    def stop(self) -> None:
        """End; the time since the last tick counts too."""
        self._tick()
        self._timer.stop()

    def percentile(self, percent: float) -> float:
        """Return the lag that this part of the ticks did not exceed, in milliseconds."""
        ordered = sorted(self.lags_ms)
        return ordered[min(int(len(ordered) * percent / 100), len(ordered) - 1)]

    def _tick(self) -> None:
        now = time.perf_counter()
        self.lags_ms.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now
