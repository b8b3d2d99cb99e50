"""A window of another program, from which something can be dragged.

    python -m tests.desktop.xvfb.source X Y KIND VALUE...

KIND is `paths`, `link`, `text` or `image`. It says "ready" once the window is there, and when the
drag has ended what became of it: "CopyAction", or "IgnoreAction" where nobody took it.
"""

from __future__ import annotations

import sys
from typing import Final

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SIDE: Final = 80


class Source(QLabel):
    """A small window that is nothing but a handle to drag by."""

    def __init__(self, kind: str, values: list[str]) -> None:
        super().__init__("drag me")
        self.setWindowFlags(Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setFixedSize(SIDE, SIDE)
        self._kind, self._values = kind, values

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        drag = QDrag(self)
        drag.setMimeData(mime_of(self._kind, self._values))
        say(str(drag.exec(Qt.DropAction.CopyAction).name))


def mime_of(kind: str, values: list[str]) -> QMimeData:
    """Return what is dragged or copied.

    Args:
        kind: "paths", "link", "text" or "image".
        values: Paths, addresses, one text, or the path of one image file.
    """
    mime = QMimeData()
    if kind == "paths":
        mime.setUrls([QUrl.fromLocalFile(value) for value in values])
    elif kind == "link":
        mime.setUrls([QUrl(value) for value in values])
    elif kind == "text":
        mime.setText(values[0])
    else:
        mime.setImageData(QImage(values[0]))
    return mime


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def main(x: str, y: str, kind: str, *values: str) -> None:
    application = QApplication([])
    source = Source(kind, list(values))
    source.move(int(x), int(y))
    source.show()
    assert source.windowHandle() is not None
    say("ready")
    application.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
