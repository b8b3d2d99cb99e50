"""The list of the page's files: what the service takes from it, and what it does not start with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lambda_service.page import FOLDER, MAX_FORM_BYTES, PageError, read_page
from tests.lambda_service.page_files import HTML, entry, make_page, write_list


def test_no_page_was_built(tmp_path: Path) -> None:
    assert read_page(tmp_path / "dist") is None


def test_a_page(tmp_path: Path) -> None:
    make_page(tmp_path, connect=("https://example.org",))

    page = read_page(tmp_path)

    assert page is not None
    assert page.endpoints == ("https://example.org",)
    assert set(page.files) == {"index.html", "engine/run-0a1b2c3d.wasm"}
    index, wasm = page.files["index.html"], page.files["engine/run-0a1b2c3d.wasm"]
    assert index.plain.file.read_bytes() == HTML
    assert list(index.compressed) == ["br", "gzip"]
    assert (index.immutable, wasm.immutable) == (False, True)
    assert wasm.compressed == {}


def test_the_best_coding_comes_first_whatever_the_list_says(tmp_path: Path) -> None:
    listed = make_page(tmp_path)
    encodings = listed["files"][0]["encodings"]
    listed["files"][0]["encodings"] = dict(reversed(encodings.items()))
    write_list(tmp_path, listed)

    page = read_page(tmp_path)

    assert page is not None
    assert list(page.files["index.html"].compressed) == ["br", "gzip"]


@pytest.mark.parametrize("too_many", [0, 1])
def test_a_file_is_as_large_as_lambda_lets_out_and_no_larger(tmp_path: Path, too_many: int) -> None:
    listed = make_page(tmp_path)
    content = bytes(MAX_FORM_BYTES + too_many)
    listed["files"].append(entry(tmp_path, "model.bin", content, "image/png", "immutable"))
    write_list(tmp_path, listed)
    if too_many:
        with pytest.raises(PageError, match=r"model\.bin has 4,194,305 bytes.*into parts"):
            read_page(tmp_path)
    else:
        assert read_page(tmp_path)


def test_the_largest_answer_fits_into_lambdas() -> None:
    assert (MAX_FORM_BYTES + 2) // 3 * 4 + 10_000 < 6 * 2**20


@pytest.mark.parametrize("change", ["longer", "gone"])
def test_a_file_that_is_not_the_listed_one(tmp_path: Path, change: str) -> None:
    make_page(tmp_path)
    file = tmp_path / "index.html.gz"
    file.write_bytes(b"other") if change == "longer" else file.unlink()
    with pytest.raises(PageError, match=r"index\.html\.gz is not the file .* build the page anew"):
        read_page(tmp_path)


BAD_FIELDS = {
    "up": ("path", "../secret"),
    "absolute": ("path", "/etc/passwd"),
    "hidden": ("path", ".env"),
    "up inside": ("path", "a/../../secret"),
    "no file": ("path", "a/"),
    "Windows": ("path", "a\\b"),
    "not text": ("path", 5),
    "two headers": ("type", "text/html\r\nset-cookie: a=b"),
    "no type": ("type", ""),
    "no hash": ("sha256", "abc"),
    "forever": ("cache", "forever"),
    "unknown coding": ("encodings", {"zstd": {}}),
    "codings of another type": ("encodings", ["br"]),
}


@pytest.mark.parametrize("name", BAD_FIELDS)
def test_a_field_that_cannot_be_meant(tmp_path: Path, name: str) -> None:
    field, value = BAD_FIELDS[name]
    listed = make_page(tmp_path)
    listed["files"][1][field] = value
    write_list(tmp_path, listed)
    with pytest.raises(PageError, match="is not a list of the page's files"):
        read_page(tmp_path)


@pytest.mark.parametrize("origin", ["https://example.org/path", "*", "https:", "'unsafe-inline'"])
def test_an_endpoint_is_an_origin(tmp_path: Path, origin: str) -> None:
    make_page(tmp_path, connect=(origin,))
    with pytest.raises(PageError, match="is not a list"):
        read_page(tmp_path)


@pytest.mark.parametrize("listed", [[], {}, None, {"schema": 1}, {"schema": 1, "files": 5}])
def test_a_list_of_another_form(tmp_path: Path, listed: Any) -> None:
    write_list(tmp_path, listed)
    with pytest.raises(PageError, match="is not a list"):
        read_page(tmp_path)


def test_a_list_that_is_cut_short(tmp_path: Path) -> None:
    make_page(tmp_path)
    whole = (tmp_path / "files.json").read_text("utf-8")
    (tmp_path / "files.json").write_text(whole[:-5], "utf-8")
    with pytest.raises(PageError, match="is not a list"):
        read_page(tmp_path)


def test_a_list_of_another_version(tmp_path: Path) -> None:
    write_list(tmp_path, {**make_page(tmp_path), "schema": 2})
    with pytest.raises(PageError, match="another version"):
        read_page(tmp_path)


def test_a_page_without_its_first_file(tmp_path: Path) -> None:
    listed = make_page(tmp_path)
    del listed["files"][0]
    write_list(tmp_path, listed)
    with pytest.raises(PageError, match=r"names no index\.html"):
        read_page(tmp_path)


def test_the_page_lies_where_its_build_leaves_it() -> None:
    root = Path(__file__).resolve().parents[2]
    assert root / "mobile" / "dist" == FOLDER
    assert json.loads((root / "mobile" / "package.json").read_text("utf-8"))["scripts"]["build"]
