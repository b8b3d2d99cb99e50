"""Answers in files, with the columns of the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services.export import ExportError, export_csv, export_json
from desktop.services.photo import Failure, Found, Photo
from petsight import DeviceClassifier, Model
from petsight.batch import classify_many
from petsight.errors import PetsightError
from tests.desktop.services.making import answer, photo
from tests.support_cli import classify
from tests.support_model import TINY
from tests.support_model import picture as make_picture

LABELS = ["cat", "dog", "bird"]


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    (tmp_path / "pictures").mkdir()
    made = [
        make_picture(tmp_path / "pictures" / f"{name}.png", name) for name in ("cat", "neither")
    ]
    bad = tmp_path / "pictures" / "bad, very.jpg"
    bad.write_bytes(b"no picture")
    return [*made, bad, tmp_path / "missing.jpg"]


@pytest.fixture
def photos(pictures: list[Path]) -> list[Photo]:
    """What the app knows once the pictures are answered, and one that waits."""
    known = [
        Photo(
            number,
            Found(str(one.path)),
            prediction=one.prediction,
            failure=Failure.of(one.error) if one.error else None,
        )
        for number, one in enumerate(classify_many(pictures, 1, DeviceClassifier(Model(TINY))))
    ]
    return [*known, photo(99)]


def without_times(text: str) -> list[dict[str, str]]:
    rows = list(csv.DictReader(text.splitlines()))
    return [{k: v for k, v in row.items() if not k.endswith("_ms")} for row in rows]


def test_a_table_is_the_command_lines_table(tmp_path, pictures, photos):
    export_csv(tmp_path / "a.csv", photos, LABELS)
    text = (tmp_path / "a.csv").read_text("utf-8-sig")
    wanted = classify("--csv", *pictures).stdout
    assert text.splitlines()[0] == wanted.splitlines()[0] + ",correction"
    rows = without_times(text)
    assert [row.pop("correction") for row in rows] == [""] * 4
    assert rows == without_times(wanted)
    assert len(without_times(text)) == 4


def test_json_is_the_command_lines_json(tmp_path, pictures, photos):
    export_json(tmp_path / "a.json", photos)
    found = json.loads((tmp_path / "a.json").read_bytes())
    wanted = json.loads(classify("--json", *pictures).stdout)
    for row in (*found, *wanted):
        row.pop("timings_ms", None)
    assert [row.pop("correction") for row in found] == [None] * 4
    assert found == wanted


def test_what_people_put_right(tmp_path):
    said = [("dog",), ("cat", "dog"), (), None]
    photos = [
        photo(number, prediction=answer(), correction=correction)
        for number, correction in enumerate(said)
    ]
    export_csv(tmp_path / "a.csv", photos, LABELS)
    export_json(tmp_path / "a.json", photos)
    words = ["dog", "cat and dog", "neither"]
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [row["correction"] for row in rows] == [*words, ""]
    assert {row["label"] for row in rows} == {"cat"}
    found = json.loads((tmp_path / "a.json").read_bytes())
    assert [row["correction"] for row in found] == [*words, None]


def test_a_table_begins_with_the_mark_that_excel_needs(tmp_path):
    """The command line's table has none: other programs read what it writes."""
    export_csv(tmp_path / "a.csv", [photo(path="/ü.jpg", prediction=answer())], LABELS)
    export_json(tmp_path / "a.json", [])
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfpath,label,")
    assert (tmp_path / "a.json").read_bytes().startswith(b"[")
    assert not classify("--csv", tmp_path / "none.jpg").stdout.startswith("\ufeff")


def test_an_endpoints_failure_has_its_detail(tmp_path):
    failed = photo(failure=Failure("cloud_error", "nobody can answer", "offline"))
    export_csv(tmp_path / "a.csv", [failed], LABELS)
    export_json(tmp_path / "a.json", [failed])
    (row,) = csv.DictReader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines())
    assert (row["error_code"], row["detail"]) == ("cloud_error", "offline")
    (found,) = json.loads((tmp_path / "a.json").read_text())
    assert found["error"] == {
        "code": "cloud_error",
        "message": "nobody can answer",
        "detail": "offline",
    }


def test_nothing_to_export(tmp_path):
    export_csv(tmp_path / "a.csv", [], LABELS)
    export_json(tmp_path / "a.json", [photo(1)])
    assert len((tmp_path / "a.csv").read_text().splitlines()) == 1
    assert json.loads((tmp_path / "a.json").read_text()) == []


@pytest.mark.parametrize("name", ["ü 猫.jpg", 'a,b;"c".jpg', "line\nbreak.jpg", "\udcff.jpg"])
def test_any_name_survives(tmp_path, name):
    kept = photo(path=f"/{name}", prediction=answer())
    export_csv(tmp_path / "a.csv", [kept], LABELS)
    export_json(tmp_path / "a.json", [kept])
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert row["path"] == f"/{name}".replace("\udcff", r"\udcff")
    (found,) = json.loads((tmp_path / "a.json").read_bytes())
    assert found["path"] == f"/{name}"


@pytest.mark.parametrize("write", [lambda path, photos: export_csv(path, photos, []), export_json])
def test_a_failure_in_the_middle_leaves_the_old_file(tmp_path, write):
    def photos() -> Iterator[Photo]:
        yield photo(1, prediction=answer())
        raise RuntimeError

    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(RuntimeError):
        write(path, photos())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    write(path, [photo(1, prediction=answer())])
    assert "cat" in path.read_text()
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("place", ["missing/a.csv", "file/a.csv", "folder"])
def test_a_place_that_cannot_be_written(tmp_path, place):
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ExportError, match="cannot be written") as caught:
        export_csv(tmp_path / place, [], [])
    assert isinstance(caught.value, PetsightError)
    assert str(tmp_path) not in caught.value.message
    assert sorted(tmp_path.iterdir()) == before
