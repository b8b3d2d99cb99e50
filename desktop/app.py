"""From a process to a window that works."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEventLoop, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop.bridge.claim import is_claimed, socket_name
from desktop.bridge.settings import Settings
from desktop.main import FAILED
from desktop.services.folders import Folders, standard_folders
from desktop.services.preferences import PreferenceStore
from desktop.translations import install
from desktop.widgets.main_window import MainWindow
from petsight import __version__

if TYPE_CHECKING:
    from desktop.bridge.desk import Desk

SWITCH_S: Final = 0.0005
"""Two busy threads would otherwise keep the window waiting for up to 10 ms at each turn."""
SHOWN_MS: Final = 1000
"""The rest waits so long for the first frame, and comes without it then."""
GC_THRESHOLDS: Final = (10_000, 1_000_000, 1_000_000)
"""Only what is new is searched for garbage: with 100,000 pictures, a search through everything
keeps the window waiting for 100 ms, and would come every few thousand pictures."""


def run(paths: list[str]) -> int:
    """Open the window and run until it is closed.

    Args:
        paths: Absolute paths of pictures and folders to begin with.

    Returns:
        The exit status.
    """
    sys.setswitchinterval(SWITCH_S)
    app = _make_application()
    folders = standard_folders()
    name = socket_name(folders.data)
    if is_claimed(name) and _hand_over(name, paths):
        return 0
    settings = Settings(PreferenceStore(folders.preferences))
    install(app, settings.now.language)
    window = MainWindow(settings)

    with contextlib.ExitStack() as running:
        running.callback(settings.close)
        _show(window)
        _begin(folders, settings, window, paths, running)
        return app.exec()


def _show(window: MainWindow) -> None:
    """Show a window and wait for its first frame; keys and clicks wait for what they are meant for.

    A window that is not painted soon, for it begins out of sight, is not waited for.
    """
    loop = QEventLoop()
    window.seen.connect(loop.quit)
    QTimer.singleShot(SHOWN_MS, loop.quit)
    window.show()
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def _begin(
    folders: Folders,
    settings: Settings,
    window: MainWindow,
    paths: list[str],
    running: contextlib.ExitStack,
) -> None:
    """Do what the first frame did not wait for."""
    from desktop.bridge.desk import Desk

    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)
    gc.enable()
    sys.excepthook = _log
    desk = Desk(folders, settings)
    running.callback(desk.close)
    window.furnish(desk)
    desk.begin()
    desk.intake.add_paths(paths, show=True)
    _listen(desk, window, running)


def _listen(desk: Desk, window: MainWindow, running: contextlib.ExitStack) -> None:
    """Take over what a later start would open, and end when the system says so."""
    from desktop.bridge.instance import Instance
    from desktop.stopping import Stopper

    stopper = Stopper(window.close)
    running.callback(stopper.close)
    instance = Instance(socket_name(desk.folders.data))
    # Gone last of all: a start that comes meanwhile waits for it, and so reads what is written only
    # at the very end.
    others = running.pop_all()
    running.callback(instance.close)
    running.callback(others.close)

    def receive(more: list[str]) -> None:
        desk.intake.add_paths(more, show=True)
        window.raise_()
        window.activateWindow()

    instance.received.connect(receive)
    instance.listen()


def _log(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Keep an unexpected error for whoever reads the log; a terminal is rarely looked at."""
    import logging

    logging.getLogger(__name__).error(
        "something unexpected happened", exc_info=(kind, error, traceback)
    )
    sys.__excepthook__(kind, error, traceback)


def _hand_over(name: str, paths: list[str]) -> bool:
    from desktop.bridge.instance import hand_over

    return hand_over(name, paths)


def _make_application() -> QApplication:
    """Start Qt, which ends the process itself where it finds no way to a display."""
    former = qInstallMessageHandler(_explain)
    # By `setStyle`, PySide would make a class of every enum that styles know.
    app = QApplication([sys.argv[0], "-style", "Fusion"])
    qInstallMessageHandler(former)
    app.setApplicationName("petsight")
    app.setApplicationDisplayName("petsight")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("petsight")
    return app


def _explain(kind: QtMsgType, _context: Any, message: str) -> None:
    if kind is QtMsgType.QtFatalMsg:
        print(f"petsight-desktop: no window can be opened: {message.strip()}", file=sys.stderr)  # noqa: T201
        os._exit(FAILED)
