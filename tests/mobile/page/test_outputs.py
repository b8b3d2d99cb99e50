"""Answers leave the page as the command line would write them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from petsight.records import CsvWriter

pytestmark = pytest.mark.slow

SHARE = """
navigator.canShare = () => true;
navigator.share = async ({ files: [file] }) => { window.shared = [file.name, await file.text()]; };
"""


def test_the_csv_has_the_command_lines_columns(tab, photo, tmp_path):
    (tmp_path / "broken, or not.jpg").write_text("no picture")
    tab.choose(photo("one.png", "dog"), tmp_path / "broken, or not.jpg")
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name="Save as CSV").tap()
    assert download.value.suggested_filename == "petsight.csv"
    text = Path(download.value.path()).read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text)))

    wanted = io.StringIO()
    CsvWriter(wanted, ["cat", "dog", "bird"])
    assert text.splitlines()[0] == wanted.getvalue().strip()
    assert [row["path"] for row in rows] == ["one.png", "broken, or not.jpg"]
    assert (rows[0]["label"], rows[0]["sure"], rows[0]["source"]) == ("dog", "true", "device")
    assert float(rows[0]["score_dog"]) > 0.9
    assert rows[1]["error_code"] == "not_an_image"


def test_sharing_hands_the_same_file_to_the_phone(known, service, photo):
    from tests.mobile.page.phone import Phone

    phone = Phone(known, service.url)
    phone.page.add_init_script(SHARE)  # the system's own sheet, which a headless browser lacks
    phone.open()
    phone.choose(photo("one.png", "dog"))
    phone.page.get_by_role("button", name="Share").tap()
    name, text = phone.page.evaluate("shared")
    assert name == "petsight.csv"
    assert text.splitlines()[1].startswith("one.png,dog,true,")
    phone.page.close()
    assert phone.complaints == []
