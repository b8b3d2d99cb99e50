"""Files go into one folder per answer, unchanged, and never over another one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from petsight.errors import NoSuchFileError, NotAFileError, SortingError
from petsight.sorting import Placed, plan, sort_files
from tests.petsight.sorting_support import cats, names, tree, write

LONG_AGO = 10**18 + 123_456_789


@pytest.fixture
def photos(tmp_path):
    """Three files, two of one name."""
    return [
        write(tmp_path / "from" / name, content)
        for name, content in (("a/p.jpg", b"1"), ("b/p.jpg", b"2"), ("b/q.jpg", b"3"))
    ]


def test_copies_into_a_folder_per_answer(photos, destination):
    before = tree(destination.parent)
    labels = ["cat", "cat and dog", "not sure"]
    done = sort_files(zip(photos, labels, strict=True), destination)
    assert names(destination) == ["cat/p.jpg", "cat and dog/p.jpg", "not sure/q.jpg"]
    assert tree(destination)["not sure/q.jpg"] == (b"3", LONG_AGO)
    assert {
        name: facts for name, facts in tree(destination.parent).items() if "sorted" not in name
    } == before
    assert done.counts == {"cat": 1, "cat and dog": 1, "not sure": 1}
    assert (done.already_there, done.failures, done.stopped) == (0, [], None)
    assert done.journal == destination / "petsight-sort-1.jsonl"


def test_moves_on_request(photos, destination):
    inodes = {path.stat().st_ino for path in photos}
    done = sort_files(cats(photos), destination, move=True)
    moved = list(destination.rglob("*.jpg"))
    assert {path.stat().st_ino for path in moved} == inodes
    assert {path.stat().st_mtime_ns for path in moved} == {LONG_AGO}
    assert names(photos[0].parents[1]) == []
    assert done.counts == {"cat": 3}


def test_a_second_run_adds_only_what_is_new(photos, destination):
    sort_files(cats(photos[:2]), destination)
    done = sort_files(cats(photos), destination)
    assert (done.counts, done.already_there) == ({"cat": 1}, 2)
    assert names(destination) == ["cat/p (2).jpg", "cat/p.jpg", "cat/q.jpg"]
    assert sort_files(cats(photos), destination).journal is None


def test_another_answer_does_not_double_a_picture(photos, destination):
    sort_files(cats(photos), destination)
    done = sort_files([(path, "dog") for path in photos], destination)
    assert (done.counts, done.already_there) == ({}, 3)


def test_a_changed_picture_is_copied_again(photos, destination):
    sort_files(cats(photos), destination)
    write(photos[0], b"changed", LONG_AGO + 1)
    assert sort_files(cats(photos), destination).counts == {"cat": 1}
    assert tree(destination)["cat/p (3).jpg"] == (b"changed", LONG_AGO + 1)


def test_a_removed_copy_is_made_again(photos, destination):
    sort_files(cats(photos), destination)
    (destination / "cat" / "q.jpg").unlink()
    assert sort_files(cats(photos), destination).counts == {"cat": 1}


def test_without_the_journal_equal_copies_are_still_recognised(photos, destination, tmp_path):
    twin = write(tmp_path / "from" / "c" / "p.jpg", b"1")
    first = sort_files(cats([*photos, twin]), destination)
    assert first.journal is not None
    first.journal.unlink()
    before = tree(destination)
    again = sort_files(cats([*photos, twin]), destination)
    assert (again.counts, again.already_there) == ({}, 4)
    assert tree(destination) == before


def test_twins_of_one_run_are_both_copied(photos, destination, tmp_path):
    twin = write(tmp_path / "from" / "c" / "p.jpg", b"1")
    assert sort_files(cats([*photos, twin]), destination).counts == {"cat": 4}


def test_a_twin_found_later_is_copied_too(photos, destination, tmp_path):
    sort_files(cats(photos), destination)
    twin = write(tmp_path / "from" / "c" / "p.jpg", b"1")
    assert sort_files(cats([twin]), destination).counts == {"cat": 1}


def test_a_file_is_moved_even_if_an_equal_one_is_there(photos, destination):
    write(destination / "cat" / "p.jpg", b"1")
    assert sort_files(cats(photos[:1]), destination, move=True).counts == {"cat": 1}
    assert names(destination) == ["cat/p (2).jpg", "cat/p.jpg"]
    assert not photos[0].exists()


def test_a_picture_named_twice_is_sorted_once(photos, destination):
    for move in (False, True):
        done = sort_files(cats([photos[0], photos[0]]), destination / str(move), move=move)
        assert (done.counts, done.already_there) == ({"cat": 1}, 1)


def test_its_own_output_is_not_sorted(photos, destination):
    sort_files(cats(photos), destination)
    output = sorted(destination.rglob("*.jpg"))
    for move in (False, True):
        assert sort_files(cats(output), destination, move=move).already_there == 3
    assert sorted(destination.rglob("*.jpg")) == output


def test_a_destination_reached_through_a_link_is_the_same(photos, destination, tmp_path):
    sort_files(cats(photos), destination)
    (tmp_path / "link").symlink_to(destination)
    linked = [tmp_path / "link" / "cat" / "p.jpg"]
    assert sort_files(cats(linked), destination).already_there == 1
    assert sort_files(cats(photos), tmp_path / "link").already_there == 3


@pytest.mark.parametrize("move", [False, True])
def test_files_that_cannot_be_sorted_stay_and_are_told(photos, destination, tmp_path, move):
    os.mkfifo(tmp_path / "pipe.jpg")
    odd = [tmp_path / "none.jpg", tmp_path / "pipe.jpg", tmp_path, Path("a\0b.jpg")]
    told: list[Placed] = []
    done = sort_files(cats([*odd, photos[0]]), destination, move=move, progress=told.append)
    kinds = [NoSuchFileError, NotAFileError, NotAFileError, SortingError]
    assert [(path, type(error)) for path, error in done.failures] == list(
        zip(odd, kinds, strict=True)
    )
    assert (done.counts, done.stopped) == ({"cat": 1}, None)
    assert [placed.outcome for placed in told] == ["failed"] * 4 + ["moved" if move else "copied"]
    assert told[-1] == Placed(
        photos[0], "cat", "moved" if move else "copied", destination / "cat" / "p.jpg"
    )
    assert names(destination) == ["cat/p.jpg"]


def test_nothing_is_made_for_nothing(destination, tmp_path):
    done = sort_files(cats([tmp_path / "none.jpg"]), destination)
    assert done.journal is None
    assert not destination.exists()


def test_a_link_is_copied_as_the_picture_it_shows(photos, destination, tmp_path):
    (tmp_path / "link.jpg").symlink_to(photos[0])
    sort_files(cats([tmp_path / "link.jpg"]), destination)
    copy = destination / "cat" / "link.jpg"
    assert not copy.is_symlink()
    assert tree(destination)["cat/link.jpg"] == (b"1", LONG_AGO)


def test_a_link_is_not_moved(photos, destination, tmp_path):
    (tmp_path / "link.jpg").symlink_to(photos[0])
    done = sort_files(cats([tmp_path / "link.jpg"]), destination, move=True)
    assert [error.message for _, error in done.failures] == [
        "this is a link to a file, which can be copied, not moved"
    ]
    assert (tmp_path / "link.jpg").read_bytes() == b"1"


def test_permissions_are_kept(photos, destination):
    photos[0].chmod(0o600)
    photos[1].chmod(0o444)
    sort_files(cats(photos[:2]), destination)
    modes = [path.stat().st_mode & 0o777 for path in sorted((destination / "cat").iterdir())]
    assert modes == [0o444, 0o600]


def test_cancelling_ends_the_run(photos, destination):
    told: list[Placed] = []
    done = sort_files(cats(photos), destination, progress=told.append, cancelled=lambda: bool(told))
    assert (done.counts, done.stopped) == ({"cat": 1}, None)
    assert sort_files(cats(photos), destination).journal == destination / "petsight-sort-2.jsonl"


def test_an_error_of_the_one_who_answers_comes_through(photos, destination):
    def answers() -> Iterator[tuple[Path, str]]:
        yield photos[0], "cat"
        raise KeyError("model")

    with pytest.raises(KeyError):
        sort_files(answers(), destination)
    done = sort_files(cats(photos), destination)
    assert (done.counts, done.already_there) == ({"cat": 2}, 1)
    assert done.journal == destination / "petsight-sort-1.jsonl"


def test_a_plan_says_what_a_sort_does_and_does_nothing(photos, destination):
    write(destination / "cat" / "p.jpg", b"a stranger")
    sort_files([(photos[2], "dog")], destination)
    before = tree(destination, journals=True)
    pairs = [*cats(photos), *cats(photos[:1])]
    planned = list(plan(pairs, destination))
    assert planned == [
        (photos[0], destination / "cat" / "p (2).jpg"),
        (photos[1], destination / "cat" / "p (3).jpg"),
    ]
    assert tree(destination, journals=True) == before
    told: list[Placed] = []
    sort_files(pairs, destination, progress=told.append)
    assert [(one.source, one.target) for one in told if one.outcome == "copied"] == planned
