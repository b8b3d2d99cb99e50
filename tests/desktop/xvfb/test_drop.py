"""Real drag and drop: another program's window, the X server between, the shipped model."""

from __future__ import annotations

import select
import shutil
import socket
from pathlib import Path

import pytest

from tests.desktop.xvfb.user import User

NAMES = [
    "plain.jpg",
    "two  spaces and 100% #1?.jpg",
    "naïve façade — 猫 кошка.jpg",
]


@pytest.fixture
def picture(golden_inputs: Path) -> Path:
    return golden_inputs / "baseline.jpg"


@pytest.mark.parametrize("name", NAMES)
def test_one_file_is_answered(app: User, picture: Path, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    shutil.copy(picture, path)

    assert app.drag_in("paths", [path]) == "CopyAction"
    app.read(name, "this device")


def test_many_files_are_answered(app: User, picture: Path, tmp_path: Path) -> None:
    paths = [tmp_path / f"photo {number}.jpg" for number in range(12)]
    for path in paths:
        shutil.copy(picture, path)

    assert app.drag_in("paths", paths) == "CopyAction"
    for path in paths[:3]:
        app.read(path.name, "this device")
    app.read("All", "12")


def test_a_folder_gives_all_that_is_in_it(app: User, picture: Path, tmp_path: Path) -> None:
    inner = tmp_path / "trip" / "second day"
    inner.mkdir(parents=True)
    shutil.copy(picture, inner / "deep.jpg")
    shutil.copy(picture, inner.parent / "top.jpg")
    (inner / "notes.txt").write_text("no picture")

    assert app.drag_in("paths", [inner.parent]) == "CopyAction"
    app.read("deep.jpg", "this device")
    app.read("top.jpg", "this device")
    assert not app.sees("notes.txt")


def test_image_data_is_kept_and_answered(app: User, picture: Path, home: Path) -> None:
    assert app.drag_in("image", [picture]) == "CopyAction"

    app.read("Pasted picture.png", "this device")
    assert list((home / "data").rglob("Pasted picture.png"))


def test_a_link_is_asked_about_and_not_followed(app: User) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        link = f"https://127.0.0.1:{server.getsockname()[1]}/cat.jpg"
        assert app.drag_in("link", [link]) == "CopyAction"

        app.read("Fetch this picture from 127.0.0.1?")
        app.press("Cancel")
        app.wait_until_gone("Fetch this picture")
        waiting, _, _ = select.select([server], [], [], 0)
        assert not waiting, "somebody connected"


def test_what_is_no_picture_and_no_file_is_refused(app: User) -> None:
    assert app.drag_in("text", ["just a sentence"]) == "IgnoreAction"
