"""`petsight sort`: what it takes, what it says and how it ends."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from petsight.cli import main
from petsight.sorting import sort_files
from petsight.sorting.journal import Journal
from tests.petsight.misbehaving import Misbehaving
from tests.petsight.sorting_support import names, remount, small_disk, tree
from tests.support_cli import USE_TINY
from tests.support_model import COLOURS, change_model, picture

NO_JOURNAL = "is no journal; give one, such as sorted/petsight-sort-1.jsonl"


@pytest.fixture
def sort(capsys: pytest.CaptureFixture[str]) -> Callable[..., SimpleNamespace]:
    """Run `petsight sort` with the tiny model and return its status and both outputs."""

    def run(*arguments: object) -> SimpleNamespace:
        status = main(["sort", *USE_TINY, *map(str, arguments)])
        captured = capsys.readouterr()
        return SimpleNamespace(status=status, out=captured.out, err=captured.err)

    return run


@pytest.fixture
def photos(tmp_path):
    """One picture for every answer."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for answer in COLOURS:
        picture(folder / f"{answer}.png", answer)
    return folder


ALL = sorted(f"{answer}/{answer}.png" for answer in COLOURS)


def test_one_folder_per_answer(sort, photos, destination):
    before = tree(photos)
    done = sort(photos, destination)
    assert sorted(names(destination)) == ALL
    assert tree(photos) == before
    assert done.out == (
        "copied: 6 (1 bird, 1 cat, 1 cat and dog, 1 dog, 1 neither, 1 not sure)\n"
        f"to undo this: petsight sort --undo {destination}/petsight-sort-1.jsonl\n"
    )
    assert (done.status, done.err) == (0, "")


def test_move_and_undo(sort, photos, destination, tmp_path):
    before = tree(tmp_path)
    done = sort("--move", photos, destination)
    assert (names(photos), sorted(names(destination))) == ([], ALL)
    assert done.out.startswith("moved: 6 (")
    undone = sort("--undo", destination / "petsight-sort-1.jsonl")
    assert (undone.status, undone.out, undone.err) == (0, "moved back: 6, copies removed: 0\n", "")
    assert tree(tmp_path, journals=True) == before


def test_undo_names_what_it_keeps(sort, photos, destination):
    sort(photos, destination)
    (photos / "cat.png").unlink()
    undone = sort("--undo", destination / "petsight-sort-1.jsonl")
    assert undone.status == 1
    assert undone.out == "moved back: 0, copies removed: 5, kept: 1\n"
    assert undone.err == (
        f"petsight: {destination}/cat/cat.png: its original is gone, and the last copy stays\n"
    )


def test_dry_run(sort, photos, destination):
    before = tree(photos.parent)
    found = sort("--dry-run", photos, photos, destination)
    assert found.out.splitlines() == [
        f"{photos}/{answer}.png -> {destination}/{answer}/{answer}.png"
        for answer in sorted(COLOURS, key="{}.png".format)
    ]
    assert (found.status, found.err) == (0, "")
    assert tree(photos.parent) == before


@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_pictures_that_cannot_be_answered_stay(sort, photos, destination, options):
    (photos / "broken.jpg").write_text("hello")
    done = sort(*options, "--move", photos / "broken.jpg", photos / "none.jpg", destination)
    assert done.status == 1
    assert done.err == (
        f"petsight: {photos}/broken.jpg: this is not a picture\n"
        f"petsight: {photos}/none.jpg: there is no such file\n"
    )
    assert (photos / "broken.jpg").exists()
    assert not destination.exists()


def test_a_file_that_cannot_be_sorted_is_named(sort, photos, destination):
    destination.mkdir()
    (destination / "cat").touch()
    done = sort(photos, destination)
    assert done.status == 1
    assert done.err == (
        f"petsight: {photos}/cat.png: a file named cat lies where its folder should be\n"
    )
    assert done.out.startswith("copied: 5 (")


def test_again_takes_only_what_is_new_and_asks_about_nothing_else(sort, photos, destination):
    sort(photos, destination)
    picture(photos / "new.png", "dog")
    done = sort(photos, destination)
    assert done.out.splitlines()[:2] == ["copied: 1 (1 dog)", "already sorted: 6"]
    assert sort(photos, destination).out == "copied: 0\nalready sorted: 7\n"


