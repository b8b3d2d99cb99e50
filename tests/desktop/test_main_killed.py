"""Quit or killed in the middle: nothing is lost, and the next start goes on."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.services.folders import standard_folders
from desktop.services.photo import Photo
from desktop.services.session_store import connect_to_read, read_photos
from tests.desktop.bridge.desks import pictures
from tests.desktop.processes import app

COUNT = 120


@pytest.fixture
def photos(home) -> Path:
    folder: Path = home / "photos"
    pictures(folder, *["cat", "dog", "neither"] * (COUNT // 3))
    return folder


def wait_until_all_are_written(state: Callable[[Photo], bool] = lambda _: True) -> None:
    """Wait for the session file, which tells nobody when it is written."""
    deadline = time.monotonic() + 30
    while True:
        with contextlib.closing(connect_to_read(standard_folders().session)) as connection:
            if sum(map(state, read_photos(connection))) == COUNT:
                return
        assert time.monotonic() < deadline, "the session is not written"
        time.sleep(0.01)


@pytest.mark.parametrize("end", ["kill", "close"])
def test_in_the_middle_of_a_batch(photos, end):
    with app(str(photos)) as first:
        first.until("answers")
        first.tell("pause")
        wait_until_all_are_written()
        if end == "kill":
            first.process.kill()
        else:
            assert first.close()["threads"] == []
    with app() as second:
        assert second.until("restored")["total"] == COUNT
        done = second.until("idle")
        assert (done["total"], done["waiting"], done["failed"]) == (COUNT, 0, 0)
        assert sum(done["answers"].values()) == COUNT
        second.close()


def test_before_all_are_answered_again(photos):
    with app(str(photos)) as first:
        done = first.until("idle")
        first.tell("pause")
        first.tell("again")
        wait_until_all_are_written(lambda photo: photo.asked is not None)
        first.process.kill()
    with app() as second:
        assert second.until("restored")["total"] == COUNT
        asked = len(second.until("answers")["answers"])
        while asked < COUNT:
            asked += len(second.until("answers")["answers"])
        assert second.until("idle")["answers"] == done["answers"]
        second.close()
    wait_until_all_are_written(lambda photo: photo.asked is None)


def test_killed_once_it_was_written(photos):
    with app(str(photos)) as first:
        done = first.until("idle")
        first.close()
    with app() as second:
        assert second.until("restored")["total"] == COUNT
        second.process.kill()
    with app() as third:
        third.until("restored")
        assert third.close()["answers"] == done["answers"]


def test_pictures_that_vanished_keep_their_answers(photos):
    with app(str(photos)) as first:
        done = first.until("idle")
        first.close()
    shutil.rmtree(photos)
    with app() as second:
        assert second.until("restored")["total"] == COUNT
        assert second.close()["answers"] == done["answers"]
