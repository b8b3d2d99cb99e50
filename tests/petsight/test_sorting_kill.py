"""A sort, or its undoing, killed at every single step: nothing is lost, nothing is doubled."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from petsight.sorting import sort_files, undo
from tests.petsight.sorting_support import Tree, cats, killed, other_disk, tree, write

pytestmark = pytest.mark.slow
FILES = {"a/photo.jpg": b"first", "b/photo.jpg": b"second", "c/photo.jpg": b"first"}
SORTED = {
    "cat/photo.jpg": b"first",
    "cat/photo (2).jpg": b"second",
    "cat/photo (3).jpg": b"first",
}


@pytest.fixture(params=["this disk", "another disk"])
def destination(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """Where to sort to: a folder that does not exist yet."""
    if request.param == "this disk":
        yield tmp_path / "there" / "sorted"
        return
    with other_disk(tmp_path) as folder:
        yield folder / "there" / "sorted"


def contents(found: Tree) -> dict[str, bytes]:
    return {name: facts[0] for name, facts in found.items() if facts is not None}


def fresh(tmp_path: Path, destination: Path) -> list[Path]:
    for folder in (tmp_path / "from", destination.parent):
        shutil.rmtree(folder, ignore_errors=True)
    return [write(tmp_path / "from" / name, content) for name, content in FILES.items()]


def the_journal(destination: Path) -> Path:
    (journal,) = destination.glob("*.jsonl")
    return journal


@pytest.mark.parametrize("task", ["copy", "move"])
def test_a_second_run_finishes_a_sort_killed_anywhere(tmp_path, destination, task):
    for point in itertools.count(1):
        sources = fresh(tmp_path, destination)
        before = tree(tmp_path / "from")
        alive = not killed(point, task, destination, *sources)

        found = contents(tree(tmp_path / "from")) | contents(tree(destination))
        assert set(found.values()) >= set(FILES.values()), point

        done = sort_files(cats(sources), destination, move=task == "move")
        assert (done.stopped, done.failures) == (None, []), point
        assert contents(tree(destination)) == SORTED, point
        left = FILES if task == "copy" else {}
        assert contents(tree(tmp_path / "from")) == left, point

        undone = undo(the_journal(destination))
        assert undone.kept == [], point
        assert tree(tmp_path / "from") == before, point
        # Between making the folder and the first line of the journal nothing tells who made it.
        assert not destination.exists() or not list(destination.iterdir()), point
        if alive:
            assert point > 20
            assert not destination.parent.exists()
            break


@pytest.mark.parametrize("task", ["copy", "move"])
def test_a_second_undo_finishes_one_killed_anywhere(tmp_path, destination, task):
    for point in itertools.count(1):
        sources = fresh(tmp_path, destination)
        before = tree(tmp_path / "from")
        done = sort_files(cats(sources), destination, move=task == "move")
        assert done.journal is not None
        alive = not killed(point, "undo", done.journal)

        found = contents(tree(tmp_path / "from")) | contents(tree(destination))
        assert set(found.values()) >= set(FILES.values()), point

        if done.journal.exists():
            assert undo(done.journal).kept == [], point
        assert tree(tmp_path / "from") == before, point
        assert not destination.exists() or not list(destination.iterdir()), point
        if alive:
            assert point > 5
            assert not destination.parent.exists()
            break


@pytest.mark.parametrize("task", ["copy", "move"])
def test_an_undo_alone_takes_back_a_sort_killed_anywhere(tmp_path, destination, task):
    for point in itertools.count(1):
        sources = fresh(tmp_path, destination)[:1]
        before = tree(tmp_path / "from")
        if not killed(point, task, destination, *sources):
            break
        for journal in destination.glob("*.jsonl"):
            assert undo(journal).kept == [], point
        assert tree(tmp_path / "from") == before, point
        assert contents(tree(destination)) == {}, point
