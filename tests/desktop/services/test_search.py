"""Large searches, in a process that ends with them."""

from __future__ import annotations

import io
import marshal
import os
import signal
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from desktop.services import search as searching
from desktop.services.intake import CHUNK, find
from desktop.services.photo import Found
from desktop.services.search import SearchError, search, serve
from tests.desktop.leftovers import Leftovers


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of more pictures than come at once; one has a name that is no text."""
    for number in range(2 * CHUNK):
        (tmp_path / f"{number}.jpg").touch()
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.jpg")).write_bytes(b"some bytes")
    return tmp_path


def never() -> bool:
    return False


def children() -> list[int]:
    """Return the processes that this one has started."""
    return [int(name.split()[1]) for name in Leftovers.now().names if name.startswith("process")]


def flat(chunks: Iterator[list[Found]]) -> list[Found]:
    return [file for chunk in chunks for file in chunk]


def test_a_folder_is_searched_apart_and_found_as_in_this_process(folder):
    found = search([str(folder)], never)
    first = next(found)
    assert len(children()) == 1
    assert first + flat(found) == flat(find([str(folder)], never))
    assert children() == []


def test_many_files_are_searched_apart(folder):
    paths = [*map(str, sorted(folder.iterdir())), str(folder / "none.jpg")]
    assert flat(search(paths, never)) == flat(find(paths, never))


def test_a_few_files_need_no_process(folder, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(folder / "none"))
    paths = [str(folder / "0.jpg"), str(folder / "none.jpg")]
    assert [file.path for file in flat(search(paths, never))] == paths


def test_a_search_that_is_cancelled_ends_its_process(folder):
    stopped = False
    found = search([str(folder)], lambda: stopped)
    next(found)
    stopped = True
    assert list(found) == []
    assert children() == []


def test_a_search_that_nobody_follows_ends_its_process(folder):
    found = search([str(folder)], never)
    next(found)
    assert isinstance(found, Generator)
    found.close()
    assert children() == []


def test_a_search_in_vain_gives_signs_of_life(tmp_path, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    told = io.BytesIO()
    monkeypatch.setattr(searching, "_SIGN_S", -1.0)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(marshal.dumps([str(tmp_path)]))))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(told))
    assert serve() == 0
    told.seek(0)
    assert [marshal.load(told) for _ in range(4)] == [[], [], [], None]


def test_a_process_that_somebody_ends(tmp_path):
    # More than fits into a pipe, so that the process cannot have ended by itself.
    found = search([str(tmp_path / f"{number}.jpg") for number in range(20 * CHUNK)], never)
    next(found)
    (number,) = children()
    os.kill(number, signal.SIGKILL)
    with pytest.raises(SearchError, match="ended"):
        list(found)


def test_a_process_that_cannot_begin(folder, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(folder / "none"))
    with pytest.raises(SearchError, match=r"cannot begin \(No such file or directory\)"):
        list(search([str(folder)], never))
