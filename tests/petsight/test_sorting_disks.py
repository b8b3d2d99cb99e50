"""Disks that are full, read-only, slow to take links, or other ones."""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from petsight.errors import DestinationError, JournalError
from petsight.sorting import sort_files, undo
from tests.petsight.sorting_support import (
    cats,
    names,
    other_disk,
    remount,
    small_disk,
    sort,
    tree,
    write,
)
from tests.petsight.test_paths import without_privileges

KIB = 2**10


@pytest.fixture
def photos(tmp_path):
    return [write(tmp_path / "from" / f"{n}.jpg", bytes([n]) * 20 * KIB) for n in range(4)]


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that everybody may reach and write to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


@pytest.mark.parametrize("move", [False, True])
def test_a_full_disk_stops_and_the_next_run_goes_on(photos, tmp_path, move):
    before = tree(tmp_path / "from")
    with small_disk(tmp_path / "disk", "size=64k") as disk:
        full = sort_files(cats(photos), disk, move=move)
        assert isinstance(full.stopped, DestinationError | JournalError)
        assert "No space left on device" in full.stopped.message
        assert 0 < full.counts["cat"] < 4
        assert len(names(disk)) == full.counts["cat"]
        assert len(names(tmp_path / "from")) == (4 - full.counts["cat"] if move else 4)
        still_full = sort_files(cats(photos), disk, move=move)
        assert still_full.stopped is not None
        remount(disk, "size=1m")
        journal = sort(cats(photos), disk, move=move)
        assert journal == full.journal
        assert names(disk) == [f"cat/{n}.jpg" for n in range(4)]
        assert undo(journal).kept == []
        assert list(disk.iterdir()) == []
    assert tree(tmp_path / "from") == before


@pytest.mark.parametrize("move", [False, True])
def test_a_read_only_disk(photos, tmp_path, move):
    with small_disk(tmp_path / "disk", "ro") as disk:
        done = sort_files(cats(photos), disk / "sorted", move=move)
        assert isinstance(done.stopped, DestinationError)
        assert done.stopped.message.endswith("cannot be used (Read-only file system)")
    assert len(names(tmp_path / "from")) == 4


def test_moving_from_a_read_only_disk_leaves_everything(photos, tmp_path):
    """What can be copied and not removed would be there twice."""
    with small_disk(tmp_path / "disk", "size=1m") as disk:
        card = [write(disk / photo.name, photo.read_bytes()) for photo in photos]
        remount(disk, "ro")
        done = sort_files(cats(card), tmp_path / "sorted", move=True)
        assert {error.message for _, error in done.failures} == {
            "it cannot be taken out of its folder (Read-only file system)"
        }
        assert len(names(disk)) == 4
        assert names(tmp_path / "sorted") == []
        assert done.journal is not None
        assert done.journal.read_text().count('"dropped"') == 4
        assert sort_files(cats(card), tmp_path / "sorted").counts == {"cat": 4}


def test_a_folder_without_permission_to_write(photos, public):
    (public / "sorted").mkdir(mode=0o555)
    sources = [write(public / photo.name, photo.read_bytes()) for photo in photos]
    with without_privileges():
        done = sort_files(cats(sources), public / "sorted")
        nested = sort_files(cats(sources), public / "sorted" / "new")
    for each in (done, nested):
        assert isinstance(each.stopped, DestinationError)
        assert each.stopped.message.endswith("cannot be used (Permission denied)")
        assert each.journal is None


def test_one_folder_without_permission_does_not_stop_the_others(photos, public):
    sources = [write(public / photo.name, photo.read_bytes()) for photo in photos]
    (public / "sorted").mkdir()
    (public / "sorted").chmod(0o777)
    (public / "sorted" / "cat").mkdir(mode=0o555)
    with without_privileges():
        done = sort_files(
            zip(sources, ["cat", "dog", "cat", "dog"], strict=True), public / "sorted"
        )
    assert [error.message for _, error in done.failures] == [
        "it cannot be copied (Permission denied)"
    ] * 2
    assert (done.counts, done.stopped) == ({"dog": 2}, None)


def test_moving_out_of_a_locked_folder_leaves_everything(photos, public):
    sources = [write(public / "locked" / photo.name, photo.read_bytes()) for photo in photos]
    (public / "locked").chmod(0o555)
    with without_privileges():
        done = sort_files(cats(sources), public / "sorted", move=True)
        assert len(done.failures) == 4
        assert (len(names(public / "locked")), names(public / "sorted")) == (4, [])
    (public / "locked").chmod(0o755)


def test_a_file_that_may_not_be_read_is_told(photos, public):
    secret = write(public / "secret.jpg")
    secret.chmod(0)
    with without_privileges():
        done = sort_files(cats([secret]), public / "sorted")
    assert [error.message for _, error in done.failures] == [
        "it cannot be copied (Permission denied)"
    ]


def test_a_file_too_large_for_the_disk_costs_only_itself(photos, tmp_path):
    """As on a memory stick, which takes no more than 4 GB a file."""
    large = write(tmp_path / "from" / "large.jpg", bytes(200 * KIB))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100 * KIB, limits[1]))
    try:
        done = sort_files(cats([large, *photos]), tmp_path / "sorted")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [error.message for _, error in done.failures] == ["it cannot be copied (File too large)"]
    assert names(tmp_path / "sorted") == [f"cat/{n}.jpg" for n in range(4)]


def test_a_number_that_makes_a_name_too_long(tmp_path):
    long = [write(tmp_path / folder / ("n" * 251 + ".jpg"), folder.encode()) for folder in "ab"]
    done = sort_files(cats(long), tmp_path / "sorted")
    assert [error.message for _, error in done.failures] == [
        "it cannot be copied (File name too long)"
    ]
    assert done.counts == {"cat": 1}


@pytest.mark.parametrize("move", [False, True])
def test_another_disk(photos, tmp_path, move):
    before = tree(tmp_path / "from")
    with other_disk(tmp_path) as disk:
        journal = sort(cats(photos), disk / "sorted", move=move)
        assert {name: facts for name, facts in tree(disk / "sorted").items() if facts} == {
            f"cat/{name}": facts for name, facts in before.items()
        }
        assert len(names(tmp_path / "from")) == (0 if move else 4)
        assert undo(journal).kept == []
        assert list(disk.iterdir()) == []
    assert tree(tmp_path / "from") == before
