"""What people see of a run: tables, sheets of mistakes, plots."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PIL import Image

from model_training import report
from model_training.evaluate import evaluate
from tests.model_training.pictures import blobs, save
from tests.model_training.test_evaluate import ROWS, scored


def tables(text: str) -> list[list[str]]:
    return [block.splitlines() for block in re.findall(r"(?:^\|.*\n?)+", text, re.MULTILINE)]


@pytest.mark.parametrize("rows", [ROWS, ROWS[:9], ROWS[9:], ROWS[2:3]])
def test_every_table_is_whole(rows):
    text = report.markdown(evaluate(scored(rows)), "heldout")
    assert text.startswith(f"## heldout ({len(rows)} pictures)\n")
    assert len(tables(text)) == 4
    for table in tables(text):
        assert len({line.count("|") for line in table}) == 1
        assert set(table[1]) <= set("| -")
    assert "nan" not in text.lower()
    assert "None" not in text


def test_figures_stand_where_they_belong():
    text = report.markdown(evaluate(scored(ROWS)), "heldout")
    assert "| answered right | 41.67% (5) | 12 | 19.33% to 68.05% |" in text
    assert "| photos | 60.00% | 5 | 57.14% | 0.00% | 7 |" in text
    assert "| scenes | - | 0 | 33.33% | 33.33% | 3 |" in text
    assert "| cat | 2 | 0 | 1 | 1 | 1 |" in text
    assert "ROC AUC of shown against nothing 0.8333, " in text
    assert "can be answered, the surest first: 16.7% at 0.2% wrong, 16.7% at 0.3% wrong, " in text


def test_what_cannot_be_told_is_a_dash():
    text = report.markdown(evaluate(scored(ROWS[2:3])), "heldout")
    assert "| nothing is shown, answered with a label | - | 0 | - |" in text
    assert "ROC AUC of shown against nothing -, " in text
    assert "of top scores under 0.99 -." in text


@pytest.mark.parametrize(("copies", "rows"), [(0, 1), (1, 2), (10, 12)])
def test_the_sheet_grows_with_the_mistakes(tmp_path, copies, rows):
    entries = ROWS[:1] + ROWS * copies  # seven mistakes a copy
    for number, (path, *_) in enumerate(ROWS):
        save(blobs(number), tmp_path / f"{path}.jpg")
    named = [(f"{path}.jpg", *rest) for path, *rest in entries]
    report.contact_sheet(tmp_path / "sheet.png", tmp_path, scored(named))
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.size == (6 * report.TILE, rows * (report.TILE + 44))
        first = np.asarray(sheet)[: report.TILE, : report.TILE]
        assert (first != 255).any() == (copies > 0)
