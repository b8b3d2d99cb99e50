"""What people put right: kept, taken back, known again."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.bridge.desk import Desk
from petsight.errors import PetsightError
from tests.desktop.bridge.desks import desk_at_work, pictures


@pytest.fixture
def desk(qtbot, home):
    """A desk with a cat and a dog, both answered."""
    with desk_at_work() as desk:
        add(qtbot, desk, pictures(home / "photos", "cat", "dog"))
        yield desk


def add(qtbot, desk: Desk, paths: list[str]) -> None:
    with qtbot.waitSignal(desk.answering.idle, timeout=10_000):
        desk.intake.add_paths(paths)


def ids(desk: Desk) -> list[int]:
    return [photo.id for photo in desk.library.photos()]


def names(desk: Desk) -> dict[str, Path]:
    return {photo.name: Path(photo.path) for photo in desk.library.photos()}


def said(desk: Desk) -> list[tuple[str, ...] | None]:
    return [photo.correction for photo in desk.library.photos()]


def test_correct_and_take_back(desk, result, home):
    cat = ids(desk)[0]
    result(desk.correcting.correct(cat, ("dog",)))
    assert desk.library.photo(cat).correction == ("dog",)
    kept = list((desk.folders.corrections / "dog").iterdir())
    assert [path.read_bytes() for path in kept] == [Path(names(desk)["0000 cat.png"]).read_bytes()]
    result(desk.correcting.correct(cat, None))
    assert desk.library.photo(cat).correction is None
    assert not kept[0].exists()


def test_corrections_one_upon_the_other(desk, qtbot):
    cat, dog = ids(desk)
    jobs = [desk.correcting.correct(cat, ("dog",)), desk.correcting.correct(dog, ("cat",))]
    with qtbot.waitSignals([job.done for job in jobs]):
        pass
    kept = {path.parent.name for path in desk.folders.corrections.glob("*/*")}
    assert kept == {"cat", "dog"}


def test_what_was_not_read_cannot_be_corrected(desk, qtbot, home):
    desk.answering.pause()
    desk.intake.add_paths(pictures(home / "later", "cat"))
    job = desk.correcting.correct(999, ("cat",))
    with qtbot.waitSignal(job.failed, timeout=10_000) as told:
        pass
    (error,) = told.args
    assert isinstance(error, PetsightError)
    assert "not read" in error.message


def test_a_picture_that_comes_back_is_known_again(desk, qtbot, result):
    paths = list(map(str, names(desk).values()))
    result(desk.correcting.correct(ids(desk)[0], ("dog",)))
    desk.library.clear()
    add(qtbot, desk, paths)
    assert said(desk) == [("dog",), None]


def test_copies_are_corrected_and_taken_back_together(desk, qtbot, result, home):
    cat = ids(desk)[0]
    add(qtbot, desk, pictures(home / "early", "cat"))
    result(desk.correcting.correct(cat, ()))
    add(qtbot, desk, pictures(home / "late", "cat"))
    assert said(desk) == [(), None, (), ()]
    result(desk.correcting.correct(cat, None))
    assert said(desk) == [None] * 4


def test_the_next_run_knows_what_was_put_right(desk, qtbot, result, home):
    result(desk.correcting.correct(ids(desk)[0], ("bird", "cat")))
    desk.library.clear()
    desk.close()
    with desk_at_work() as later:
        with qtbot.waitSignal(later.library.restored):
            pass
        add(qtbot, later, pictures(home / "photos", "cat"))
        qtbot.waitUntil(lambda: said(later) == [("cat", "bird")])


def test_what_was_taken_back_is_not_known(desk, qtbot, result, home):
    cat = ids(desk)[0]
    result(desk.correcting.correct(cat, ("dog",)))
    result(desk.correcting.correct(cat, None))
    add(qtbot, desk, pictures(home / "copies", "cat"))
    assert said(desk) == [None, None, None]


def test_what_was_forgotten_is_not_known(desk, qtbot, result, home):
    result(desk.correcting.correct(ids(desk)[0], ("dog",)))
    result(desk.correcting.forget())
    assert not desk.folders.corrections.exists()
    desk.library.clear()
    add(qtbot, desk, pictures(home / "photos", "cat"))
    assert said(desk) == [None]