def test_recursive(sort, photos, destination):
    (photos / "sub").mkdir()
    picture(photos / "sub" / "cat.png")
    assert sort(photos, destination).out.startswith("copied: 6")
    assert sort("-r", photos, destination).out.startswith("copied: 1 (1 cat)\nalready sorted: 6\n")
    assert (destination / "cat" / "cat (2).png").exists()


@pytest.mark.parametrize("move", [[], ["--move"]])
def test_a_destination_within_the_source_is_not_sorted(sort, photos, move):
    sort("-r", *move, photos, photos / "sorted")
    (photos / "sorted" / "petsight-sort-1.jsonl").unlink()
    before = tree(photos)
    found = sort("-r", *move, photos, photos / "sorted")
    assert tree(photos) == before
    assert found.status == 0


@pytest.mark.parametrize("move", [[], ["--move"]])
def test_a_folder_sorted_into_itself(sort, photos, move):
    (photos / "sub").mkdir()
    picture(photos / "sub" / "more.png", "dog")
    assert sort("-r", *move, photos, photos).out.split()[1] == "7"
    before = tree(photos)
    again = sort("-r", *move, photos, photos)
    assert (again.status, tree(photos)) == (0, before)
    assert again.out.split()[1] == "0"


def test_labels_of_any_model(sort, photos, destination, tmp_path):
    labels = [{"name": name, "accept": 0.6, "reject": 0.4} for name in ("a/b", "dog", "bird")]
    model = change_model(tmp_path / "odd.tflite", labels=labels)
    assert sort("--model", model, photos / "cat.png", destination).status == 0
    assert names(destination) == ["a%2Fb/cat.png"]


def test_an_endpoint_may_answer(sort, photos, destination, server: Misbehaving):
    done = sort("--mode", "cloud", "--endpoint", server.url, photos, destination)
    assert (done.status, done.err) == (0, "")
    assert sorted(names(destination)) == ALL


def test_no_pictures(sort, tmp_path, destination):
    (tmp_path / "empty").mkdir()
    done = sort(tmp_path / "empty", destination)
    hint = "--recursive looks into sub-folders too"
    assert done.err == f"petsight: no pictures found in {tmp_path / 'empty'}; {hint}\n"
    assert (done.status, done.out) == (0, "copied: 0\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "give the pictures and, last, the folder to sort them into"),
        (["one"], "give the pictures and, last, the folder to sort them into"),
        (["--undo", "j.jsonl", "more"], "--undo takes a journal and nothing else"),
        (["--undo", "j.jsonl", "--dry-run"], "--undo takes a journal and nothing else"),
        (["--undo", "j.jsonl"], f"j.jsonl {NO_JOURNAL}"),
        (["--undo", "."], f". {NO_JOURNAL}"),
        (["--move", "a.jpg", ""], "the folder to sort into has an empty name"),
        (["a.jpg", "b.jpg", __file__], f"{__file__} cannot be used (Not a directory)"),
    ],
)
def test_mistakes(sort, arguments, sentence):
    done = sort(*arguments)
    assert (done.status, done.out, done.err) == (2, "", f"petsight: {sentence}\n")


def test_undo_and_move_exclude_each_other(sort):
    assert sort("--move", "--undo", "j.jsonl").status == 2


def test_a_destination_in_use(sort, photos, destination):
    destination.mkdir()
    journal = destination / "petsight-sort-1.jsonl"
    journal.touch()
    other = Journal(journal)
    try:
        done = sort(photos, destination)
    finally:
        other.close()
    assert (done.status, done.out) == (2, "")
    assert done.err == (
        f"petsight: another petsight is at work in {destination}; wait until it is done\n"
    )


def test_a_full_destination_says_how_to_go_on(sort, photos, destination):
    with small_disk(destination, "size=16k") as disk:
        full = sort(photos, disk)
        assert full.status == 2
        assert full.err.startswith("petsight: ")
        assert full.err.endswith(" (No space left on device); the same command goes on from here\n")
        placed = len(names(disk))
        assert 0 < placed < len(COLOURS)
        assert full.out.startswith(f"copied: {placed} (")
        remount(disk, "size=1m")
        done = sort(photos, disk)
        assert (done.status, sorted(names(disk))) == (0, ALL)
        assert f"already sorted: {placed}\n" in done.out


def test_the_desktop_and_the_command_share_a_destination(sort, photos, destination):
    sort_files([(photos / "cat.png", "dog")], destination)
    assert sort(photos, destination).out.startswith("copied: 5 (")
