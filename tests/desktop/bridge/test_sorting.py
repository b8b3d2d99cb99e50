"""Sorting from the library and back, in this run of the app or a later one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.bridge.desk import Desk
from desktop.bridge.sorting import Sorting
from tests.desktop.bridge.desks import desk_at_work, pictures


@pytest.fixture
def photos(home: Path) -> Path:
    """A cat, a dog and a broken file."""
    folder = home / "photos"
    pictures(folder, "cat", "dog")
    (folder / "broken.jpg").write_text("hello")
    return folder


@pytest.fixture
def desk(qtbot, photos: Path) -> Iterator[Desk]:
    """A desk with the answers to them."""
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths([str(photos)])
        yield desk


def ids(desk: Desk) -> list[int]:
    return [photo.id for photo in desk.library.photos()]


def names(desk: Desk) -> dict[str, Path]:
    return {photo.name: Path(photo.path) for photo in desk.library.photos()}


def test_sort_and_undo(desk, result, qtbot, home, photos):
    where = home / "sorted"
    known: list[Path | None] = []
    plan = result(desk.sorting.plan(str(where), ids(desk)))
    assert plan.pairs == [
        (photos / "0000 cat.png", where / "cat" / "0000 cat.png"),
        (photos / "0001 dog.png", where / "dog" / "0001 dog.png"),
    ]
    assert (plan.unanswered, plan.past) == (1, False)
    assert desk.sorting.folder is None
    with qtbot.waitSignal(desk.sorting.advanced) as told:
        job = desk.sorting.sort_into(where, ids(desk), move=False)
        job.done.connect(lambda _done: known.append(desk.sorting.folder))
        done = result(job)
    assert known == [where], "before the end, so that a sorting that is killed is known too"
    assert told.args[1] == 2
    assert dict(done.counts) == {"cat": 1, "dog": 1}
    assert (where / "cat" / "0000 cat.png").exists()
    assert desk.sorting.folder == where
    assert result(desk.sorting.plan(str(where), ids(desk))).past
    with qtbot.waitSignal(desk.sorting.folder_changed) as changed:
        undone = result(desk.sorting.undo(where))
    assert changed.args == [None]
    assert (undone.removed, undone.kept) == (2, [])
    assert not (where / "cat").exists()
    assert desk.sorting.folder is None


def test_sorting_goes_by_what_a_person_put_right(desk, result, home):
    where = home / "sorted"
    cat, dog, broken = ids(desk)
    result(desk.correcting.correct(cat, ("dog",)))
    result(desk.correcting.correct(dog, ()))
    planned = result(desk.sorting.plan(str(where), [cat, dog, broken])).pairs
    targets = [target for _, target in planned]
    assert targets == [where / "dog" / "0000 cat.png", where / "neither" / "0001 dog.png"]
    result(desk.sorting.sort_into(where, [cat, dog, broken], move=False))
    assert all(target.exists() for target in targets)


def test_pictures_that_were_moved_stay_in_the_list(desk, result, qtbot, home):
    where = home / "sorted"
    before = names(desk)
    with qtbot.waitSignal(desk.library.changed):
        result(desk.sorting.sort_into(where, ids(desk), move=True))
    assert names(desk) == {
        "0000 cat.png": where / "cat" / "0000 cat.png",
        "0001 dog.png": where / "dog" / "0001 dog.png",
        "broken.jpg": before["broken.jpg"],
    }
    with qtbot.waitSignal(desk.library.changed):
        result(desk.sorting.undo(where))
    assert names(desk) == before
    assert all(path.exists() for path in before.values())


def test_a_later_run_of_the_app_undoes_what_was_moved(qtbot, result, home, photos):
    where = home / "sorted"
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths([str(photos)])
        before = names(desk)
        result(desk.sorting.sort_into(where, ids(desk), move=True))
    with desk_at_work() as desk:
        with qtbot.waitSignals([desk.sorting.folder_changed, desk.library.restored]):
            pass
        assert desk.sorting.folder == where
        assert names(desk)["0000 cat.png"] == where / "cat" / "0000 cat.png"
        with qtbot.waitSignal(desk.library.changed):
            result(desk.sorting.undo(where))
        assert names(desk) == before
        assert all(path.exists() for path in before.values())
    with desk_at_work() as desk:
        assert desk.settings.now.sorted_into is None


def test_a_sorting_that_is_gone_is_not_offered(desk, result, home):
    where = home / "sorted"
    result(desk.sorting.sort_into(where, ids(desk), move=False))
    shutil.rmtree(where)
    later = Sorting(desk.library)
    assert result(later.remember(where)) is None
    assert later.folder is None


def test_one_sorting_upon_the_other_is_undone_step_by_step(desk, result, home):
    where = home / "sorted"
    cat, dog, _broken = ids(desk)
    for number in (cat, dog):
        result(desk.sorting.sort_into(where, [number], move=False))
    result(desk.sorting.undo(where))
    assert [path.name for path in where.glob("*/*")] == ["0000 cat.png"]
    assert desk.sorting.folder == where
    result(desk.sorting.undo(where))
    assert not where.exists()


def test_nothing_to_undo(desk, qtbot, home):
    job = desk.sorting.undo(home / "sorted")
    with qtbot.waitSignal(job.failed) as told:
        pass
    assert "nothing was sorted" in told.args[0].message


def test_a_destination_that_refuses_is_not_remembered(desk, result, home):
    (home / "file").write_text("no folder")
    done = result(desk.sorting.sort_into(home / "file", ids(desk), move=False))
    assert done.stopped is not None
    assert desk.sorting.folder is None
