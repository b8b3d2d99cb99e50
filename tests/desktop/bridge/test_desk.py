"""Everything together: wired, closed at any moment, and quiet about names."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData

from desktop.bridge.desk import Desk
from desktop.bridge.jobs import start
from desktop.bridge.settings import Settings
from desktop.services.preferences import PreferenceStore
from petsight.mode import Mode
from tests.desktop.bridge.desks import desk_at_work, labels, pictures


def test_closed_before_anything_is_there():
    with desk_at_work():
        pass


@pytest.mark.parametrize("moment", ["found", "first answer"])
def test_closed_while_it_works(qtbot, home, moment):
    pictures(home / "photos", *["cat"] * 200)
    with desk_at_work() as desk:
        signal = desk.intake.found if moment == "found" else desk.library.changed
        with qtbot.waitSignal(signal, timeout=20_000):
            desk.intake.add_paths([str(home / "photos")])
        assert desk.library.counts.answers.get("cat") != 200
    with desk_at_work() as desk:
        qtbot.waitUntil(lambda: desk.library.counts.answers.get("cat") == 200, timeout=20_000)


def test_what_hangs_is_left_behind(qtbot):
    go = threading.Event()
    with desk_at_work():
        start(lambda _job: go.wait(60))
    assert not go.is_set()
    go.set()


def test_the_next_start_goes_on(qtbot, home):
    paths = pictures(home / "photos", *["cat", "dog"] * 100)
    with desk_at_work() as desk, qtbot.waitSignal(desk.library.changed, timeout=20_000):
        desk.intake.add_paths(paths)
    with desk_at_work() as desk:
        qtbot.waitUntil(lambda: desk.library.counts.total == 200, timeout=20_000)
        qtbot.waitUntil(lambda: desk.library.counts.waiting == 0, timeout=20_000)
        assert dict(desk.library.counts.answers) == {"cat": 100, "dog": 100}


def test_clear_forgets(qtbot, home):
    data = QMimeData()
    data.setData("image/png", Path(pictures(home, "cat")[0]).read_bytes())
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_mime(data)
        kept = Path(desk.library.photos()[0].path)
        assert kept.parent == desk.folders.inbox
        desk.library.clear()
        qtbot.waitUntil(lambda: not kept.exists())
    with desk_at_work() as desk, qtbot.waitSignal(desk.library.restored):
        pass
    assert labels(desk) == {}


def test_the_log_names_no_picture(qtbot, home):
    broken = home / "our holidays.png"
    broken.write_text("hello")

    def fail(_job: object) -> None:
        raise OSError(2, "No such file", str(broken))

    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths([str(broken)])
        with qtbot.waitSignal(start(fail).failed):
            pass
        (log,) = desk.folders.state.glob("*.log")
    text = log.read_text("utf-8")
    assert "No such file" in text
    assert "holidays" not in text


def test_preferences_reach_the_next_start(qtbot):
    with desk_at_work() as desk:
        desk.settings.change(descending=True)
        assert desk.answering.mode is Mode.DEVICE
    with desk_at_work() as desk:
        assert desk.settings.now.descending


def test_broken_preferences_are_said(qtbot, home):
    with desk_at_work() as desk:
        path = desk.folders.preferences
    path.write_text("{nonsense")
    notices: list[str] = []
    desk = Desk(desk.folders, Settings(PreferenceStore(path)))
    desk.notice.connect(notices.append)
    desk.begin()
    desk.close()
    assert notices == ["The settings could not be read; all of them are as at first."]
