"""Finding pictures in folders."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest

from petsight.discovery import find_pictures, looks_like_picture
from petsight.errors import ImageError
from petsight.image import open_image


@pytest.fixture
def tree(tmp_path):
    """A folder with pictures, other files and two levels of sub-folders."""
    for name in ("b.jpg", "a.PNG", "notes.txt", "B.webp", "._b.jpg", "sub/c.heic", "sub/x/d.gif"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (tmp_path / "folder.jpg").mkdir()
    return tmp_path


def names(tree: Path, recursive: bool = False) -> list[str]:
    return [path.relative_to(tree).as_posix() for path in find_pictures([tree], recursive)]


def test_a_folder_lists_its_own_pictures_sorted(tree):
    assert names(tree) == ["B.webp", "a.PNG", "b.jpg"]


def test_recursive_lists_sub_folders_after(tree):
    assert names(tree, recursive=True) == ["B.webp", "a.PNG", "b.jpg", "sub/c.heic", "sub/x/d.gif"]


def test_named_files_are_listed_whatever_they_are_called(tree):
    named = [tree / "notes.txt", tree / "none.jpg", "b\0d", "x" * 5000]
    assert list(find_pictures(named)) == [Path(path) for path in named]


def test_paths_keep_their_order(tree):
    found = find_pictures([tree / "b.jpg", tree / "sub", tree / "b.jpg"])
    assert list(found) == [tree / "b.jpg", tree / "sub" / "c.heic", tree / "b.jpg"]


def test_an_empty_folder_has_none(tmp_path):
    assert names(tmp_path, recursive=True) == []


def test_links_that_lead_in_circles_end(tree):
    (tree / "sub" / "up").symlink_to(tree, target_is_directory=True)
    (tree / "sub" / "self.jpg").symlink_to(tree / "sub" / "self.jpg")
    assert names(tree, recursive=True) == [
        *("B.webp", "a.PNG", "b.jpg", "sub/c.heic", "sub/self.jpg", "sub/x/d.gif")
    ]


def test_a_folder_is_visited_once_however_many_links_lead_there(tree, tmp_path):
    for at in range(5):
        (tree / f"link{at}").symlink_to(tree / "sub", target_is_directory=True)
    found = names(tree, recursive=True)
    assert found == ["B.webp", "a.PNG", "b.jpg", "link0/c.heic", "link0/x/d.gif"]


def test_a_dangling_link_is_listed_for_its_error(tree):
    (tree / "sub" / "gone.jpg").symlink_to(tree / "nowhere.jpg")
    assert "sub/gone.jpg" in names(tree, recursive=True)


def test_names_that_are_not_utf8(tmp_path):
    raw = os.fsencode(tmp_path) + b"/\xff\xfe.jpg"
    Path(os.fsdecode(raw)).write_bytes(b"")
    assert [os.fsencode(path) for path in find_pictures([tmp_path])] == [raw]


def test_many_levels_need_no_stack(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    deepest = Path()
    for _ in range(1200):
        deepest /= "d"
        deepest.mkdir()
    (deepest / "deep.jpg").write_bytes(b"")
    found = list(find_pictures(["."], recursive=True))
    (deepest / "deep.jpg").unlink()
    for folder in (deepest, *list(deepest.parents)[:-1]):  # pytest's own clean-up needs the stack
        folder.rmdir()
    assert found == [deepest / "deep.jpg"]


def test_an_unreadable_folder_is_listed_for_its_error(tree, monkeypatch):
    monkeypatch.chdir(tree)
    tree.chmod(0o755)
    locked = Path("sub")
    locked.chmod(0)
    with as_nobody():
        found = list(find_pictures(["."], recursive=True))
        with pytest.raises(ImageError):
            open_image(locked)
    locked.chmod(0o755)
    assert [str(path) for path in found] == ["B.webp", "a.PNG", "b.jpg", "sub"]


@contextlib.contextmanager
def as_nobody():
    """Give up root's right to read everything, for a moment; other users have none to give up."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.parametrize("name", ["a.jpg", "a.JPEG", "a.b.Webp", "a.tif", "a.heic", "a.avif"])
def test_looks_like_picture(name):
    assert looks_like_picture(name)


@pytest.mark.parametrize("name", ["jpg", ".jpg", "a.jpg.txt", "a.mp4", "a", "._a.jpg", "a.jpg~"])
def test_looks_like_something_else(name):
    assert not looks_like_picture(name)
