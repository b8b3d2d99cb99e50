"""What the app remembers from one start to the next: photos, answers, thumbnails."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import ClassVar, Final, TypeVar

from desktop.services import session_store as store
from desktop.services.file_lock import FileLock
from desktop.services.photo import Photo
from petsight.errors import PetsightError
from petsight.prediction import Prediction

T = TypeVar("T")

PAUSE_S: Final = 0.2
"""Changes are written together once so long no further one came."""
PATIENCE_S: Final = 2.0
"""Changes that never rest wait no longer: in a flood, writing often would hold up the window."""
_CLOSE_S: Final = 2.0
_DAMAGED: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


class SessionError(PetsightError):
    """Nothing can be remembered."""

    code: ClassVar[str] = "no_session"


class Session:
    """A file of photos, which one process at a time has open. Safe to share between threads.

    What is saved is written by a thread of its own, a moment later. If the disk fails then, nothing
    more is written, and what was there before stays readable.

    Attributes:
        notice: A sentence for people if the file was damaged and had to be set aside, else None.
    """

    def __init__(self, path: Path, notify: Callable[[str], None] = lambda _sentence: None) -> None:
        """Open the file, or begin a new one.

        Args:
            path: The file; its folder is made.
            notify: Is told one sentence, from the writing thread, if the disk fails later.

        Raises:
            SessionError: Another process has it, a newer petsight wrote it, or it cannot be
                written.
        """
        self._path = path
        self._notify = notify
        self.notice: str | None = None
        self._lock = _take(path)
        try:
            self._writing = self._connect()
            self._reading = store.connect_to_read(path)
        except BaseException:
            self._lock.close()
            raise
        self._read_lock = threading.Lock()
        self._changed = threading.Condition()
        self._batch = store.Batch()
        self._changes = 0
        self._hurry = self._at_work = self._closed = self._broken = self._damaged = False
        self._thread = threading.Thread(target=self._write, name="petsight-session", daemon=True)
        self._thread.start()

    def load(self) -> list[Photo]:
        """Read all photos, in the order in which they were added.

        Returns:
            What was written so far; a record that makes no sense is a photo without an answer.

        Raises:
            SessionError: The disk fails.
        """
        try:
            with contextlib.closing(store.connect_to_read(self._path)) as connection:
                return store.read_photos(connection)
        except sqlite3.Error as exc:
            raise SessionError("the last session cannot be read") from exc

    def save(self, photos: Iterable[Photo]) -> None:
        """Remember photos, in place of what was known about them."""
        with self._change() as batch:
            batch.photos.update((photo.id, photo) for photo in photos)

    def save_thumbnails(self, thumbnails: Mapping[str, bytes]) -> None:
        """Remember thumbnails by the digest of the file's content."""
        with self._change() as batch:
            batch.thumbnails.update(thumbnails)

    def remove(self, ids: Iterable[int]) -> None:
        """Forget photos, and what nobody else needs of them."""
        gone = set(ids)
        with self._change() as batch:
            batch.gone |= gone
            for id_ in gone:
                batch.photos.pop(id_, None)

    def clear(self) -> None:
        """Forget everything, so that nothing of it is left in the file."""
        with self._change() as batch:
            batch.clear()

    def recall(self, digest: str, model_sha256: str) -> Prediction | None:
        """Return what this device answered to the same content before, without a reason.

        Args:
            digest: Of the file's content.
            model_sha256: Of the model file.
        """
        return self._read(lambda lent: store.read_answer(lent, digest, model_sha256))

    def thumbnail(self, digest: str) -> bytes | None:
        """Return a thumbnail that was written.

        Args:
            digest: Of the file's content.
        """
        return self._read(lambda lent: store.read_thumbnail(lent, digest))

    def flush(self) -> None:
        """Wait until everything that was saved is written, or cannot be."""
        with self._changed:
            self._hurry = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._broken or not (self._batch or self._at_work))

    def close(self) -> None:
        """Write what waits, for two seconds at most, and let go of the file."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._thread.join(_CLOSE_S)
        with self._read_lock:
            self._reading.close()
        if self._damaged:
            self._set_aside()
        self._lock.close()

    def _connect(self) -> sqlite3.Connection:
        try:
            return store.connect(self._path)
        except store.NewerSchemaError:
            raise SessionError(
                "the last session was saved by a newer petsight; nothing is saved until you "
                "update this one"
            ) from None
        except sqlite3.DatabaseError as exc:
            if not _is_damage(exc):
                raise _unwritable() from exc
        self._set_aside()
        self.notice = "The last session was damaged and could not be opened; this is a new one."
        try:
            return store.connect(self._path)
        except sqlite3.DatabaseError as exc:
            raise _unwritable() from exc

    def _set_aside(self) -> None:
        for ending in ("", "-wal", "-shm"):
            path = self._path.with_name(self._path.name + ending)
            with contextlib.suppress(OSError):
                path.replace(path.with_name(f"{path.name}.damaged"))

    @contextlib.contextmanager
    def _change(self) -> Iterator[store.Batch]:
        with self._changed:
            lost = self._closed or self._broken
            first = not self._batch
            yield store.Batch() if lost else self._batch
            self._changes += 1
            if first:  # the writer looks at the others by itself
                self._changed.notify_all()

    def _read(self, read: Callable[[sqlite3.Connection], T | None]) -> T | None:
        """Lend the connection for reading; a failing disk is as if nothing were there."""
        try:
            with self._read_lock:
                return read(self._reading)
        except sqlite3.Error:
            return None

    def _write(self) -> None:
        try:
            while (batch := self._next()) is not None:
                store.write(self._writing, batch)
        except sqlite3.Error as exc:
            self._damaged = _is_damage(exc)
            self._tell(exc)
        finally:
            self._writing.close()
            with self._changed:
                self._broken, self._batch = True, store.Batch()
                self._changed.notify_all()

    def _next(self) -> store.Batch | None:
        """Return changes once they have gathered for a moment, or None at the end."""
        with self._changed:
            self._at_work = False
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._batch or self._closed)
            self._let_gather()
            batch, self._batch = self._batch, store.Batch()
            self._hurry, self._at_work = False, bool(batch)
            return batch or None

    def _let_gather(self) -> None:
        """Wait, under the lock, until no change comes any more or somebody waits for them."""
        seen, end = None, time.monotonic() + PATIENCE_S
        while seen != self._changes and time.monotonic() < end:
            seen = self._changes
            if self._changed.wait_for(lambda: self._hurry or self._closed, PAUSE_S):
                return

    def _tell(self, exc: sqlite3.Error) -> None:
        full = _code(exc) == sqlite3.SQLITE_FULL
        cause = "the disk is full" if full else "the disk fails"
        self._notify(f"This session is no longer saved: {cause}.")


def _take(path: Path) -> FileLock:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return FileLock(path.with_name(f"{path.name}.lock"))
    except BlockingIOError as exc:
        raise SessionError(
            "another petsight has the last session open; this one will not be saved"
        ) from exc
    except OSError as exc:
        raise _unwritable() from exc


def _is_damage(exc: sqlite3.Error) -> bool:
    return _code(exc) in _DAMAGED


def _code(exc: sqlite3.Error) -> int:
    """Return the primary code; what the check of the tables found carries none."""
    return getattr(exc, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF


def _unwritable() -> SessionError:
    return SessionError("the session cannot be saved: its folder or disk cannot be written")
