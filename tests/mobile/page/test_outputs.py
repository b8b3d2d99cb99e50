"""Answers leave the page as the command line would write them."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from petsight.batch import Answer
from petsight.errors import NotAnImageError
from petsight.prediction import Prediction
from petsight.records import CsvWriter

pytestmark = pytest.mark.slow

SHARE = """
navigator.canShare = () => true;
window.shared = new Promise((resolve) => {
  navigator.share = async ({ files: [file] }) => resolve([file.name, await file.text()]);
});
"""
REFUSE = """
navigator.share = async () => { throw new DOMException("not here", "NotAllowedError"); };
"""


def plain(text: str) -> str:
    """Write a CSV's numbers in one way: JavaScript has 1 where Python has 1.0."""
    return re.sub(r"(?<=,)[\d.e-]+(?=,)", lambda number: str(float(number[0])), text)


def test_the_csv_is_what_the_command_line_writes(tab, photo, tmp_path):
    (tmp_path / "broken, or not.jpg").write_text("no picture")
    tab.choose(
        photo("one.png", "dog"), photo("two.png", "not sure"), tmp_path / "broken, or not.jpg"
    )
    with tab.page.expect_download() as download:
        tab.page.get_by_role("button", name="Save as CSV").tap()
    assert download.value.suggested_filename == "petsight.csv"
    text = Path(download.value.path()).read_text("utf-8")

    kept = [json.loads(value) for value in tab.page.evaluate("Object.values(sessionStorage)")]
    one, two, broken = sorted(kept, key=lambda photo: -photo["id"])
    wanted = io.StringIO()
    writer = CsvWriter(wanted, ["cat", "dog", "bird"])
    writer.add(Answer("one.png", Prediction.from_dict(one["prediction"])))
    writer.add(Answer("two.png", Prediction.from_dict(two["prediction"])))
    error = NotAnImageError(broken["failure"]["message"])
    writer.add(Answer("broken, or not.jpg", error=error))
    writer.end()
    assert plain(text) == plain(wanted.getvalue())


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


def test_what_may_not_be_shared_is_saved(known, service, photo):
    from tests.mobile.page.phone import Phone

    phone = Phone(known, service.url)
    phone.page.add_init_script(REFUSE)
    phone.open()
    phone.choose(photo("one.png", "dog"))
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name="Share").tap()
    assert download.value.suggested_filename == "petsight.csv"
    phone.page.close()
    assert phone.complaints == []
