"""Another program that has something in the clipboard.

    python -m tests.desktop.xvfb.clipboard KIND VALUE...

It says "ready" once others can paste, and stays, since the clipboard is served by its owner.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication

from tests.desktop.xvfb.source import mime_of, say


def main(kind: str, *values: str) -> None:
    application = QGuiApplication([])
    application.clipboard().setMimeData(mime_of(kind, list(values)))
    say("ready")
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
