"""Pictures on their way in: dropped, pasted, opened, fetched."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal

from desktop.bridge.feed import Feed
from desktop.bridge.jobs import Job, start
from desktop.bridge.pixels import Pixels, encode_png, has_pixels, take_pixels
from desktop.services.dropped import Dropped, parse_uri_list, sort_out
from desktop.services.inbox import Inbox
from desktop.services.intake import CHUNK, find
from desktop.services.photo import Found
from petsight.errors import PetsightError

URI_LIST: Final = "text/uri-list"
_FILE: Final = b"file:"
CALM_MS: Final = 100
"""So long after the last full chunk, nothing much comes in any more."""


class Intake(QObject):
    """Turns what people drop, paste and open into files that look like pictures.

    Signals:
        wanted: With the path of the first picture of a drop or a choice, and whether the person
            wants to see it whatever else is shown, for it was pasted or opened from elsewhere;
            `found` follows.
        found: With a list of `Found`, some hundred at a time.
        searching: With the number of pictures found so far, while folders are searched.
        finished: With the number of pictures that one drop or one choice held.
        links_offered: With links; nothing is fetched before `fetch` is called with them.
        model_offered: With the path of a model file that was dropped.
        failed: With a sentence.
        crowded: Many come in; told with every full chunk.
        calm: They have stopped to, or come so slowly that there is time for other things.
    """

    wanted = Signal(str, bool)
    found = Signal(object)
    searching = Signal(int)
    finished = Signal(int)
    links_offered = Signal(object)
    model_offered = Signal(object)
    failed = Signal(str)
    crowded = Signal()
    calm = Signal()

    def __init__(self, inbox: Path) -> None:
        """Take in nothing yet.

        Args:
            inbox: The folder in which pasted and fetched pictures are kept.
        """
        super().__init__()
        self._inbox = Inbox(inbox)
        self._feed = Feed(self)
        self._calming = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calming.timeout.connect(self.calm)
        self._jobs: set[Job] = set()

    def add_paths(self, paths: list[str], *, show: bool = False) -> None:
        """Take in files, and folders with all that lies in them.

        Args:
            paths: Absolute paths.
            show: Whether the person wants to see the first picture, whatever else is shown.
        """
        self._begin(lambda job: self._search(sort_out(paths), job, show=show))

    def can_take(self, data: QMimeData) -> bool:
        """Tell from the formats alone whether `add_mime` could do something with a drag."""
        return data.hasFormat(URI_LIST) or has_pixels(data) or _link(data) is not None

    def add_mime(self, data: QMimeData) -> bool:
        """Take in what was dropped or pasted: files, image data, links.

        Pixels go before links: a browser gives both, and nothing needs to be fetched then.

        Args:
            data: The data, of which nothing is used after this call.

        Returns:
            Whether there is anything of that kind.
        """
        if not self.can_take(data):
            return False
        uris = bytes(data.data(URI_LIST).data())
        pixels = None if _FILE in uris else take_pixels(data)
        link = None if uris else _link(data)
        name = self.tr("Pasted picture.png")
        self._begin(lambda job: self._unpack(uris, pixels, link, name, job))
        return True

    def fetch(self, links: list[str]) -> None:
        """Fetch pictures from the web, which the person has agreed to.

        Args:
            links: Some of those that `links_offered` named.
        """
        self._begin(lambda job: self._fetch(links, job))

    def cancel(self) -> None:
        """Stop searching folders and fetching; what was found stays."""
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()

    def forget(self) -> None:
        """Delete the pasted and fetched pictures that were kept."""
        self._begin(lambda _job: self._inbox.clear())

    def close(self) -> None:
        """Stop."""
        self.cancel()

    def _begin(self, work: Callable[[Job], None]) -> None:
        job = start(work, self)
        self._jobs.add(job)
        job.done.connect(lambda: self._jobs.discard(job))
        job.failed.connect(partial(self._fail, job))

    def _fail(self, job: Job, error: PetsightError) -> None:
        self._jobs.discard(job)
        self.failed.emit(error.message)

    def _bring(self, found: list[Found], total: int) -> None:
        if len(found) == CHUNK:
            self.crowded.emit()
            self._calming.start()
        self.found.emit(found)
        self.searching.emit(total)

    # What follows runs in the jobs' threads.

    def _unpack(
        self, uris: bytes, pixels: Pixels | None, link: str | None, name: str, job: Job
    ) -> None:
        dropped = parse_uri_list(uris)
        if not dropped.paths and not dropped.models and pixels is not None:
            path = self._inbox.keep(encode_png(pixels), name)
            self._search(Dropped([path], [], []), job, show=True)
        else:
            self._search(dropped if link is None else Dropped([], [link], []), job)

    def _search(self, dropped: Dropped, job: Job, *, show: bool = False) -> None:
        def tell(step: Callable[[], None]) -> None:
            self._feed.put(step, lambda: job.cancelled)

        for path in dropped.models:
            tell(partial(self.model_offered.emit, path))
        if dropped.links:
            tell(partial(self.links_offered.emit, dropped.links))
        total = 0
        for found in find(dropped.paths, lambda: job.cancelled):
            if not total:
                tell(partial(self.wanted.emit, found[0].path, show))
            total += len(found)
            tell(partial(self._bring, found, total))
        if dropped.paths:
            tell(partial(self.finished.emit, total))

    def _fetch(self, links: list[str], job: Job) -> None:
        # Loads the network, which nobody else in device mode needs.
        from petsight.fetch import fetch_image

        paths = []
        for link in links:
            if job.cancelled:
                return
            try:
                paths.append(self._inbox.keep(fetch_image(link, allowed_hosts=None), _name(link)))
            except PetsightError as exc:
                self._feed.put(partial(self.failed.emit, exc.message), lambda: job.cancelled)
        if paths:
            self._search(Dropped(paths, [], []), job)


def _link(data: QMimeData) -> str | None:
    """Return the text if it is one link and nothing else."""
    if not data.hasText():
        return None
    text = data.text().strip()
    usable = text.startswith(("https://", "http://")) and len(text.split()) == 1
    return text if usable else None


def _name(link: str) -> str:
    return unquote(urlsplit(link).path).rpartition("/")[2] or "picture"
