"""The app by keyboard alone, in a window that another program's keys could reach as well."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.xvfb.user import User

ENOUGH_TABS = 40


@pytest.fixture
def trip(golden_inputs: Path, tmp_path: Path) -> Path:
    """Return a folder with three pictures."""
    folder = tmp_path / "trip"
    folder.mkdir()
    for name in ("first.jpg", "second.jpg", "third.jpg"):
        shutil.copy(golden_inputs / "baseline.jpg", folder / name)
    return folder


def test_tab_reaches_every_part_and_each_has_a_name(start: Callable[..., User], trip: Path) -> None:
    app = start(trip)
    app.read("third.jpg", "this device")

    reached = []
    for _ in range(ENOUGH_TABS):
        app.keys("Tab")
        reached.append(app.focused())
    names = {node.name for node in reached}
    assert {"Open", "Device", "Search by name", "More"} <= names
    assert any("first.jpg" in name for name in names)
    assert "" not in names


def test_search_select_and_remove(start: Callable[..., User], trip: Path) -> None:
    app = start(trip)
    app.read("All", "3")
    app.keys("ctrl+f")
    app.type("second")
    app.wait_until_gone("first.jpg", "this device")

    app.keys("Tab", "Tab", "Tab", "Tab", "ctrl+a", "Delete")
    app.wait_until_gone("second.jpg", "this device")
    app.keys("ctrl+f", "Escape")
    app.read("All", "2")


def test_the_windows_keys_work_while_a_name_is_typed(
    start: Callable[..., User], trip: Path
) -> None:
    app = start(trip)
    app.read("All", "3")
    app.keys("ctrl+f")
    app.type("second")
    app.wait_until_gone("first.jpg", "this device")

    app.keys("ctrl+e")
    app.read("Export 1 picture")


def test_quitting_keeps_everything(start: Callable[..., User], trip: Path) -> None:
    app = start(trip)
    app.read("third.jpg", "this device")
    app.keys("ctrl+q")
    assert app.process.wait(timeout=30) == 0

    again = start()
    for name in ("first.jpg", "second.jpg", "third.jpg"):
        again.read(name, "this device")


@pytest.mark.parametrize(
    ("kind", "shown"), [("paths", "baseline.jpg"), ("image", "Pasted picture")]
)
def test_paste(app: User, golden_inputs: Path, kind: str, shown: str) -> None:
    app.copy_elsewhere(kind, [golden_inputs / "baseline.jpg"])
    app.keys("ctrl+v")
    app.read(shown, "this device")


def test_a_key_that_is_pressed_before_the_window_is_ready_is_not_lost(
    start: Callable[..., User],
) -> None:
    app = start(early=["ctrl+o"])
    app.read("Open files", "petsight")
