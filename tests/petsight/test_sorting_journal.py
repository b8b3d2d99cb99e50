"""The journal: what it says, and what is done about one that makes no sense."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from petsight.errors import DestinationError, JournalError
from petsight.sorting import plan, sort_files, undo
from petsight.sorting.journal import Journal
from petsight.sorting.record import read_record
from tests.petsight.sorting_support import cats, names, tree, write
from tests.support import require

START = '{"step": "start", "schema": 1, "made": 0}'
DONE = '{"step": "done", "written_ns": 5}'


def copy_line(**changes: Any) -> str:
    line = {"step": "copy", "source": "/a.jpg", "target": "cat/a.jpg", "bytes": 1, "mtime_ns": 5}
    return json.dumps(line | changes)


@pytest.fixture
def photo(tmp_path):
    return write(tmp_path / "from" / "p.jpg", b"1", 10**18 + 1)


@pytest.fixture
def journal(tmp_path):
    (tmp_path / "sorted").mkdir()
    return tmp_path / "sorted" / "petsight-sort-1.jsonl"


def test_what_it_says(photo, tmp_path):
    home = tmp_path / "new" / "sorted"
    sort_files([(photo, "a/b"), (tmp_path / "none.jpg", "cat")], home)
    text = (home / "petsight-sort-1.jsonl").read_text("ascii")
    lines = [json.loads(line) for line in text.splitlines()]
    assert lines == [
        {"step": "start", "schema": 1, "made": 2},
        {"step": "folder", "target": "a%2Fb"},
        {
            "step": "copy",
            "source": os.path.realpath(photo),
            "target": "a%2Fb/p.jpg",
            "bytes": 1,
            "mtime_ns": 10**18 + 1,
        },
        {"step": "done", "written_ns": 10**18 + 1},
        {"step": "end"},
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["no JSON"],
        ["[" * 100_000],
        ["[]"],
        ["{}"],
        ['{"step": "start", "schema": 2, "made": 0}'],
        ['{"step": "start", "schema": 1, "made": Infinity}'],
        [copy_line()],
        [START, START],
        [START, DONE],
        [START, '{"step": "dance"}'],
        [START, copy_line(source="a.jpg"), DONE],
        [START, copy_line(source=7), DONE],
        [START, copy_line(source="/a\0.jpg"), DONE],
        [START, copy_line(source="/\ud800"), DONE],
        [START, copy_line(target="a.jpg"), DONE],
        [START, copy_line(target="/etc/passwd"), DONE],
        [START, copy_line(target="../a.jpg"), DONE],
        [START, copy_line(target="cat/.."), DONE],
        [START, copy_line(target="cat//a.jpg"), DONE],
        [START, copy_line(bytes="many"), DONE],
        [START, '{"step": "folder", "target": ".."}'],
        [START, '{"step": "folder", "target": ""}'],
    ],
)
def test_a_journal_that_makes_no_sense_is_refused(lines, journal, photo):
    journal.write_text("\n".join(lines) + "\n")
    before = tree(journal.parent, journals=True)
    sentence = (
        rf"petsight-sort-1.jsonl is no journal of a sort, or is damaged in line {len(lines)}$"
    )
    with pytest.raises(JournalError, match=sentence.replace(str(len(lines)), "[123]")):
        undo(journal)
    with pytest.raises(JournalError):
        list(plan(cats([photo]), journal.parent))
    done = sort_files(cats([photo]), journal.parent)
    assert isinstance(done.stopped, JournalError)
    assert tree(journal.parent, journals=True) == before


def test_the_damaged_line_is_named(journal):
    journal.write_text(f"{START}\n{copy_line()}\nno JSON\n{DONE}\n")
    with pytest.raises(JournalError, match=r"damaged in line 3$"):
        undo(journal)


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_no_journal_at_all(tmp_path, name):
    with pytest.raises(JournalError, match="is no journal; give one"):
        undo(tmp_path / name)


@pytest.mark.parametrize("content", [b"", b"a note without a line break", bytes(100)])
def test_a_file_of_another_name_is_not_taken_for_an_unwritten_journal(tmp_path, content):
    note = write(tmp_path / "note.txt", content)
    with pytest.raises(JournalError, match=r"^note.txt is no journal of a sort$"):
        undo(note)
    assert note.read_bytes() == content


def test_a_line_without_end_is_damage_and_stays(journal):
    content = f"{START}\n".encode() + bytes(2**21)
    journal.write_bytes(content)
    with pytest.raises(JournalError, match=r"damaged in line 2$"):
        undo(journal)
    assert journal.read_bytes() == content


@pytest.mark.timeout(20)
def test_a_pipe_is_no_journal(photo, journal):
    os.mkfifo(journal)
    with pytest.raises(JournalError, match="this is a pipe"):
        undo(journal)
    done = sort_files(cats([photo]), journal.parent)
    assert isinstance(done.stopped, DestinationError)
    assert photo.exists()


@pytest.mark.timeout(20)
def test_a_device_without_end_is_no_journal():
    require(Path("/dev/zero").is_char_device(), "/dev/zero")
    with pytest.raises(JournalError, match="this is a device"):
        undo(Path("/dev/zero"))


def test_a_last_line_that_was_cut_short_is_dropped(photo, journal):
    journal.write_text(f"{START}\n{copy_line()[:30]}")
    assert read_record(journal).open is None
    done = sort_files(cats([photo]), journal.parent)
    assert (done.stopped, done.counts, done.journal) == (None, {"cat": 1}, journal)
    assert [step.target for step in read_record(journal).steps] == ["cat/p.jpg"]
    assert undo(journal).removed == 1


def test_an_unfinished_journal_is_continued_and_a_finished_one_is_not(photo, journal):
    journal.write_text(f"{START}\n")
    assert sort_files(cats([photo]), journal.parent).journal == journal
    photo.write_bytes(b"changed")
    second = sort_files(cats([photo]), journal.parent).journal
    assert second == journal.with_name("petsight-sort-2.jsonl")


def test_what_was_begun_cannot_be_finished(photo, journal):
    journal.write_text(f"{START}\n{copy_line(source=str(photo), target='cat/p.jpg')}\n")
    (journal.parent / "cat").touch()
    done = sort_files(cats([photo]), journal.parent)
    assert isinstance(done.stopped, JournalError)
    assert done.stopped.message.startswith(
        "what petsight-sort-1.jsonl began cannot be finished (Not a directory: "
    )


def test_another_file_where_a_killed_copy_would_have_gone_is_left_alone(photo, journal):
    stranger = write(journal.parent / "cat" / "p.jpg", b"2")
    journal.write_text(f"{START}\n{copy_line(source=str(photo), target='cat/p.jpg')}\n")
    assert sort_files(cats([photo]), journal.parent).counts == {"cat": 1}
    assert stranger.read_bytes() == b"2"
    undo(journal)
    assert names(journal.parent) == ["cat/p.jpg"]


def test_a_folder_where_a_killed_copy_would_have_gone_is_left_alone(photo, journal):
    (journal.parent / "cat" / "p.jpg").mkdir(parents=True)
    journal.write_text(f"{START}\n{copy_line(source=str(photo), target='cat/p.jpg')}\n")
    assert sort_files(cats([photo]), journal.parent).counts == {"cat": 1}
    assert names(journal.parent) == ["cat/p (2).jpg"]


def test_a_name_reserved_for_a_file_that_is_gone_is_given_up(photo, journal, tmp_path):
    gone = copy_line(source=str(tmp_path / "unplugged.jpg"), target="cat/p.jpg")
    journal.write_text(f"{START}\n{gone}\n")
    write(journal.parent / "cat" / "p.jpg", b"")
    assert sort_files(cats([photo]), journal.parent).counts == {"cat": 1}
    assert (journal.parent / "cat" / "p.jpg").read_bytes() == b"1"


def test_another_file_is_not_taken_for_one_that_is_gone(photo, journal, tmp_path):
    gone = copy_line(source=str(tmp_path / "unplugged.jpg"), target="cat/p.jpg")
    journal.write_text(f"{START}\n{gone}\n")
    write(journal.parent / "cat" / "p.jpg", b"a stranger")
    sort_files(cats([photo]), journal.parent)
    assert [step.target for step in read_record(journal).steps] == ["cat/p (2).jpg"]


def test_a_plan_for_a_file_that_is_gone(journal, tmp_path):
    write(journal.parent / "cat" / "gone.jpg")
    planned = list(plan(cats([tmp_path / "gone.jpg"]), journal.parent))
    assert planned == [(tmp_path / "gone.jpg", journal.parent / "cat" / "gone (2).jpg")]


def test_a_destination_in_use_is_left_alone(photo, journal):
    journal.write_text(f"{START}\n")
    other = Journal(journal)  # locks belong to the opened file, not to the process
    try:
        done = sort_files(cats([photo]), journal.parent)
        assert isinstance(done.stopped, DestinationError)
        assert done.stopped.message.startswith("another petsight is at work in ")
        with pytest.raises(DestinationError):
            undo(journal)
    finally:
        other.close()
    assert sort_files(cats([photo]), journal.parent).counts == {"cat": 1}


def test_other_files_are_no_journals(photo, journal):
    for name in ("petsight-sort-.jsonl", "petsight-sort-1.jsonl~", "my petsight-sort-1.jsonl"):
        write(journal.with_name(name), b"nonsense")
    assert sort_files(cats([photo]), journal.parent).counts == {"cat": 1}


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_destination_that_is_no_folder(photo, tmp_path, place):
    (tmp_path / "file").touch()
    done = sort_files(cats([photo]), tmp_path / place)
    assert isinstance(done.stopped, DestinationError)
    with pytest.raises(DestinationError):
        list(plan(cats([photo]), tmp_path / place))


def test_a_file_where_a_folder_is_needed(photo, tmp_path):
    write(tmp_path / "sorted" / "cat")
    done = sort_files([(photo, "cat"), (photo, "dog")], tmp_path / "sorted")
    assert [error.message for _, error in done.failures] == [
        "a file named cat lies where its folder should be"
    ]
    assert done.counts == {"dog": 1}
