"""What is on the screen, for eyes and for a screen reader."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from PIL import Image

from tests.desktop.xvfb.user import User

WORKABLE = {"push button", "check box", "radio button", "text", "list", "menu item", "combo box"}


def test_everything_that_can_be_worked_has_a_name(app: User, golden_inputs: Path) -> None:
    app.drag_in("paths", [golden_inputs / "baseline.jpg"])
    app.read("baseline.jpg", "this device")

    nodes = [node for node in app.look().walk() if "showing" in node.states]
    worked = [node for node in nodes if node.role in WORKABLE]
    assert len(worked) > 8
    assert [node.role for node in worked if not node.name.strip()] == []


def test_a_row_says_file_answer_and_who_gave_it(app: User, golden_inputs: Path) -> None:
    app.drag_in("paths", [golden_inputs / "baseline.jpg"])

    row = app.see(lambda node: node.role == "list item")
    said = app.read("baseline.jpg", "neither", "this device")
    assert said.role == row.role


def test_a_broken_file_says_why(app: User, tmp_path: Path) -> None:
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 and then nothing")
    app.drag_in("paths", [tmp_path / "broken.jpg"])

    app.read("broken.jpg", "damaged")
    app.read("Failed", "1")


def test_the_picture_is_painted_on_its_card(app: User, tmp_path: Path) -> None:
    plain, colour = tmp_path / "plain.png", (200, 30, 120)
    Image.new("RGB", (300, 300), colour).save(plain)
    app.drag_in("paths", [plain])
    card = app.read("plain.png", "this device")

    app.screenshot(tmp_path / "screen.png")
    assert card.place is not None
    left, top, width, height = card.place
    with Image.open(tmp_path / "screen.png") as screen:
        painted = screen.convert("RGB").crop((left, top, left + width, top + height))
    near = np.abs(np.asarray(painted, int) - colour).max(axis=-1) < 12
    assert near.mean() > 1 / 3


def test_the_settings_of_the_test_reach_no_other_home(
    app: User, home: Path, tmp_path: Path
) -> None:
    app.drag_in("paths", [shutil.copy(Path(__file__), tmp_path / "no picture.txt")])
    app.keys("ctrl+q")

    assert app.process.wait(timeout=30) == 0
    kept = {path.relative_to(home).parts[0] for path in home.rglob("*") if path.is_file()}
    assert kept <= {"config", "data", "cache", "state", "run"}
