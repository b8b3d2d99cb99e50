"""Which files are no longer what was answered."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.services.changes import CHUNK, changed
from desktop.services.photo import Failure, Found, Photo
from tests.desktop.services.making import answer

NEVER = lambda: False  # noqa: E731


def found(path) -> Found:
    status = Path(path).stat()
    return Found(os.fspath(path), status.st_size, status.st_mtime_ns)


def known(id_, path) -> Photo:
    return Photo(id_, found(path), prediction=answer())


def all_changed(photos) -> list[Found]:
    return [file for chunk in changed(photos, NEVER) for file in chunk]


def test_untouched_files_are_not_told(tmp_path):
    file = tmp_path / "a.jpg"
    file.write_bytes(b"1")
    assert list(changed([known(1, file)], NEVER)) == []


def test_another_size_or_time_is_told(tmp_path):
    one, two, three = (tmp_path / name for name in ("1.jpg", "2.jpg", "3.jpg"))
    for file in (one, two, three):
        file.write_bytes(b"1")
    photos = [known(number, file) for number, file in enumerate((one, two, three))]
    one.write_bytes(b"22")
    os.utime(one, ns=(0, photos[0].found.mtime_ns))
    os.utime(two, ns=(0, 7))
    assert all_changed(photos) == [found(one), found(two)]


def test_what_vanished_keeps_its_answer(tmp_path):
    file = tmp_path / "a.jpg"
    file.write_bytes(b"1")
    photo = known(1, file)
    file.unlink()
    odd = Photo(2, Found("/a\x00b"), prediction=answer())
    assert all_changed([photo, odd]) == []


def test_what_failed_is_looked_at_and_what_waits_is_not(tmp_path):
    file = tmp_path / "a.jpg"
    failed = Photo(1, Found(os.fspath(file)), failure=Failure("no_such_file", "it is gone"))
    waiting = Photo(2, Found(os.fspath(file)))
    file.write_bytes(b"1")
    assert all_changed([failed, waiting]) == [found(file)]


def test_chunks_and_cancelling(tmp_path):
    file = tmp_path / "a.jpg"
    file.write_bytes(b"1")
    photos = [Photo(n, Found(os.fspath(file)), prediction=answer()) for n in range(CHUNK + 1)]
    assert [len(chunk) for chunk in changed(photos, NEVER)] == [CHUNK, 1]
    asked = iter([False] * 10 + [True])
    assert list(changed(photos, lambda: next(asked))) == []


def test_names_that_are_no_text(tmp_path):
    file = tmp_path / "\udcff.jpg"
    file.write_bytes(b"1")
    photo = Photo(1, Found(os.fspath(file), 5, 5), prediction=answer())
    assert [changed.path for changed in all_changed([photo])] == [os.fspath(file)]
