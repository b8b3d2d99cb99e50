"""What every test of the app runs in: folders of its own, and nothing that outlives it."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.leftovers import Leftovers
from tests.support import qt_problem

if qt_problem():
    # test_qt.py says so, once; what needs no Qt is tested all the same.
    collect_ignore = ["bridge", "widgets", "xvfb"]
    collect_ignore_glob = ["test_main*.py", "test_bench.py"]


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test a home and standard folders of its own, and return the home.

    The folder's name is short, since a socket's path may have 107 bytes only.
    """
    with tempfile.TemporaryDirectory(prefix="ps-") as name:
        folder = Path(name)
        monkeypatch.setenv("HOME", name)
        for part in ("CONFIG", "DATA", "CACHE", "STATE"):
            monkeypatch.setenv(f"XDG_{part}_HOME", str(folder / part.lower()))
        runtime = folder / "run"
        runtime.mkdir(mode=0o700)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
        yield folder


@pytest.fixture(autouse=True)
def nothing_left(home: Path, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test if a thread, a process or an open file outlives it."""
    if "qapp" in request.fixturenames:
        request.getfixturevalue("qapp")  # made once for all tests, so not counted to this one
    before = Leftovers.now()
    yield
    left = before.wait_for_end(_turn())
    assert not left, f"left behind: {left}"


@pytest.fixture(autouse=True)
def empty_clipboard(request: pytest.FixtureRequest) -> Iterator[None]:
    """Take back what a test copied: offscreen, Qt destroys it after Python's end and crashes."""
    yield
    if "qapp" in request.fixturenames:
        from PySide6.QtGui import QGuiApplication

        QGuiApplication.clipboard().clear()


def _turn() -> Callable[[], object]:
    """Return what lets Qt finish what it still has to do, where there is Qt."""
    if qt_problem():
        return gc.collect
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool

    def turn() -> None:
        gc.collect()
        QThreadPool.globalInstance().waitForDone(50)
        if (application := QCoreApplication.instance()) is not None:
            application.processEvents()
            application.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    return turn
