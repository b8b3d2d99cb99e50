"""Undoing brings back exactly what was, and touches nothing that has changed since."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from petsight.sorting import Undone, sort_files, undo
from tests.petsight.sorting_support import cats, names, other_disk, sort, tree, write

NAMES = st.sampled_from(["p.jpg", "P.jpg", "p (2).jpg", ".p", "\udcff.png", "猫.webp"])
FOLDERS = st.sampled_from(["", "a", "a/b", "cat", "sorted", "sorted/cat"])
CONTENTS = st.sampled_from([b"", b"1", b"2"])
ANSWERS = st.sampled_from(["cat", "dog", "cat and dog", "a/b", "not sure"])
TWO_SECONDS = 2 * 10**9
FILES = st.dictionaries(st.tuples(FOLDERS, NAMES), st.tuples(CONTENTS, ANSWERS), max_size=12)


@pytest.fixture
def destination(tmp_path):
    return tmp_path / "new" / "sorted"


@pytest.fixture
def photos(tmp_path):
    return [write(tmp_path / "from" / name, name.encode()) for name in ("a/p.jpg", "b/p.jpg")]


def reasons(undone: Undone) -> dict[str, str]:
    return {path.name: error.message for path, error in undone.kept}


@pytest.mark.parametrize("move", [False, True])
@settings(max_examples=80, deadline=None)
@given(files=FILES, later=FILES, earlier_folders=st.sets(FOLDERS))
def test_sorting_then_undoing_changes_nothing(move, files, later, earlier_folders):
    """Two runs, of which the second sees the output of the first, taken back in turn."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for folder in earlier_folders:
            (home / folder).mkdir(parents=True, exist_ok=True)
        pairs = [
            [
                (write(home / folder / name, content, 10**18 + number), answer)
                for number, ((folder, name), (content, answer)) in enumerate(batch.items())
            ]
            for batch in (files, files | later)
        ]
        states = []
        journals = []
        for batch in pairs:
            states.append(tree(home, journals=True))
            done = sort_files(batch, home / "sorted", move=move)
            assert done.stopped is None
            journals.append(done.journal)
        for state, journal in zip(reversed(states), reversed(journals), strict=True):
            if journal is not None:
                assert undo(journal).kept == []
            assert tree(home, journals=True) == state


def test_undoing_tells_what_it_did(photos, destination):
    told: list[Path] = []
    journal = sort(cats(photos), destination)
    undone = undo(journal, progress=told.append)
    assert (undone.moved_back, undone.removed, undone.kept) == (0, 2, [])
    assert told == [destination / "cat" / "p (2).jpg", destination / "cat" / "p.jpg"]
    assert not destination.parent.exists()


def test_times_come_back_with_moved_files(photos, destination):
    before = tree(photos[0].parents[1])
    journal = sort(cats(photos), destination, move=True)
    photos[0].parent.rmdir()  # an empty folder that somebody has tidied away
    undone = undo(journal)
    assert (undone.moved_back, undone.removed) == (2, 0)
    assert tree(photos[0].parents[1]) == before


def test_a_rounded_time_comes_back_whole(photos, monkeypatch, tmp_path):
    """A memory stick keeps two seconds; what comes back from it has its own time again."""
    utime = os.utime

    def rounded(path, *, ns, **options):
        if Path(path).is_relative_to(stick):
            ns = [time - time % TWO_SECONDS for time in ns]
        utime(path, ns=tuple(ns), **options)

    before = tree(tmp_path / "from")
    with other_disk(tmp_path) as stick:
        monkeypatch.setattr(os, "utime", rounded)
        journal = sort(cats(photos), stick, move=True)
        assert {facts[1] % TWO_SECONDS for facts in tree(stick).values() if facts} == {0}
        assert sort_files(cats(photos), stick, move=True).already_there == 2
        assert undo(journal).moved_back == 2
    assert tree(tmp_path / "from") == before


@pytest.mark.parametrize("move", [False, True])
def test_a_file_changed_since_is_kept(photos, destination, move):
    journal = sort(cats(photos), destination, move=move)
    changed = write(destination / "cat" / "p.jpg", b"drawn on")
    undone = undo(journal)
    whose = "it" if move else "it or its original"
    assert reasons(undone) == {"p.jpg": f"{whose} has changed since it was sorted"}
    assert changed.read_bytes() == b"drawn on"
    assert names(destination) == ["cat/p.jpg"]
    assert journal.exists()
    assert reasons(undo(journal)) == reasons(undone)


