"""What people put right, as training folders."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from desktop.services.corrections import CorrectionError, Corrections

CAT, DOG, BOTH, NONE = ("cat",), ("dog",), ("cat", "dog"), ()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "corrections"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    made = tmp_path / "pictures"
    made.mkdir()
    return made


def picture(folder: Path, name: str = "a.jpg", content: bytes = b"a picture") -> tuple[str, str]:
    path = folder / name
    path.write_bytes(content)
    return str(path), hashlib.sha256(content).hexdigest()


def tree(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "corrections.json"
    }


def document(folder: Path):
    return json.loads((folder / "corrections.json").read_text())


@pytest.mark.parametrize(
    ("labels", "name"),
    [(CAT, "cat"), (NONE, "neither"), (BOTH, "cat-and-dog"), (("dog", "cat"), "cat-and-dog")],
)
def test_a_correction_is_a_copy_in_the_folder_of_what_it_shows(folder, pictures, labels, name):
    path, digest = picture(pictures)
    corrections = Corrections(folder)
    corrections.add(path, digest, labels, "not sure")
    assert tree(folder) == {f"{name}/{digest}.jpg"}
    assert (folder / name / f"{digest}.jpg").read_bytes() == b"a picture"
    assert Path(path).read_bytes() == b"a picture"
    assert corrections.labels(digest) == tuple(sorted(labels))
    assert len(corrections) == 1
    assert document(folder) == {
        "schema": 1,
        "folders": {name: sorted(labels)},
        "answers": {digest: "not sure"},
    }


def test_nothing_is_written_before_the_first_correction(folder):
    corrections = Corrections(folder)
    assert corrections.labels("0" * 64) is None
    assert len(corrections) == 0
    corrections.remove("0" * 64)
    assert not folder.exists()


def test_a_second_correction_replaces_the_first(folder, pictures):
    path, digest = picture(pictures)
    corrections = Corrections(folder)
    corrections.add(path, digest, CAT, "dog")
    Path(path).unlink()
    corrections.add(path, digest, BOTH, "cat")
    assert tree(folder) == {f"cat-and-dog/{digest}.jpg"}
    assert not (folder / "cat").exists()
    assert corrections.labels(digest) == BOTH
    assert document(folder)["answers"] == {digest: "dog"}


def test_a_copy_that_somebody_deleted_is_made_anew(folder, pictures):
    path, digest = picture(pictures)
    corrections = Corrections(folder)
    corrections.add(path, digest, CAT, "dog")
    (folder / "cat" / f"{digest}.jpg").unlink()
    corrections.add(path, digest, BOTH, "dog")
    assert tree(folder) == {f"cat-and-dog/{digest}.jpg"}
    (folder / "cat-and-dog" / f"{digest}.jpg").unlink()
    corrections.remove(digest)
    assert corrections.labels(digest) is None


def test_the_same_correction_again(folder, pictures):
    path, digest = picture(pictures)
    corrections = Corrections(folder)
    corrections.add(path, digest, CAT, "dog")
    corrections.add(path, digest, CAT, "dog")
    assert tree(folder) == {f"cat/{digest}.jpg"}


def test_the_same_content_twice_is_one_correction(folder, pictures):
    one, digest = picture(pictures, "one.jpg")
    two, _ = picture(pictures, "two.PNG")
    corrections = Corrections(folder)
    corrections.add(one, digest, CAT, "dog")
    corrections.add(two, digest, DOG, "cat")
    assert tree(folder) == {f"dog/{digest}.jpg"}
    assert len(corrections) == 1


def test_taking_a_correction_back(folder, pictures):
    path, digest = picture(pictures)
    other, kept = picture(pictures, "b.png", b"another")
    corrections = Corrections(folder)
    corrections.add(path, digest, CAT, "dog")
    corrections.add(other, kept, DOG, "cat")
    corrections.remove(digest)
    assert tree(folder) == {f"dog/{kept}.png"}
    assert corrections.labels(digest) is None
    assert document(folder)["answers"] == {kept: "cat"}
    assert Path(path).exists()


def test_another_start_knows_them_all(folder, pictures):
    path, digest = picture(pictures)
    Corrections(folder).add(path, digest, BOTH, "cat")
    again = Corrections(folder)
    assert again.labels(digest) == BOTH
    again.remove(digest)
    assert tree(folder) == set()


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.JPEG", ".jpeg"),
        ("a.heic", ".heic"),
        ("a", ".jpg"),
        ("a.txt", ".jpg"),
        ("\udcff", ".jpg"),
    ],
)
def test_training_finds_every_copy_by_its_name(folder, pictures, name, suffix):
    path, digest = picture(pictures, name)
    Corrections(folder).add(path, digest, CAT, "dog")
    assert tree(folder) == {f"cat/{digest}{suffix}"}


def test_a_read_only_picture(folder, pictures):
    path, digest = picture(pictures)
    Path(path).chmod(0o400)
    corrections = Corrections(folder)
    corrections.add(path, digest, CAT, "dog")
    corrections.add(path, digest, DOG, "dog")
    corrections.remove(digest)
    assert tree(folder) == set()


@pytest.mark.parametrize("label", ["a/b", "..", "con", "ca:t", "über"])
def test_labels_that_are_no_names_for_folders(folder, pictures, label):
    path, digest = picture(pictures)
    Corrections(folder).add(path, digest, (label,), "cat")
    (copy,) = tree(folder)
    assert copy.count("/") == 1
    assert Corrections(folder).labels(digest) == (label,)


def test_a_label_that_reads_like_two(folder, pictures):
    one, first = picture(pictures, "1.jpg", b"1")
    two, second = picture(pictures, "2.jpg", b"2")
    corrections = Corrections(folder)
    corrections.add(one, first, BOTH, "cat")
    corrections.add(two, second, ("cat-and-dog",), "cat")
    assert len({path.split("/")[0] for path in tree(folder)}) == 2
    again = Corrections(folder)
    assert (again.labels(first), again.labels(second)) == (BOTH, ("cat-and-dog",))


def test_a_vanished_picture(folder, pictures):
    path, digest = picture(pictures)
    Path(path).unlink()
    with pytest.raises(CorrectionError, match="not there any more"):
        Corrections(folder).add(path, digest, CAT, "dog")
    assert tree(folder) == set()


def test_a_picture_that_changed_since_it_was_answered(folder, pictures):
    path, digest = picture(pictures)
    Path(path).write_bytes(b"another picture")
    corrections = Corrections(folder)
    with pytest.raises(CorrectionError, match="has changed"):
        corrections.add(path, digest, CAT, "dog")
    assert tree(folder) == set()
    assert corrections.labels(digest) is None


def test_a_folder_that_cannot_be_written(tmp_path, pictures):
    path, digest = picture(pictures)
    (tmp_path / "file").write_bytes(b"")
    corrections = Corrections(tmp_path / "file" / "corrections")
    with pytest.raises(CorrectionError, match="cannot be kept") as caught:
        corrections.add(path, digest, CAT, "dog")
    assert "/" not in caught.value.message
    assert len(corrections) == 0


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"schema": 7}', b"\xff", b'{"schema": 1}'])
def test_without_its_list_the_folders_tell_everything(folder, pictures, content):
    one, first = picture(pictures, "1.jpg", b"1")
    two, second = picture(pictures, "2.jpg", b"2")
    corrections = Corrections(folder)
    corrections.add(one, first, BOTH, "cat")
    corrections.add(two, second, NONE, "cat")
    (folder / "corrections.json").write_bytes(content)
    again = Corrections(folder)
    assert (again.labels(first), again.labels(second)) == (BOTH, NONE)
    again.add(one, first, CAT, "dog")
    assert document(folder)["folders"]["cat"] == ["cat"]


def test_what_a_killed_copy_left_is_removed_and_other_files_are_not(folder, pictures):
    path, digest = picture(pictures)
    Corrections(folder).add(path, digest, CAT, "dog")
    (folder / f"partial-{digest}").write_bytes(b"half")
    (folder / "cat" / "notes.txt").write_text("mine")
    (folder / "mine").mkdir()
    corrections = Corrections(folder)
    assert len(corrections) == 1
    corrections.remove(digest)
    assert sorted(path.name for path in folder.iterdir()) == ["cat", "corrections.json", "mine"]
    assert tree(folder) == {"cat/notes.txt"}


def test_everything_that_was_said(folder, pictures):
    corrections = Corrections(folder)
    said = {}
    for content, labels in ((b"1", BOTH), (b"2", NONE)):
        path, digest = picture(pictures, "a.jpg", content)
        corrections.add(path, digest, labels, "cat")
        said[digest] = labels
    assert corrections.everything() == Corrections(folder).everything() == said


def test_clearing_leaves_what_is_not_its_own(folder, pictures):
    path, digest = picture(pictures)
    corrections = Corrections(folder)
    corrections.add(path, digest, CAT, "dog")
    (folder / "notes.txt").write_text("mine")
    corrections.clear()
    assert corrections.everything() == {}
    assert [found.name for found in folder.iterdir()] == ["notes.txt"]
    (folder / "notes.txt").unlink()
    corrections.add(path, digest, CAT, "dog")
    corrections.clear()
    assert not folder.exists()


def test_clearing_a_folder_that_cannot_be_written(folder, pictures, monkeypatch):
    path, digest = picture(pictures)
    corrections = Corrections(folder)
    corrections.add(path, digest, CAT, "dog")

    def refuse(_path: Path, *, missing_ok: bool) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(CorrectionError, match="cannot be deleted"):
        corrections.clear()
    assert corrections.labels(digest) == CAT
