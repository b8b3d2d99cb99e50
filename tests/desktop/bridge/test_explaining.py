"""Maps as jobs: one at a time, from the model in use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.bridge.desk import Desk
from petsight.errors import ModelError
from tests.desktop.bridge.desks import desk_at_work, pictures
from tests.petsight.test_explain import MODELS

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def desk(qtbot, home):
    """A desk with a cat and a dog, both answered."""
    paths = pictures(home / "photos", "cat", "dog")
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths(paths)
        yield desk


def ids(desk: Desk) -> list[int]:
    return [photo.id for photo in desk.library.photos()]


def test_a_map(desk, qtbot):
    with qtbot.waitSignal(desk.explaining.explain(ids(desk)[1], 20, 2).done) as told:
        pass
    (maps,) = told.args
    assert max(maps.by_label, key=lambda label: maps.by_label[label].score) == "dog"
    assert maps.by_label["dog"].image.size == (20, 20)
    assert len(maps.by_label) == 2


def test_only_the_last_one_is_told(desk, qtbot):
    first = desk.explaining.explain(ids(desk)[0], 20, 8)
    second = desk.explaining.explain(ids(desk)[1], 20, 8)
    with qtbot.assertNotEmitted(first.done), qtbot.waitSignal(second.done):
        pass
    assert first.cancelled


def test_rest_drops_what_is_under_way(desk, qtbot):
    job = desk.explaining.explain(ids(desk)[0], 20, 8)
    desk.explaining.rest()
    assert job.cancelled
    with qtbot.waitSignal(desk.explaining.explain(ids(desk)[0], 20, 8).done):
        pass


def test_a_picture_that_is_gone(desk, qtbot):
    with qtbot.waitSignal(desk.explaining.explain(999, 20, 8).failed) as told:
        pass
    assert "not in the list" in told.args[0].message


def test_a_model_without_a_map_still_answers(qtbot, home):
    paths = pictures(home / "photos", "cat")
    with desk_at_work(model=str(MODELS / "flat.tflite")) as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths(paths)
        with qtbot.waitSignal(desk.explaining.explain(ids(desk)[0], 20, 8).failed) as told:
            pass
        assert isinstance(told.args[0], ModelError)


def test_another_model_makes_other_maps(desk, qtbot):
    shas = []
    for path in (None, MODELS / "joined-float32.tflite"):
        if path is not None:
            with qtbot.waitSignal(desk.answering.model_loaded):
                desk.answering.load_model(path)
        with qtbot.waitSignal(desk.explaining.explain(ids(desk)[0], 20, 8).done) as told:
            pass
        shas.append(told.args[0].model_sha256)
    assert shas[0] != shas[1]
    assert shas[1] == desk.answering.device().model.sha256


def test_nothing_is_loaded_before_the_first_question():
    code = (
        "import sys, desktop.app, desktop.bridge.desk, desktop.widgets.window_parts;"
        "print([name for name in sys.modules if name.startswith(('petsight.explain', "
        "'desktop.services.explaining')) or name in ('numpy', 'PIL')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