def test_a_copy_whose_original_has_changed_is_kept(photos, destination):
    journal = sort(cats(photos), destination)
    write(photos[0], b"b/p.jpg")
    assert reasons(undo(journal)) == {"p.jpg": "it or its original has changed since it was sorted"}
    assert (destination / "cat" / "p.jpg").read_bytes() == b"a/p.jpg"


def test_the_last_copy_is_kept(photos, destination):
    journal = sort(cats(photos), destination)
    photos[1].unlink()
    undone = undo(journal)
    assert undone.removed == 1
    assert reasons(undone) == {"p (2).jpg": "its original is gone, and the last copy stays"}
    assert names(destination) == ["cat/p (2).jpg"]


def test_a_copy_that_became_a_link_to_its_original_is_kept(photos, destination):
    journal = sort(cats(photos[:1]), destination)
    copy = destination / "cat" / "p.jpg"
    copy.unlink()
    copy.symlink_to(photos[0])
    assert len(undo(journal).kept) == 1
    assert copy.is_symlink()


def test_a_moved_file_that_became_a_link_is_kept(photos, destination, tmp_path):
    journal = sort(cats(photos[:1]), destination, move=True)
    moved = destination / "cat" / "p.jpg"
    moved.rename(tmp_path / "elsewhere.jpg")
    moved.symlink_to(tmp_path / "elsewhere.jpg")
    assert reasons(undo(journal)) == {"p.jpg": "it has changed since it was sorted"}
    assert not photos[0].exists()


def test_a_copy_that_its_original_is_now_a_link_to_is_kept(photos, destination):
    """Somebody has saved space; to remove the copy would be to remove the picture."""
    journal = sort(cats(photos[:1]), destination)
    copy = destination / "cat" / "p.jpg"
    photos[0].unlink()
    photos[0].symlink_to(copy)
    assert len(undo(journal).kept) == 1
    assert copy.read_bytes() == b"a/p.jpg"


def test_nothing_is_moved_back_over_another_file(photos, destination):
    journal = sort(cats(photos), destination, move=True)
    write(photos[0], b"a stranger")
    undone = undo(journal)
    assert reasons(undone) == {"p.jpg": "another file lies where it was"}
    assert photos[0].read_bytes() == b"a stranger"
    assert (destination / "cat" / "p.jpg").read_bytes() == b"a/p.jpg"
    photos[0].unlink()
    assert undo(journal).kept == []
    assert photos[0].read_bytes() == b"a/p.jpg"
    assert not destination.exists()


def test_a_moved_file_that_is_gone_is_told(photos, destination):
    journal = sort(cats(photos), destination, move=True)
    (destination / "cat" / "p.jpg").unlink()
    assert reasons(undo(journal)) == {"p.jpg": "it is gone"}
    assert photos[1].exists()


def test_a_copy_that_is_gone_does_not_matter(photos, destination):
    journal = sort(cats(photos), destination)
    (destination / "cat" / "p.jpg").unlink()
    undone = undo(journal)
    assert (undone.removed, undone.kept) == (1, [])
    assert not destination.exists()


def test_what_somebody_put_into_a_folder_stays(photos, destination):
    journal = sort(cats(photos), destination)
    write(destination / "cat" / "note.txt")
    assert undo(journal).kept == []
    assert names(destination) == ["cat/note.txt"]
    assert not journal.exists()


def test_folders_that_were_there_before_stay(photos, destination):
    (destination / "cat").mkdir(parents=True)
    journal = sort(cats(photos), destination)
    undo(journal)
    assert list(destination.rglob("*")) == [destination / "cat"]


def test_cancelling_leaves_the_rest_for_later(photos, destination):
    journal = sort(cats(photos), destination)
    told: list[Path] = []
    undone = undo(journal, progress=told.append, cancelled=lambda: bool(told))
    assert (undone.removed, undone.kept) == (1, [])
    assert names(destination) == ["cat/p.jpg"]
    assert undo(journal).removed == 1
    assert not destination.exists()


def test_the_working_directory_does_not_matter(photos, destination, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    journal = sort(
        [(path.relative_to(tmp_path), "cat") for path in photos], Path("new/sorted"), move=True
    )
    monkeypatch.chdir(destination)
    assert undo(Path(journal.name)).moved_back == 2
    assert all(path.exists() for path in photos)
    assert not destination.parent.exists()
