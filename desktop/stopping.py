"""End properly when the system asks for it: Ctrl-C in a terminal, or a termination."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Stopper(QObject):
    """Calls a function in the event loop when the process is told to end.

    Python handles signals only while it runs Python code, which an event loop at rest does not. So
    the signal writes into a socket, and Qt wakes up.
    """

    stopped = Signal()

    def __init__(self, stop: Callable[[], object]) -> None:
        """Listen from now on.

        Args:
            stop: What to call.
        """
        super().__init__()
        self.stopped.connect(stop)
        self._reading, self._writing = socket.socketpair()
        self._reading.settimeout(0)
        self._writing.settimeout(0)
        self._former_descriptor = signal.set_wakeup_fd(
            self._writing.fileno(), warn_on_full_buffer=False
        )
        self._former = {number: signal.signal(number, _ignore) for number in _SIGNALS}
        self._notifier = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)

    def close(self) -> None:
        """Leave signals to whoever had them before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._former_descriptor)
        for number, handler in self._former.items():
            signal.signal(number, handler)
        self._reading.close()
        self._writing.close()

    def _wake(self) -> None:
        numbers = self._reading.recv(64)
        if any(number in numbers for number in _SIGNALS):
            self.stopped.emit()


def _ignore(_number: int, _frame: object) -> None:
    """Take the place of the default, which would end the process at once."""
