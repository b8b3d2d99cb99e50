"""Pictures come, change, go, and are there again after the next start."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.bridge.library import Library
from desktop.bridge.sorting import relocate
from desktop.services.photo import Failure, Found, State


@pytest.fixture
def library(qtbot, home):
    """A library whose session file is there."""
    with opened(qtbot, home) as library:
        yield library


class opened:  # noqa: N801 - used like a function
    """A library from its start to its end."""

    def __init__(self, qtbot, home: Path) -> None:
        self._qtbot, self._path = qtbot, home / "session.sqlite"

    def __enter__(self) -> Library:
        self.library = Library()
        with self._qtbot.waitSignal(self.library.restored):
            self.library.open(self._path)
        return self.library

    def __exit__(self, *_exception: object) -> None:
        self.library.close()


def found(home: Path, *names: str) -> list[Found]:
    """Files that exist."""
    files = []
    for name in names:
        path = home / name
        path.write_bytes(name.encode())
        status = path.stat()
        files.append(Found(str(path), status.st_size, status.st_mtime_ns))
    return files


def test_add(qtbot, library, home):
    files = found(home, "a.png", "b.png")
    with (
        qtbot.waitSignals([library.waiting, library.counted]),
        qtbot.waitSignal(library.added) as told,
    ):
        library.add(files)
    (ids,) = told.args
    assert [photo.found for photo in library.photos(ids)] == files
    assert library.counts.total == library.counts.waiting == 2
    with qtbot.assertNotEmitted(library.added):
        library.add(files)


def test_put_only_what_is_still_there(qtbot, library, home):
    library.add(found(home, "a.png", "b.png"))
    first, second = library.photos()
    library.remove([first.id])
    failure = Failure("empty", "the file is empty")
    with qtbot.waitSignal(library.changed) as told:
        library.put([replace(first, failure=failure), replace(second, failure=failure)])
    assert told.args[0] == [second.id]
    assert library.counts.total == library.counts.failed == 1


def test_remove_and_clear(qtbot, library, home):
    library.add(found(home, "a.png", "b.png", "c.png"))
    ids = [photo.id for photo in library.photos()]
    with qtbot.waitSignal(library.removed) as told:
        library.remove(ids[:1])
    assert told.args[0] == ids[:1]
    with qtbot.waitSignal(library.cleared), qtbot.waitSignal(library.removed) as told:
        library.clear()
    assert told.args[0] == ids[1:]
    assert library.photos() == []


def test_what_was_taken_out_comes_back_to_its_place(qtbot, library, home):
    library.add(found(home, "a.png", "b.png", "c.png", "d.png"))
    first, second, third, last = library.photos()
    failed = replace(second, digest="0" * 64, failure=Failure("empty", "it is empty"))
    library.put([failed])
    library.put_thumbnails({"0" * 64: b"jpeg"})
    with qtbot.waitSignal(library.removed) as told:
        assert library.take_out([second.id, third.id, 99]) == [second.id, third.id]
    assert told.args[0] == [second.id, third.id]
    assert library.photos() == [first, last]
    with (
        qtbot.waitSignals([library.restored, library.counted]),
        qtbot.waitSignal(library.waiting) as told,
    ):
        library.put_back([second.id, third.id])
    assert told.args[0] == [third.id]
    assert library.photos() == [first, failed, third, last]
    assert library.thumbnail(failed) == b"jpeg"
    assert library.counts.failed == 1


@pytest.mark.parametrize("how", ["forget", "clear", "add again"])
def test_what_was_taken_out_and_forgotten_stays_out(qtbot, library, home, how):
    files = found(home, "a.png", "b.png")
    library.add(files)
    first, _ = library.photos()
    library.take_out([first.id])
    if how == "forget":
        library.forget([first.id])
    elif how == "clear":
        library.clear()
    else:
        library.add(files)
    with qtbot.assertNotEmitted(library.restored):
        library.put_back([first.id])
    assert library.photo(first.id) is None
    assert len({photo.path for photo in library.photos()}) == len(library.photos())


def test_the_end_forgets_what_was_taken_out(qtbot, home):
    with opened(qtbot, home) as library:
        library.add(found(home, "a.png", "b.png"))
        library.take_out([library.photos()[0].id])
        kept = library.photos()
    with opened(qtbot, home) as library:
        assert library.photos() == kept


def test_the_next_start_has_it_all(qtbot, home):
    files = found(home, "a.png", "b.png")
    with opened(qtbot, home) as library:
        library.add(files)
        first, second = library.photos()
        digest = "0" * 64
        library.put_thumbnails({digest: b"jpeg"})
        library.put([replace(first, digest=digest, failure=Failure("empty", "it is empty"))])
        kept = library.photos()
    with opened(qtbot, home) as library:
        with qtbot.waitSignal(library.waiting) as told:
            pass
        assert library.photos() == kept
        assert told.args[0] == [second.id]
        assert library.thumbnail(kept[0]) == b"jpeg"
        assert library.thumbnail(kept[1]) is None


def test_what_was_added_before_the_session_was_there(qtbot, home):
    with opened(qtbot, home) as library:
        library.add(found(home, "a.png", "b.png"))
        old = library.photos()
    library = Library()
    library.open(home / "session.sqlite")
    library.add(found(home, "c.png", "a.png"))
    with qtbot.waitSignal(library.restored):
        pass
    assert library.photos()[:2] == old
    assert [photo.name for photo in library.photos()] == ["a.png", "b.png", "c.png"]
    library.close()


def test_a_changed_file_is_answered_anew_and_a_vanished_one_keeps_its_answer(qtbot, home):
    failure = Failure("empty", "it is empty")
    with opened(qtbot, home) as library:
        library.add(found(home, "changed.png", "same.png", "vanished.png"))
        library.put([replace(photo, failure=failure) for photo in library.photos()])
        changed, _same, vanished = library.photos()
    Path(changed.path).write_bytes(b"another content")
    os.utime(changed.path, ns=(1, 1))
    Path(vanished.path).unlink()
    with opened(qtbot, home) as library:
        with qtbot.waitSignal(library.waiting) as told:
            pass
        assert told.args[0] == [changed.id]
        assert [photo.state for photo in library.photos()] == [
            State.WAITING,
            State.FAILED,
            State.FAILED,
        ]
        assert library.photos()[0].found.mtime_ns == 1


def test_files_that_were_moved(qtbot, library, home):
    library.add(found(home, "a.png", "b.png"))
    first, second = library.photos()
    relocate(library, [(first.path, "/new/a.png"), (second.path, first.path), ("/none", "/x")])
    assert [photo.path for photo in library.photos()] == ["/new/a.png", second.path]
    with qtbot.assertNotEmitted(library.added):
        library.add([Found("/new/a.png")])


def test_a_damaged_file_and_a_folder_in_its_place(qtbot, home):
    (home / "session.sqlite").write_bytes(b"this is no database, whatever its name says")
    library = Library()
    with qtbot.waitSignal(library.notice) as told:
        library.open(home / "session.sqlite")
    assert told.args[0]
    library.close()

    (home / "folder" / "session.sqlite").mkdir(parents=True)
    library = Library()
    with qtbot.waitSignals([library.notice, library.restored]):
        library.open(home / "folder" / "session.sqlite")
    library.add(found(home, "a.png"))
    assert library.counts.total == 1
    library.close()


def test_closing_while_the_session_is_loaded(home):
    library = Library()
    library.open(home / "session.sqlite")
    library.close()
