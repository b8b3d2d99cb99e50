"""What leaves the app: lists, previews, folders for the file manager."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop.bridge.desk import Desk
from desktop.bridge.jobs import Job
from petsight.errors import PetsightError
from tests.desktop.bridge.desks import desk_at_work, pictures


@pytest.fixture
def desk(qtbot, home):
    """A desk with a cat, a dog and a broken file, all answered."""
    (home / "photos").mkdir()
    (home / "photos" / "broken.jpg").write_text("hello")
    pictures(home / "photos", "cat", "dog")
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths([str(home / "photos")])
        yield desk


@pytest.fixture
def error(qtbot):
    """Wait for a job's error."""

    def wait(job: Job) -> PetsightError:
        with qtbot.waitSignal(job.failed, timeout=10_000) as told:
            pass
        (found,) = told.args
        assert isinstance(found, PetsightError)
        return found

    return wait


@pytest.fixture
def ending(qtbot):
    """Wait for a job's end, good or bad, and return the message of its error."""

    def wait(job: Job) -> str | None:
        said: list[str | None] = []
        job.done.connect(lambda _result: said.append(None))
        job.failed.connect(lambda error: said.append(error.message))
        qtbot.waitUntil(lambda: bool(said), timeout=10_000)
        return said[0]

    return wait


def ids(desk: Desk) -> list[int]:
    return [photo.id for photo in desk.library.photos()]


def names(desk: Desk) -> dict[str, Path]:
    return {photo.name: Path(photo.path) for photo in desk.library.photos()}


def test_export_csv(desk, result, home):
    path = home / "answers.csv"
    assert result(desk.outputs.export(path, ids(desk), ["cat", "dog", "bird"])) == path
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["label"] for row in rows] == ["cat", "dog", ""]


def test_export_json(desk, result, home):
    path = home / "answers.json"
    result(desk.outputs.export(path, ids(desk)[:1], ["cat"]))
    assert json.loads(path.read_text("utf-8"))[0]["label"] == "cat"


def test_export_into_nowhere(desk, error, home):
    assert error(desk.outputs.export(home / "none" / "a.csv", ids(desk), ["cat"])).message


def test_preview(desk, result):
    image = result(desk.outputs.preview(ids(desk)[0], 20))
    assert (image.width(), image.height()) == (20, 20)
    assert image.pixelColor(3, 3).getRgb()[:3] == (255, 0, 0)


def test_a_preview_of_an_odd_width(desk, result, home, qtbot):
    with qtbot.waitSignal(desk.answering.idle):
        desk.intake.add_paths(pictures(home / "odd", "cat", "dog", "cat"))
    image = result(desk.outputs.preview(ids(desk)[-1], 640))
    assert (image.width(), image.height()) == (42, 40)
    assert image.pixelColor(41, 39).getRgb()[:3] == (255, 0, 0)


def test_a_preview_that_cannot_be_had(desk, error):
    names(desk)["0000 cat.png"].unlink()
    assert error(desk.outputs.preview(ids(desk)[0], 20)).message == "there is no such file"
    assert "not in the list" in error(desk.outputs.preview(999, 20)).message


def test_only_the_last_preview_is_shown(desk, result, qtbot):
    first = desk.outputs.preview(ids(desk)[0], 20)
    with qtbot.assertNotEmitted(first.done):
        result(desk.outputs.preview(ids(desk)[1], 20))
    assert first.cancelled


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt opens folders itself")
@pytest.mark.parametrize(("status", "said"), [(0, None), (1, "no program shows this")])
def test_a_folder_is_shown_or_not(desk, ending, monkeypatch, status, said):
    program = desk.folders.data / "xdg-open"
    program.write_text(f"#!/bin/sh\nexit {status}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    assert ending(desk.outputs.show(desk.folders.data)) == said


@pytest.mark.parametrize(("knows", "said"), [(True, None), (False, "no program shows this")])
def test_without_a_program_of_its_own_qt_is_asked(desk, ending, monkeypatch, knows, said):
    asked: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        asked.append(url)
        return bool(knows)

    monkeypatch.setenv("PATH", str(desk.folders.data))
    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    assert ending(desk.outputs.show(desk.folders.data)) == said
    assert asked == [QUrl.fromLocalFile(str(desk.folders.data))]
