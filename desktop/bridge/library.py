"""The pictures of this run and of the last ones, as signals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from desktop.bridge.catching_up import catch_up
from desktop.bridge.feed import Feed
from desktop.bridge.jobs import Job, start
from desktop.services.asks import Asks
from desktop.services.collection import Collection, Counts
from desktop.services.photo import Found, Photo, State
from desktop.services.thumbnails import ThumbnailCache
from petsight.errors import PetsightError
from petsight.prediction import Prediction

if TYPE_CHECKING:
    from desktop.services.session import Session

CLOSE_S: Final = 1.0
"""How long a session file that is still being loaded may hold up the end."""


class Library(QObject):
    """Owns the collection, the session file and the thumbnails.

    Pictures that come in while the session file is still being read wait for it, for their numbers
    follow on from its.

    Signals:
        added: With the ids of new pictures, in order.
        changed: With the ids of pictures about which something else is known now.
        removed: With the ids of pictures that are gone.
        cleared: All are gone, and so shall be what was kept for them.
        restored: The session is there, or it is clear that there is none; everything may differ.
        waiting: With the ids of pictures that need an answer.
        unasked: With an `Asks` and the ids of pictures that the last run was still to ask about.
        counted: With the new `Counts`.
        notice: With a sentence about the session file.
    """

    added = Signal(object)
    changed = Signal(object)
    removed = Signal(object)
    cleared = Signal()
    restored = Signal()
    waiting = Signal(object)
    unasked = Signal(object, object)
    counted = Signal(object)
    notice = Signal(str)
    _told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._collection = Collection()
        self._early: list[Found] | None = []
        self._opened: list[Session] = []
        self._out: dict[int, Photo] = {}
        self._job: Job | None = None
        self._thumbnails = ThumbnailCache(self._stored_thumbnail)
        self._feed = Feed(self)
        self._told.connect(self.notice, Qt.ConnectionType.QueuedConnection)

    @property
    def counts(self) -> Counts:
        """How many pictures have which answer."""
        return self._collection.counts

    def open(self, path: Path) -> None:
        """Load the session file in a thread; `restored` says when it is there.

        Args:
            path: The file, which need not exist.
        """
        self._job = start(partial(self._load, path), self)
        self._job.done.connect(self._restore)
        self._job.failed.connect(self._go_without)

    def recall(self, digest: str, model_sha256: str) -> Prediction | None:
        """Return the answer that a model gave to the same content before; from any thread."""
        return self._session.recall(digest, model_sha256) if self._session else None

    def photo(self, photo_id: int) -> Photo | None:
        """Return a picture, or None if it is gone."""
        return self._collection.photo(photo_id)

    def photo_at(self, path: str) -> Photo | None:
        """Return the picture of a file, or None where it is not in the list."""
        return self._collection.by_path(path)

    def photos(self, ids: Iterable[int] | None = None) -> list[Photo]:
        """Return all pictures in order, or those of `ids` that are still there."""
        if ids is None:
            return list(self._collection)
        return [photo for number in ids if (photo := self._collection.photo(number)) is not None]

    def add(self, found: list[Found]) -> None:
        """Take in files; those that are known already change nothing."""
        if self._early is not None:
            self._early.extend(found)
            return
        photos = self._collection.add(found)
        if not photos:
            return
        if self._out:
            by_path = self._collection.by_path
            self.forget([photo.id for photo in self._out.values() if by_path(photo.path)])
        ids = [photo.id for photo in photos]
        self._save(photos)
        self.added.emit(ids)
        self.waiting.emit(ids)
        self.counted.emit(self.counts)

    def put(self, photos: list[Photo]) -> None:
        """Replace pictures by what is known of them now; those that are gone stay gone."""
        kept = [photo for photo in photos if self._collection.put(photo)]
        if not kept:
            return
        self._save(kept)
        self.changed.emit([photo.id for photo in kept])
        self.counted.emit(self.counts)

    def note_asked(self, ids: Iterable[int], asks: Asks | None) -> None:
        """Note who is still to be asked about answered pictures, for the next start; None: nobody.

        Nothing that is shown changes.
        """
        known = [photo for photo in self.photos(ids) if photo.asked is not asks]
        noted = [replace(photo, asked=asks) for photo in known]
        self._save([photo for photo in noted if self._collection.put(photo)])

    def remove(self, ids: Iterable[int]) -> None:
        """Forget pictures; the files stay."""
        self.forget(self.take_out(ids))

    def take_out(self, ids: Iterable[int]) -> list[int]:
        """Take pictures out of the list until they are put back or forgotten, which the end does.

        Returns:
            The ids of those that were there.
        """
        gone = {photo.id: photo for photo in self._collection.remove(ids)}
        self._out |= gone
        if gone:
            self.removed.emit(list(gone))
            self.counted.emit(self.counts)
        return list(gone)

    def put_back(self, ids: Iterable[int]) -> None:
        """Bring back pictures that were taken out and not forgotten, each to its old place."""
        back = [photo for number in ids if (photo := self._out.pop(number, None)) is not None]
        if not back:
            return
        self._collection.restore(sorted([*self._collection, *back], key=lambda photo: photo.id))
        self.restored.emit()
        self.counted.emit(self.counts)
        self.waiting.emit([photo.id for photo in back if photo.state is State.WAITING])

    def forget(self, ids: Iterable[int]) -> None:
        """Forget pictures that were taken out."""
        gone = [number for number in ids if self._out.pop(number, None) is not None]
        if gone and self._session:
            self._session.remove(gone)

    def clear(self) -> None:
        """Forget everything; the files stay."""
        gone = [photo.id for photo in self._collection]
        self._collection.clear()
        self._out.clear()
        if self._session:
            self._session.clear()
        self.cleared.emit()
        self.removed.emit(gone)
        self.counted.emit(self.counts)

    def thumbnail(self, photo: Photo) -> bytes | None:
        """Return the JPEG of a picture that was read before."""
        return self._thumbnails.get(photo.digest) if photo.digest else None

    def put_thumbnails(self, thumbnails: Mapping[str, bytes]) -> None:
        """Keep JPEGs by the digest of the file's content."""
        for digest, data in thumbnails.items():
            self._thumbnails.put(digest, data)
        if self._session:
            self._session.save_thumbnails(thumbnails)

    def finish_opening(self) -> None:
        """Wait for the session file where pictures came in that are not in it yet."""
        if self._early and self._job is not None:
            self._job.join(CLOSE_S)
            QCoreApplication.sendPostedEvents(self._job)

    def close(self) -> None:
        """Write what is not written yet."""
        self.forget(list(self._out))
        if self._job is not None:
            self._job.cancel()
            self._job.join(CLOSE_S)
        for session in self._opened:
            session.close()

    def _load(self, path: Path, _job: Job) -> tuple[list[Photo], Collection]:
        # Loads SQLite, which the first frame does not wait for.
        from desktop.services.session import Session

        session = Session(path, self._told.emit)
        self._opened.append(session)
        photos = session.load()
        collection = Collection()
        collection.restore(photos)
        return photos, collection

    def _restore(self, loaded: tuple[list[Photo], Collection]) -> None:
        photos, self._collection = loaded
        if notice := self._opened[0].notice:
            self.notice.emit(notice)
        self._go_on()
        self._job = start(partial(catch_up, self, self._feed, photos), self)

    def _go_without(self, error: PetsightError) -> None:
        self.notice.emit(error.message)
        self._go_on()

    def _go_on(self) -> None:
        early, self._early = self._early or [], None
        self.restored.emit()
        self.counted.emit(self.counts)
        self.add(early)

    @property
    def _session(self) -> Session | None:
        return self._opened[0] if self._opened and self._early is None else None

    def _stored_thumbnail(self, digest: str) -> bytes | None:
        return self._session.thumbnail(digest) if self._session else None

    def _save(self, photos: list[Photo]) -> None:
        if self._session:
            self._session.save(photos)
