"""Names of folders and files that every disk takes, and that never meet."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from petsight.sorting import sort_files
from petsight.sorting.names import Names, folder_name, numbered
from tests.petsight.sorting_support import cats, names, tree, write


@pytest.fixture
def photos(tmp_path):
    """Three files, two of one name."""
    return [
        write(tmp_path / "from" / name, content)
        for name, content in (("a/p.jpg", b"1"), ("b/p.jpg", b"2"), ("b/q.jpg", b"3"))
    ]


@pytest.mark.parametrize("move", [False, True])
def test_equal_names_get_numbers_in_order(photos, destination, move):
    write(destination / "cat" / "p.jpg", b"a stranger")
    sort_files(cats(photos), destination, move=move)
    found = {name: facts[0] for name, facts in tree(destination).items() if facts}
    assert found == {
        "cat/p.jpg": b"a stranger",
        "cat/p (2).jpg": b"1",
        "cat/p (3).jpg": b"2",
        "cat/q.jpg": b"3",
    }


def test_names_that_differ_in_case_alone_are_equal(tmp_path, destination):
    photos = [write(tmp_path / name) for name in ("P.JPG", "p.jpg", "ß.png", "SS.png")]
    sort_files(cats(photos), destination)
    assert names(destination) == ["cat/P.JPG", "cat/SS (2).png", "cat/p (2).jpg", "cat/ß.png"]


def test_a_name_taken_in_the_last_moment_is_left_alone(photos, destination, monkeypatch):
    """Another program writes there between our look into the folder and our step."""
    link = os.link

    def late(old, new):
        if Path(new).name == "p.jpg":
            Path(new).write_bytes(b"a stranger")
        link(old, new)

    monkeypatch.setattr(os, "link", late)
    done = sort_files(cats(photos[:1]), destination)
    found = {name: facts[0] for name, facts in tree(destination).items() if facts}
    assert found == {"cat/p.jpg": b"a stranger", "cat/p (2).jpg": b"1"}
    assert done.counts == {"cat": 1}


def test_names_given_before_are_not_tried_again(tmp_path):
    """Or a hundred thousand IMG_0001.jpg would take for ever."""

    def lies_there(name: str) -> bool:
        pytest.fail(f"{name} is tried again")

    given = Names(tmp_path)
    assert [given.choose("cat", "p.jpg", lies_there) for _ in range(3)] == [
        ("p.jpg", False),
        ("p (2).jpg", False),
        ("p (3).jpg", False),
    ]


def test_odd_names(destination, tmp_path):
    odd = [b".hidden.jpg", b"no-extension", b"\xff\xfe.jpg", "猫 🐈.jpg".encode(), b"new\nline.jpg"]
    folder = os.fsencode(tmp_path)
    photos = [write(Path(os.fsdecode(folder + b"/" + name))) for name in odd]
    sort_files(cats(photos), destination)
    assert {os.fsencode(path.name) for path in (destination / "cat").iterdir()} == set(odd)
    assert sort_files(cats(photos), destination).already_there == len(odd)


@pytest.mark.parametrize(
    ("answer", "folder"),
    [
        ("cat and dog", "cat and dog"),
        ("猫", "猫"),
        ("a/b", "a%2Fb"),
        ("a%2Fb", "a%252Fb"),
        ("..", "%2E%2E"),
        (" x.", "%20x%2E"),
        ("con", "%63on"),
        ("CON.x", "%43ON.x"),
        ("a\nb\0", "a%0Ab%00"),
        ("\ud800", "%ED%A0%80"),
        ("what?", "what%3F"),
    ],
)
def test_a_folder_is_named_so_that_any_disk_takes_it(answer, folder, photos, destination):
    assert folder_name(answer) == folder
    assert sort_files([(photos[0], answer)], destination).counts == {folder: 1}
    assert names(destination) == [f"{folder}/p.jpg"]


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("photo.jpg", "photo (2).jpg"),
        ("photo", "photo (2)"),
        (".hidden", ".hidden (2)"),
        ("a.tar.gz", "a.tar (2).gz"),
        ("dot.", "dot (2)."),
    ],
)
def test_numbers_stand_before_the_extension(name, second):
    assert (numbered(name, 1), numbered(name, 2)) == (name, second)
