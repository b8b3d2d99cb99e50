"""The session's file: its tables, and what is written into them."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Final

from desktop.services import session_rows as rows
from desktop.services.photo import Photo
from petsight.prediction import Prediction

SCHEMA: Final = 1

_TABLES: Final = """
CREATE TABLE photos (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL,
    digest TEXT,
    record TEXT NOT NULL
);
CREATE INDEX photos_by_digest ON photos (digest) WHERE digest IS NOT NULL;
CREATE TABLE answers (
    digest TEXT NOT NULL,
    model_sha256 TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (digest, model_sha256)
) WITHOUT ROWID;
CREATE TABLE thumbnails (digest TEXT PRIMARY KEY, data BLOB NOT NULL);
"""

# What belongs to a picture's content goes with the last photo that has this content.
_FORGET: Final = """
CREATE TRIGGER {name} AFTER {event} ON photos
WHEN old.digest IS NOT NULL AND NOT EXISTS (SELECT 1 FROM photos WHERE digest = old.digest)
BEGIN
    DELETE FROM answers WHERE digest = old.digest;
    DELETE FROM thumbnails WHERE digest = old.digest;
END;
"""

_MAKE: Final = f"""
BEGIN IMMEDIATE;
{_TABLES}
{_FORGET.format(name="photo_gone", event="DELETE")}
{_FORGET.format(name="photo_changed", event="UPDATE OF digest")}
PRAGMA user_version = {SCHEMA};
COMMIT;
"""

_SWEEP: Final = """
DELETE FROM thumbnails
WHERE NOT EXISTS (SELECT 1 FROM photos WHERE photos.digest = thumbnails.digest)
"""

_PUT: Final = """
INSERT INTO photos VALUES {rows}
ON CONFLICT (id) DO UPDATE
SET path = excluded.path, digest = excluded.digest, record = excluded.record
"""

_AT_ONCE: Final = 100
"""Photos that one statement writes: after each statement, Python waits for its lock again."""


class NewerSchemaError(Exception):
    """The file was written by a newer petsight."""


@dataclass(slots=True)
class Batch:
    """Changes that are written together; the latest of every photo counts.

    Attributes:
        cleared: Whether everything that was there before goes first.
        gone: Photos to remove.
        photos: Photos to write, by id.
        thumbnails: Thumbnails to write, by digest.
    """

    cleared: bool = False
    gone: set[int] = field(default_factory=set)
    photos: dict[int, Photo] = field(default_factory=dict)
    thumbnails: dict[str, bytes] = field(default_factory=dict)

    def clear(self) -> None:
        """Drop these changes, and with them everything that was there before."""
        self.gone.clear()
        self.photos.clear()
        self.thumbnails.clear()
        self.cleared = True

    def __bool__(self) -> bool:
        return bool(self.cleared or self.gone or self.photos or self.thumbnails)


def connect(path: Path) -> sqlite3.Connection:
    """Open the file, make it if it is new, and look whether it is sound.

    Args:
        path: Its folder exists.

    Returns:
        A connection that may be handed to another thread; transactions are begun by hand.

    Raises:
        NewerSchemaError: Another version must open it.
        sqlite3.DatabaseError: It is damaged, or cannot be written.
    """
    with contextlib.ExitStack() as stack:
        connection = stack.enter_context(contextlib.closing(_open(path)))
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA:
            raise NewerSchemaError
        connection.execute("PRAGMA journal_mode = WAL")
        # A killed process loses nothing so, a power cut the last moments, neither the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        if version == 0:
            connection.executescript(_MAKE)
        else:
            _check(connection)
        stack.pop_all()
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Open a file that `connect` has found sound, for reading from any thread."""
    connection = _open(path)
    connection.execute("PRAGMA query_only = ON")
    return connection


def write(connection: sqlite3.Connection, batch: Batch) -> None:
    """Write changes, all of them or none.

    Raises:
        sqlite3.Error: None.
    """
    with _transaction(connection):
        if batch.cleared:
            for table in ("answers", "thumbnails", "photos"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - from the line above
        connection.executemany("DELETE FROM photos WHERE id = ?", ((id_,) for id_ in batch.gone))
        _put(connection, batch.photos.values())
        answers = (row for photo in batch.photos.values() for row in rows.own_answers(photo))
        connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", answers)
        connection.executemany(
            "INSERT OR REPLACE INTO thumbnails VALUES (?, ?)", batch.thumbnails.items()
        )
    if batch.cleared:  # what was deleted would else stay in the file, unseen
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def read_photos(connection: sqlite3.Connection) -> list[Photo]:
    """Read all photos in order; one whose record makes no sense is as if nobody had answered."""
    query = "SELECT id, path, digest, record FROM photos ORDER BY id"
    return list(map(rows.photo, connection.execute(query)))


def read_answer(
    connection: sqlite3.Connection, digest: str, model_sha256: str
) -> Prediction | None:
    """Read what this device's model answered to a content."""
    query = "SELECT answer FROM answers WHERE digest = ? AND model_sha256 = ?"
    row = connection.execute(query, (digest, model_sha256)).fetchone()
    with contextlib.suppress(ValueError):
        return Prediction.from_dict(json.loads(row[0])) if row else None
    return None


def read_thumbnail(connection: sqlite3.Connection, digest: str) -> bytes | None:
    """Read a thumbnail."""
    row = connection.execute("SELECT data FROM thumbnails WHERE digest = ?", (digest,)).fetchone()
    return row[0] if row else None


def _put(connection: sqlite3.Connection, photos: Iterable[Photo]) -> None:
    """Write photos, many by one statement."""
    written = map(rows.row, photos)
    while chunk := list(islice(written, _AT_ONCE)):
        statement = _PUT.format(rows=", ".join(["(?, ?, ?, ?)"] * len(chunk)))
        connection.execute(statement, list(chain.from_iterable(chunk)))


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=2.0, isolation_level=None, check_same_thread=False)


def _check(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA quick_check(photos)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("damaged")
    # A picture may have been read just when its photo was removed.
    connection.execute(_SWEEP)


@contextlib.contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):  # a full disk has rolled back already
            connection.execute("ROLLBACK")
        raise
