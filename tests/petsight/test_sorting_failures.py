"""Disks that lie, fail or lack something, and Ctrl-C at any step: nothing is lost."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path

import pytest

from petsight.errors import JournalError
from petsight.sorting import sort_files, undo
from tests.petsight.sorting_support import (
    cats,
    names,
    other_disk,
    sort,
    tree,
    write,
)

KIB = 2**10


@pytest.fixture
def photos(tmp_path):
    return [write(tmp_path / "from" / f"{n}.jpg", bytes([n]) * 20 * KIB) for n in range(4)]


def test_nobody_else_can_read_a_copy_that_is_under_way(photos, tmp_path, monkeypatch):
    """The content is written before the permissions are: `copystat` marks the moment between."""
    copystat, modes = shutil.copystat, []

    def watched(old, new):
        modes.append(stat.S_IMODE(Path(new).stat().st_mode))
        copystat(old, new)

    monkeypatch.setattr(shutil, "copystat", watched)
    photos[0].chmod(0o640)
    sort(cats(photos[:1]), tmp_path / "sorted")
    assert modes == [0o600]
    assert stat.S_IMODE((tmp_path / "sorted" / "cat" / "0.jpg").stat().st_mode) == 0o640


def test_a_copy_that_differs_never_costs_the_file(photos, tmp_path, monkeypatch):
    """The other disk lies about what it wrote."""
    fsync = os.fsync

    def corrupting(handle):
        name = Path(f"/proc/self/fd/{handle}").readlink()
        if name.suffix == ".part":
            os.pwrite(handle, b"X", 0)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", corrupting)
    with other_disk(tmp_path) as disk:
        done = sort_files(cats(photos), disk, move=True)
        assert {error.message for _, error in done.failures} == {
            "it cannot be moved (the copy differs from the file)"
        }
        assert names(disk) == []
    assert len(names(tmp_path / "from")) == 4


def test_a_disk_that_keeps_no_times(photos, tmp_path, monkeypatch):
    """A copy without its time is none."""

    def utime(*_arguments, **_options):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "utime", utime)
    done = sort_files(cats(photos), tmp_path / "sorted")
    assert {error.message for _, error in done.failures} == {
        "it cannot be copied (Operation not permitted)"
    }
    assert names(tmp_path / "sorted") == []


@pytest.mark.parametrize(("number", "moved"), [(errno.EIO, 0), (errno.EINVAL, 4)])
def test_a_folder_that_cannot_be_brought_to_the_disk(photos, tmp_path, monkeypatch, number, moved):
    """A failure keeps the file where it is; a share that knows no such thing is no failure."""
    fsync = os.fsync

    def failing(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", failing)
    with other_disk(tmp_path) as disk:
        done = sort_files(cats(photos), disk, move=True)
        assert len(done.failures) == 4 - moved
        assert (len(names(disk)), len(names(tmp_path / "from"))) == (moved, 4 - moved)


@pytest.mark.parametrize("move", [False, True])
def test_a_disk_without_hard_links(photos, tmp_path, monkeypatch, move):
    """A FAT file system, which only an administrator could make for a test."""

    def link(*_names):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    before = tree(tmp_path / "from")
    write(tmp_path / "sorted" / "cat" / "0.jpg", b"a stranger")
    journal = sort(cats(photos), tmp_path / "sorted", move=move)
    assert (tmp_path / "sorted" / "cat" / "0.jpg").read_bytes() == b"a stranger"
    assert len(names(tmp_path / "sorted")) == 5
    assert undo(journal).kept == []
    assert tree(tmp_path / "from") == before


@pytest.mark.parametrize("move", [False, True])
def test_a_kill_on_a_disk_without_hard_links(photos, tmp_path, monkeypatch, move):
    """The name is taken with an empty file; a kill right then leaves that behind."""

    def link(*_names):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    def killed(*_names):
        raise KeyboardInterrupt

    before = tree(tmp_path / "from")
    with monkeypatch.context() as patch:
        patch.setattr(os, "link", link)
        patch.setattr(os, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            sort_files(cats(photos), tmp_path / "sorted", move=move)
    assert (tmp_path / "sorted" / "cat" / "0.jpg").read_bytes() == b""
    journal = sort(cats(photos), tmp_path / "sorted", move=move)
    assert names(tmp_path / "sorted") == [f"cat/{n}.jpg" for n in range(4)]
    assert undo(journal).kept == []
    assert tree(tmp_path / "from") == before


@pytest.mark.parametrize("call", ["unlink", "link", "fsync", "utime"])
@pytest.mark.parametrize("disk", ["this", "other"])
def test_ctrl_c_at_any_step_of_a_move_loses_nothing(photos, tmp_path, monkeypatch, call, disk):
    """An interrupt comes after a step as well as before it."""
    real = getattr(os, call)

    def interrupted(*arguments, **options):
        real(*arguments, **options)
        raise KeyboardInterrupt

    before = tree(tmp_path / "from")
    with other_disk(tmp_path) as other:
        destination = (other if disk == "other" else tmp_path) / "sorted"
        with monkeypatch.context() as patch:
            patch.setattr(os, call, interrupted)
            if (call, disk) == ("utime", "this"):  # a rename keeps times by itself
                sort_files(cats(photos), destination, move=True)
            else:
                with pytest.raises(KeyboardInterrupt):
                    sort_files(cats(photos), destination, move=True)
        done = sort_files(cats(photos), destination, move=True)
        assert names(destination) == [f"cat/{n}.jpg" for n in range(4)]
        assert names(tmp_path / "from") == []
        journal = done.journal or destination / "petsight-sort-1.jsonl"
        assert undo(journal).kept == []
    assert tree(tmp_path / "from") == before


def test_a_journal_that_cannot_be_written_stops(photos, tmp_path, monkeypatch):
    real = os.write
    lines = 0

    def failing(handle, data):
        nonlocal lines
        lines += 1
        if lines == 6:  # the start, the folder, one picture, and the next is announced
            real(handle, data[:3])
            raise OSError(errno.EIO, "Input/output error")
        return real(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing)
        done = sort_files(cats(photos), tmp_path / "sorted")
    assert isinstance(done.stopped, JournalError)
    assert done.stopped.message == (
        "the journal petsight-sort-1.jsonl cannot be written (Input/output error)"
    )
    assert sort_files(cats(photos), tmp_path / "sorted").stopped is None
    assert names(tmp_path / "sorted") == [f"cat/{n}.jpg" for n in range(4)]


def test_a_journal_that_cannot_be_begun_leaves_nothing(photos, tmp_path, monkeypatch):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    done = sort_files(cats(photos), tmp_path / "sorted")
    assert isinstance(done.stopped, JournalError)
    assert done.journal is None
    assert list((tmp_path / "sorted").iterdir()) == []
