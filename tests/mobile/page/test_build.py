"""The build's output is what it says, small, and the same each time."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from lambda_service.page import read_page
from tests.mobile import node
from tests.mobile.page.conftest import build

pytestmark = pytest.mark.slow

LARGEST = 4_000_000
BUDGET = 60_000


def read(dist: Path) -> Any:
    """Return the build's list."""
    return json.loads((dist / "files.json").read_text())


def test_files_are_what_the_list_says(dist):
    listed = read(dist)
    forms = [form for file in listed["files"] for form in (file, *file["encodings"].values())]
    for form in forms:
        content = (dist / form["path"]).read_bytes()
        assert len(content) == form["bytes"] <= LARGEST
        assert hashlib.sha256(content).hexdigest() == form["sha256"]
    written = {str(path.relative_to(dist)) for path in dist.rglob("*") if path.is_file()}
    assert written == {form["path"] for form in forms} | {"files.json"}


def test_only_names_with_a_hash_are_kept_for_ever(dist):
    for file in read(dist)["files"]:
        hashed = re.search(r"-([0-9a-f]{12})\.", file["path"])
        assert (file["cache"] == "immutable") == bool(hashed)
        if hashed:
            assert file["sha256"].startswith(hashed[1])


def test_the_service_takes_the_list(dist):
    page = read_page(dist)
    assert page is not None
    assert page.endpoints == ()


def test_the_page_is_small(dist):
    sizes = {
        file["path"]: min(form["bytes"] for form in (file, *file["encodings"].values()))
        for file in read(dist)["files"]
        if not file["path"].startswith(("runtime", "model", "icons/"))
    }
    assert any(path.startswith("page-") for path in sizes)
    assert sum(sizes.values()) <= BUDGET


def test_equal_sources_give_equal_bytes_also_over_an_earlier_build(dist, tmp_path):
    (tmp_path / "files.json").write_text("{}")
    (tmp_path / "page-000000000000.js").write_text("")
    again = build(tmp_path)
    assert (again / "files.json").read_bytes() == (dist / "files.json").read_bytes()
    assert not (again / "page-000000000000.js").exists()


def test_a_folder_of_other_things_is_left_alone(tmp_path):
    (tmp_path / "letters").mkdir()
    letter = tmp_path / "letters" / "dear.txt"
    letter.write_text("Dear reader")
    node.packages()
    done = subprocess.run(
        ["node", "build.mjs", str(tmp_path)],
        cwd=node.MOBILE,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"build.mjs: {tmp_path} holds something else than an earlier build; it is left as it is\n"
    )
    assert letter.read_text() == "Dear reader"
    assert list(tmp_path.iterdir()) == [letter.parent]


def test_what_makes_the_page_installable(dist):
    listed = {file["path"]: file for file in read(dist)["files"]}
    manifest = json.loads((dist / "manifest.webmanifest").read_text())
    assert manifest["name"]
    assert manifest["short_name"]
    assert manifest["display"] == "standalone"
    assert manifest["start_url"] == manifest["scope"] == manifest["id"] == "./"
    assert listed["manifest.webmanifest"]["type"] == "application/manifest+json"
    assert "sw.js" in listed
    sizes: dict[str, set[str]] = {}
    for icon in manifest["icons"]:
        assert listed[icon["src"]]["type"] == icon["type"]
        if icon["type"] == "image/png":
            with Image.open(dist / icon["src"]) as image:
                assert f"{image.width}x{image.height}" == icon["sizes"]
            sizes.setdefault(icon["purpose"], set()).add(icon["sizes"])
    assert sizes == {"any": {"192x192", "512x512"}, "maskable": {"512x512"}}


def test_nothing_stands_inline(dist):
    html = (dist / "index.html").read_text()
    assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", html) == []
    assert re.findall(r'(?:src|href)="(?:/|https?:)', html) == []
