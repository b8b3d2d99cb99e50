"""From paths to picture files, each by its one real path."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.services.intake import CHUNK, find
from desktop.services.photo import Found


def found(*paths: Path | str) -> list[Found]:
    return [file for chunk in find(map(str, paths), lambda: False) for file in chunk]


def names(*paths: Path | str) -> list[str]:
    return [file.path for file in found(*paths)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pictures, one of them in a sub-folder, beside what is none."""
    folder = tmp_path / "holiday"
    (folder / "beach").mkdir(parents=True)
    for name in ("cat.jpg", "beach/dog.PNG", "notes.txt", "._cat.jpg"):
        (folder / name).write_bytes(b"some bytes")
    return folder


def test_files_come_with_size_and_time(folder):
    os.utime(folder / "cat.jpg", ns=(1, 17 * 10**17 + 5))
    assert found(folder / "cat.jpg") == [Found(str(folder / "cat.jpg"), 10, 17 * 10**17 + 5)]
    assert found(folder)[0] == found(folder / "cat.jpg")[0]


def test_folders_are_searched_with_their_sub_folders(folder):
    wanted = [str(folder / "cat.jpg"), str(folder / "beach" / "dog.PNG")]
    assert names(folder) == wanted
    assert names(f"{folder}{os.sep}") == wanted


def test_what_somebody_names_is_listed_whatever_it_is_called(folder):
    assert names(folder / "notes.txt") == [str(folder / "notes.txt")]


def test_what_is_not_there_is_listed_without_size(folder):
    assert found(folder / "none.jpg") == [Found(str(folder / "none.jpg"))]
    assert found(folder / "none" / "cat.jpg") == [Found(str(folder / "none" / "cat.jpg"))]
    assert found(folder / "cat.jpg" / "x.jpg") == [Found(str(folder / "cat.jpg" / "x.jpg"))]


def test_a_file_has_one_path_however_it_was_reached(folder, tmp_path):
    picture = str(folder / "cat.jpg")
    (tmp_path / "linked").symlink_to(folder)
    (tmp_path / "link.jpg").symlink_to(folder / "cat.jpg")
    (folder / "beach" / "again.jpg").symlink_to("../cat.jpg")
    ways = [
        folder / "beach" / ".." / "cat.jpg",
        tmp_path / "linked" / "cat.jpg",
        tmp_path / "linked" / "beach" / ".." / "cat.jpg",
        tmp_path / "link.jpg",
        folder / "beach" / "again.jpg",
        f"{folder}/./cat.jpg",
        f"{folder}/cat.jpg/",
    ]
    assert names(*ways) == [picture] * len(ways)
    assert found(tmp_path / "link.jpg")[0].size == 10
    assert set(names(tmp_path / "linked")) == {picture, str(folder / "beach" / "dog.PNG")}


def test_dots_behind_a_link_are_resolved_by_the_disk(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "way").symlink_to(folder / "beach")
    assert names(elsewhere / "way" / ".." / "cat.jpg") == [str(folder / "cat.jpg")]
    assert names(f"{elsewhere}/way/..")[0] == str(folder / "cat.jpg")


def test_links_that_lead_nowhere_or_in_circles(tmp_path):
    (tmp_path / "dangling.jpg").symlink_to(tmp_path / "none.jpg")
    (tmp_path / "circle.jpg").symlink_to(tmp_path / "circle.jpg")
    (tmp_path / "around").symlink_to(tmp_path)
    assert found(tmp_path) == [
        Found(str(tmp_path / "circle.jpg")),
        Found(str(tmp_path / "none.jpg")),
    ]


def test_a_folder_that_cannot_be_read_is_listed(folder):
    locked = folder / "beach"
    locked.chmod(0)
    try:
        readable = os.access(locked, os.R_OK)
        last = names(folder)[-1]
    finally:
        locked.chmod(0o700)
    assert last == str(locked / "dog.PNG" if readable else locked)  # nothing is locked for root


def test_names_that_are_no_text(tmp_path):
    raw = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    Path(os.fsdecode(raw)).write_bytes(b"x")
    assert [os.fsencode(path) for path in names(tmp_path)] == [raw]
    assert [os.fsencode(path) for path in names(os.fsdecode(raw))] == [raw]


def test_many_files_come_in_chunks(tmp_path):
    paths = [str(tmp_path / f"{at:05}.jpg") for at in range(3 * CHUNK + 1)]
    chunks = list(find(paths, lambda: False))
    assert [file.path for chunk in chunks for file in chunk] == paths
    assert max(map(len, chunks)) <= CHUNK


def test_a_search_ends_when_it_is_cancelled(tmp_path):
    paths = [str(tmp_path / f"{at}.jpg") for at in range(3 * CHUNK)]
    stopped = False
    chunks = find(paths, lambda: stopped)
    next(chunks)
    stopped = True
    assert list(chunks) == []


def test_a_search_without_any_picture_can_be_cancelled(tmp_path):
    for at in range(5):
        (tmp_path / str(at)).mkdir()
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked == 3

    assert list(find([str(tmp_path)], cancelled)) == []
    assert asked == 3
