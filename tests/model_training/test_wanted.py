"""Figures against those wanted: read from where they stand, the worst of several, either way."""

from __future__ import annotations

import json

import pytest

from model_training.evaluate import evaluate
from model_training.wanted import WANTED, compare
from tests.model_training.test_evaluate import ROWS, scored


@pytest.fixture(scope="module")
def rows():
    figures = evaluate(scored(ROWS))
    metrics = {"heldout": figures, "test": figures, "robustness": {"largest_mild_drop": 0.004}}
    return {row.figure: row for row in compare(metrics, "edge")}


def test_a_share_is_held_against_its_least(rows):
    row = rows["cat against dog, held out"]
    assert (row.wanted, row.measured, row.met) == ("at least 99.4%", "71.43% (5 of 7)", False)


def test_the_worst_source_counts_and_those_without_labels_do_not(rows):
    assert rows["cat against dog, worst source"].measured == "60.00% (3 of 5)"


def test_mistakes_are_counted(rows):
    row = rows["cat against dog, test part, wrong"]
    assert (row.wanted, row.measured, row.met) == ("at most 2", "2 of 7", True)


def test_a_plain_number_is_held_against_its_most(rows):
    row = rows["largest drop at the mildest level of a distortion"]
    assert (row.wanted, row.measured, row.met) == ("at most 0.005", "0.0040", True)
    assert not rows["expected calibration error"].met


def test_what_was_not_measured_is_left_out(rows):
    assert "cat against dog, held out, without the pictures in question" not in rows
    assert compare({}, "edge") == []


def test_nothing_is_wanted_of_other_tiers():
    assert compare({"heldout": evaluate(scored(ROWS))}, "custom") == []


def test_every_wanted_figure_has_one_limit():
    for tier in json.loads(WANTED.read_text()).values():
        for row in tier:
            assert len({"least", "most", "most_wrong"} & set(row)) == 1
