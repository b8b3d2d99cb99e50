"""Counts that follow a search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.bridge import tallying as tallying_module
from desktop.bridge.library import Library
from desktop.bridge.tallying import Tallying
from desktop.services.collection import Counts
from desktop.services.photo import Failure, Found
from desktop.services.tallying import Tally
from tests.desktop.services.making import answer


@pytest.fixture
def library(qtbot, home: Path) -> Iterator[Library]:
    """A cat, a dog that was taken for a cat, a broken file, and one that waits."""
    library = Library()
    with qtbot.waitSignal(library.restored):
        library.open(home / "session.sqlite")
    library.add([Found(f"/pictures/{name}.png") for name in ("Tom", "Rex", "torn", "new")])
    cat, dog, torn, _ = library.photos()
    library.put(
        [
            replace(cat, prediction=answer("cat")),
            replace(dog, prediction=answer("cat"), correction=("dog",)),
            replace(torn, failure=Failure("empty", "the file is empty")),
        ]
    )
    yield library
    library.close()


def told(qtbot, tallying: Tallying, text: str) -> Tally:
    """What is counted once somebody searches."""
    with qtbot.waitSignal(tallying.counted) as counted:
        tallying.search(text)
    tally: Tally = counted.args[0]
    return tally


@pytest.mark.parametrize("at_once", [2000, 0], ids=["at once", "in a thread"])
def test_a_search_narrows_the_counts(qtbot, library, monkeypatch, at_once):
    monkeypatch.setattr(tallying_module, "AT_ONCE", at_once)
    tallying = Tallying(library)
    assert told(qtbot, tallying, "to") == Tally(Counts(2, 0, 1, {"cat": 1}), 0)
    assert told(qtbot, tallying, "REX") == Tally(Counts(1, 0, 0, {"dog": 1}), 1)
    assert told(qtbot, tallying, "") == Tally(library.counts, 1)
    assert library.counts == Counts(4, 1, 1, {"cat": 1, "dog": 1})


def test_many_changes_are_counted_to_the_last(qtbot, library, monkeypatch):
    monkeypatch.setattr(tallying_module, "AT_ONCE", 0)
    tallying = Tallying(library)
    tallying.search("to")
    tallies: list[Tally] = []
    tallying.counted.connect(tallies.append)
    library.add([Found("/pictures/Tom again.png")])
    tallying.recount()
    qtbot.waitUntil(lambda: bool(tallies) and tallies[-1].counts.total == 3)


def test_corrections_are_counted_through_every_change(qtbot, library):
    tallying = Tallying(library)

    def corrected() -> int:
        with qtbot.waitSignal(tallying.counted) as counted:
            tallying.recount()
        tally: Tally = counted.args[0]
        return tally.corrected

    first, dog, *_ = library.photos()
    assert corrected() == 1
    library.put([replace(first, correction=())])
    assert corrected() == 2
    library.take_out([dog.id])
    assert corrected() == 1
    library.put_back([dog.id])
    assert corrected() == 2
    library.put([replace(first, correction=None)])
    assert corrected() == 1
    library.clear()
    assert corrected() == 0
