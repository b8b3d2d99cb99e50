"""What sorting would do, and which folder a person means."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.services.sort_plan import Plan, destination, make_plan
from petsight.errors import DestinationError
from petsight.sorting import sort_files


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photos" / "a.jpg"
    path.parent.mkdir()
    path.write_bytes(b"a")
    return path


def test_a_folder_that_is_not_there_yet(tmp_path, photo):
    folder = tmp_path / "sorted"
    plan = make_plan([(photo, "cat")], str(folder), move=False, unanswered=2)
    assert plan == Plan(
        folder, exists=False, pairs=[(photo, folder / "cat" / "a.jpg")], unanswered=2, past=False
    )
    assert not folder.exists()


def test_a_folder_that_was_sorted_into_before(tmp_path, photo):
    folder = tmp_path / "sorted"
    sort_files([(photo, "cat")], folder)
    plan = make_plan([(photo, "cat")], str(folder), move=False)
    assert plan == Plan(folder, exists=True, pairs=[], unanswered=0, past=True)


@pytest.mark.parametrize(("written", "part"), [("~", "."), ("~/sorted ü", "sorted ü")])
def test_the_home_can_be_written_short(home, written, part):
    assert destination(written) == home / part


@pytest.mark.parametrize("written", ["", "sorted", "./sorted", "~nobody-here/sorted"])
def test_a_path_that_leads_nobody_knows_where(home, written):
    with pytest.raises(DestinationError, match="the whole path of the folder, such as") as caught:
        destination(written)
    assert str(home / "sorted") in caught.value.message
