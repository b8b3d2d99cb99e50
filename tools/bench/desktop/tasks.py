"""What the observed app is made to do, and what is noted meanwhile.

A task is a generator: it does something, yields what it waits for, goes on once that is true, and
returns its findings. Moments are those of `time.monotonic`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QByteArray, QMetaType, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.bridge.desk import Desk
from desktop.bridge.intake import URI_LIST
from desktop.widgets.gallery import GalleryView
from tools.bench.desktop.lag import LagMeter

STEPS: Final = 100
"""Stops on the way through the gallery."""
SETTLE_S: Final = 1.0

Task = Generator[Callable[[], object], None, dict[str, Any]]


class _Foreign(QMimeData):
    """A list of files as another process gives it: bytes, which Qt hands on as they are.

    Qt takes what is set in this process apart into links, and writes them down anew when asked.
    """

    def __init__(self, uris: bytes) -> None:
        super().__init__()
        self._uris = QByteArray(uris)

    def formats(self) -> list[str]:
        """Return the one format."""
        return [URI_LIST]

    def hasFormat(self, mimetype: str, /) -> bool:
        """Tell whether it is this format."""
        return mimetype == URI_LIST

    def retrieveData(
        self, mimetype: str, _preferred: QMetaType | QMetaType.Type, /
    ) -> QByteArray | None:
        """Return the bytes."""
        return self._uris if mimetype == URI_LIST else None


class Observed:
    """The app under way, as far as the tasks need it.

    Attributes:
        desk: What works.
        window: What is seen.
    """

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self.desk = desk
        self.window = window
        self._gallery: GalleryView | None = None

    @property
    def gallery(self) -> GalleryView | None:
        """The cards; the app makes them after its first frame."""
        if self._gallery is None:
            self._gallery = next(iter(self.window.findChildren(GalleryView)), None)
        return self._gallery

    @property
    def rows(self) -> int:
        """How many pictures the gallery holds."""
        view = self.gallery
        return 0 if view is None else view.model().rowCount()

    @property
    def settled(self) -> int:
        """How many pictures have an answer or a reason why not."""
        counts = self.desk.library.counts
        return counts.total - counts.waiting


def frame(_observed: Observed) -> Task:
    """Do nothing: the first frame was noted before."""
    yield lambda: True
    return {}


def answer(observed: Observed) -> Task:
    """Note when the picture that was named as argument has its answer."""
    yield lambda: observed.settled
    return {"answered": time.monotonic()}


def batch(observed: Observed, folder: str, count: str) -> Task:
    """Have a folder answered, then scroll through the gallery twice.

    Args:
        observed: The app.
        folder: Where the pictures are.
        count: How many there are.

    Yields:
        What it waits for.

    Returns:
        Seconds for all answers, lags meanwhile, and the memory at each stage in MB.
    """
    yield lambda: observed.desk.answering.model
    from tools.bench.memory import resident_mb  # loads numpy, which other tasks must not wait for

    meter, begun = LagMeter(), time.monotonic()
    meter.start()
    observed.desk.intake.add_paths([folder])
    yield lambda: observed.settled == int(count)
    seconds = time.monotonic() - begun
    meter.stop()
    filled = resident_mb()
    yield from _scroll(observed)
    once = resident_mb()
    yield from _scroll(observed)
    return {
        "seconds": seconds,
        "memory_filled": filled,
        "memory_scrolled": once,
        "memory_scrolled_again": resident_mb(),
        **_lags(meter),
    }


def drop(observed: Observed, folder: str) -> Task:
    """Drop every file of a folder at once, as one list.

    Args:
        observed: The app.
        folder: Where the files are.

    Yields:
        What it waits for.

    Returns:
        Seconds until the gallery shows the first and the last of them, and lags until a little
        later.
    """
    yield lambda: observed.desk.answering.model
    paths = sorted(Path(folder).iterdir())
    mime = _Foreign(b"\r\n".join(path.as_uri().encode() for path in paths))
    meter, begun = LagMeter(), time.monotonic()
    meter.start()
    _drop(observed.window, mime)
    yield lambda: observed.rows
    first = time.monotonic() - begun
    yield lambda: observed.rows == len(paths)
    last = time.monotonic() - begun
    yield _after(SETTLE_S)
    meter.stop()
    return {"first": first, "last": last, **_lags(meter)}


def reopen(observed: Observed, count: str) -> Task:
    """Note when the gallery holds the session's pictures again."""
    yield lambda: observed.rows == int(count)
    return {"filled": time.monotonic()}


TASKS: Final[dict[str, Callable[..., Task]]] = {
    task.__name__: task for task in (frame, answer, batch, drop, reopen)
}


def _scroll(observed: Observed) -> Task:
    """Go through the whole gallery, and wait at each stop until it was painted."""
    view = observed.gallery
    assert view is not None
    bar = view.verticalScrollBar()
    for step in range(STEPS + 1):
        bar.setValue(bar.maximum() * step // STEPS)
        yield _after(0.02)
    yield _after(SETTLE_S)
    return {}


def _after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def _drop(window: QWidget, mime: QMimeData) -> None:
    """Send the window system's events, so that Qt itself finds who takes the drop."""
    place = QPointF(window.rect().center())
    about = (
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QGuiApplication.sendEvent(window.windowHandle(), QDragEnterEvent(place.toPoint(), *about))
    QGuiApplication.sendEvent(window.windowHandle(), QDropEvent(place, *about))


def _lags(meter: LagMeter) -> dict[str, float]:
    return {"lag_p99": meter.percentile(99), "lag_max": max(meter.lags_ms)}
