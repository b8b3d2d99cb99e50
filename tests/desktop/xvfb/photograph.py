"""Save a picture of the whole screen: `python -m tests.desktop.xvfb.photograph FILE`."""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication


def main(path: str) -> None:
    application = QGuiApplication([])
    assert application.primaryScreen().grabWindow(0).save(path)


if __name__ == "__main__":
    main(sys.argv[1])
