"""A window with nothing in it: what Qt alone costs. Prints the moment of its first frame."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class Window(QWidget):
    """Ends the program in the turn of the event loop after its first frame."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Note the first frame."""
        QTimer.singleShot(0, self._end)

    def _end(self) -> None:
        sys.stdout.write(f"{time.monotonic()}\n")
        QApplication.exit(0)


def main() -> None:
    """Show the window until it was painted."""
    application = QApplication([])
    window = Window()
    window.resize(1100, 740)
    window.show()
    application.exec()


if __name__ == "__main__":
    main()
