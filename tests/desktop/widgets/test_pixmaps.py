"""Thumbnails in memory."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.services.photo import Found, Photo
from desktop.widgets.pixmaps import MAX_WANTED, Pixmaps
from tests.petsight.pictures import flat


def photo(number: int, digest: str | None = "d") -> Photo:
    return Photo(number, Found(f"/{number}.jpg"), digest)


@pytest.fixture
def pixmaps(qtbot: QtBot) -> Pixmaps:
    """Return pixmaps of which four fit into memory."""
    data = flat("JPEG", (100, 50))
    return Pixmaps(lambda _photo: data, max_bytes=4 * 100 * 50 * 4)


def test_a_thumbnail_is_decoded_when_it_is_asked_for(pixmaps: Pixmaps, qtbot: QtBot):
    with qtbot.waitSignal(pixmaps.ready) as ready:
        assert pixmaps.get(photo(1)) is None
    assert ready.args == [1]
    pixmap = pixmaps.get(photo(1))
    assert pixmap is not None
    assert (pixmap.width(), pixmap.height()) == (100, 50)


def test_memory_stays_within_its_bound_and_the_latest_stay(pixmaps: Pixmaps, qtbot: QtBot):
    for number in range(20):
        with qtbot.waitSignal(pixmaps.ready):
            pixmaps.get(photo(number))
        assert pixmaps.used_bytes <= 4 * 100 * 50 * 4
    assert pixmaps.used_bytes == 4 * 100 * 50 * 4
    assert pixmaps.get(photo(19)) is not None
    assert pixmaps.get(photo(15)) is None


def test_what_was_drawn_lately_is_kept(pixmaps: Pixmaps, qtbot: QtBot):
    for number in range(4):
        with qtbot.waitSignal(pixmaps.ready):
            pixmaps.get(photo(number))
    assert pixmaps.get(photo(0)) is not None
    with qtbot.waitSignal(pixmaps.ready):
        pixmaps.get(photo(4))
    assert pixmaps.get(photo(0)) is not None
    assert pixmaps.get(photo(1)) is None


def test_what_was_asked_for_last_comes_first(pixmaps: Pixmaps, qtbot: QtBot):
    order: list[int] = []
    pixmaps.ready.connect(order.append)
    for number in range(3):
        pixmaps.get(photo(number))
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == [2, 1, 0]


def test_what_scrolled_past_long_ago_is_not_decoded(qtbot: QtBot):
    data = flat("JPEG", (100, 50))
    pixmaps = Pixmaps(lambda _photo: data)
    ready: list[int] = []
    pixmaps.ready.connect(ready.append)
    for number in range(MAX_WANTED + 10):
        pixmaps.get(photo(number))
    qtbot.waitUntil(lambda: len(ready) == MAX_WANTED)
    assert min(ready) == 10


def test_a_file_that_changed_is_decoded_anew(pixmaps: Pixmaps, qtbot: QtBot):
    with qtbot.waitSignal(pixmaps.ready):
        pixmaps.get(photo(1))
    assert pixmaps.get(replace(photo(1), digest="another")) is None


def test_a_picture_that_was_never_read_has_none(pixmaps: Pixmaps, qtbot: QtBot):
    with qtbot.assertNotEmitted(pixmaps.ready, wait=20):
        pixmap = pixmaps.get(photo(1, digest=None))
    assert pixmap is not None
    assert pixmap.isNull()


@pytest.mark.parametrize("data", [None, b"no picture"], ids=["missing", "damaged"])
def test_a_missing_thumbnail_is_looked_for_once_until_something_changes(
    qtbot: QtBot, data: bytes | None
):
    asked: list[int] = []

    def load(photo: Photo) -> bytes | None:
        asked.append(photo.id)
        return data

    pixmaps = Pixmaps(load)
    with qtbot.waitSignal(pixmaps.ready):
        pixmaps.get(photo(1))
    pixmap = pixmaps.get(photo(1))
    assert pixmap is not None
    assert pixmap.isNull()
    assert asked == [1]
    pixmaps.look_again([1, 2])
    with qtbot.waitSignal(pixmaps.ready):
        assert pixmaps.get(photo(1)) is None
    assert asked == [1, 1]
