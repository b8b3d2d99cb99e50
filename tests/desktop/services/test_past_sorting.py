"""What an earlier sorting did, read from what it left behind."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.services.past_sorting import last_sorting
from petsight.errors import DestinationError, JournalError
from petsight.sorting import sort_files


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "photos"
    folder.mkdir()
    paths = [folder / name for name in ("a.jpg", "b.jpg", "c.jpg")]
    for path in paths:
        path.write_bytes(path.name.encode())
    return paths


def test_nothing_was_sorted(tmp_path, photos):
    assert last_sorting(tmp_path / "nowhere") is None
    assert last_sorting(photos[0].parent) is None


def test_copies_are_counted(tmp_path, photos):
    done = sort_files([(path, "cat") for path in photos], tmp_path / "sorted")
    past = last_sorting(tmp_path / "sorted")
    assert past is not None
    assert (past.journal, past.copies, past.moved) == (done.journal, 3, ())
    assert abs((datetime.now(UTC) - past.ended).total_seconds()) < 3600


def test_moved_files_are_named(tmp_path, photos):
    sort_files([(photos[0], "cat")], tmp_path / "sorted", move=True)
    past = last_sorting(tmp_path / "sorted")
    assert past is not None
    assert past.copies == 0
    assert past.moved == ((str(photos[0]), str(tmp_path / "sorted" / "cat" / "a.jpg")),)


def test_the_newest_journal_counts(tmp_path, photos):
    for count in (2, 3):
        done = sort_files([(path, "cat") for path in photos[:count]], tmp_path / "sorted")
    past = last_sorting(tmp_path / "sorted")
    assert past is not None
    assert (past.journal, past.copies) == (done.journal, 1)


def test_the_step_of_a_killed_run_counts(tmp_path, photos):
    done = sort_files([(path, "cat") for path in photos], tmp_path / "sorted", move=True)
    assert done.journal is not None
    lines = done.journal.read_bytes().splitlines(keepends=True)
    done.journal.write_bytes(b"".join(lines[:-2]))
    past = last_sorting(tmp_path / "sorted")
    assert past is not None
    assert [old for old, _new in past.moved] == [os.fspath(path) for path in photos]


def test_what_cannot_be_read_is_said(tmp_path, photos):
    with pytest.raises(DestinationError, match="cannot be used"):
        last_sorting(photos[0])
    (tmp_path / "petsight-sort-1.jsonl").write_text("no journal\n")
    with pytest.raises(JournalError, match="is damaged in line 1"):
        last_sorting(tmp_path)
