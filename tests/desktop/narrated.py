"""The real app, as a process that tells what happens in it: `python -m tests.desktop.narrated`.

Each line of its output is a JSON object with the key "what". What is asked comes as lines on its
input: "close" closes the window, "pause" begins no further picture, and "again" wants every picture
answered again. "sort" copies all pictures into a folder of the person's. "hold" has the end wait
for "end", as for a disk that is slow.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal

import desktop.app
import desktop.bridge.desk
from desktop.bridge.desk import Desk
from desktop.bridge.settings import Settings
from desktop.main import main
from desktop.widgets.main_window import MainWindow

HELD = threading.Event()
HELD.set()
READER = "narrated-input"
BUSY_MODULES = ("numpy", "PIL", "sqlite3", "requests", "petsight.classifier", "ai_edge_litert")


def say(what: str, **more: Any) -> None:
    sys.stdout.write(json.dumps({"what": what, **more}) + "\n")
    sys.stdout.flush()


def watch_sockets() -> None:
    """Tell of every socket of the internet's families, whoever makes it."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in {"socket.__new__", "socket.connect", "socket.getaddrinfo"}:
            # The second argument of `socket.__new__` is the family; 1 is AF_UNIX.
            if event == "socket.__new__" and int(arguments[1]) == 1:
                return
            say("socket", event=event, arguments=repr(arguments))

    sys.addaudithook(hook)


class NarratedDesk(Desk):
    """Says what is begun and answered."""

    def begin(self) -> None:
        say("frame", loaded=[name for name in BUSY_MODULES if name in sys.modules])
        self.library.restored.connect(lambda: say("restored", total=self.library.counts.total))
        self.library.changed.connect(self._tell)
        self.answering.idle.connect(lambda: say("idle", **self._counts()))
        self.notice.connect(lambda sentence: say("notice", sentence=sentence))
        self.sorting.folder_changed.connect(lambda folder: say("sorted", folder=folder))
        super().begin()

    def close(self) -> None:
        if not HELD.is_set():
            say("ending")
            HELD.wait(10)
        super().close()
        names = [thread.name for thread in threading.enumerate() if thread.name != READER]
        say("closed", threads=names[1:], **self._counts())

    def _tell(self, ids: list[int]) -> None:
        answers = {
            os.fsencode(photo.path).decode("latin-1"): photo.prediction.label
            for photo in self.library.photos(ids)
            if photo.prediction is not None
        }
        say("answers", answers=answers)

    def _counts(self) -> dict[str, Any]:
        counts = self.library.counts
        return {
            "total": counts.total,
            "waiting": counts.waiting,
            "failed": counts.failed,
            "answers": dict(counts.answers),
        }


class NarratedWindow(MainWindow):
    """Does what it is told to."""

    _told = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._told.connect(self._do, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._listen, name=READER, daemon=True).start()

    def furnish(self, desk: Desk) -> None:
        super().furnish(desk)
        self._desk = desk

    def _listen(self) -> None:
        for line in sys.stdin:
            what = line.strip()
            if what in ("hold", "end"):
                (HELD.set if what == "end" else HELD.clear)()
            else:
                self._told.emit(what)

    def _do(self, what: str) -> None:
        if what == "close":
            self.close()
        elif what == "pause":
            self._desk.answering.pause()
        elif what == "again":
            self._desk.answering.answer_again()
        elif what == "sort":
            ids = [photo.id for photo in self._desk.library.photos()]
            self._desk.sorting.sort_into(Path.home() / "sorted", ids, move=False)


if __name__ == "__main__":
    watch_sockets()
    vars(desktop.app).update(MainWindow=NarratedWindow)
    vars(desktop.bridge.desk).update(Desk=NarratedDesk)
    say("ends", status=main([str(Path(path)) for path in sys.argv[1:]]))
