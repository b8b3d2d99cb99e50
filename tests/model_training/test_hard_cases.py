"""Hard cases: counted by kind and label, and a committed list that names pictures of the split."""

from __future__ import annotations

from pathlib import Path

import pytest

from model_training.config import ConfigError
from model_training.honesty.hard_cases import hard_case_rows, read_hard_cases
from model_training.honesty.tables import hard_cases_table
from model_training.split import read_split
from tests.model_training.test_evaluate import ROWS, scored

PACKAGE = Path(__file__).parents[2] / "model_training"
KINDS = {"cat3": "drawn", "cat4": "drawn", "dog1": "drawn", "none2": "wolf", "elsewhere": "wolf"}


def test_answers_are_counted_by_kind_and_label():
    assert hard_case_rows(scored(ROWS), KINDS) == [
        {
            "kind": "drawn",
            "shows": "cat",
            "n": 2,
            "right": 0,
            "not_sure": 1,
            "wrong": [{"path": "cat3", "answer": "dog"}],
        },
        {"kind": "drawn", "shows": "dog", "n": 1, "right": 1, "not_sure": 0, "wrong": []},
        {
            "kind": "wolf",
            "shows": "neither",
            "n": 1,
            "right": 0,
            "not_sure": 0,
            "wrong": [{"path": "none2", "answer": "cat"}],
        },
    ]


def test_the_table_names_what_is_wrong():
    lines = hard_cases_table(hard_case_rows(scored(ROWS), KINDS)).splitlines()
    assert lines[2] == "| drawn | cat | 2 | 0 | 1 | 1 | cat3: dog |"
    assert len({line.count("|") for line in lines}) == 1


def test_the_committed_list_names_pictures_of_the_split():
    kinds = read_hard_cases(PACKAGE / "hard_cases.csv")
    parts = read_split(PACKAGE / "splits" / "petsight.csv")
    assert set(kinds) <= set(parts)
    assert list(kinds) == sorted(kinds)
    assert {"wolf, wild dog", "fox", "big cat", "drawn pet"} <= set(kinds.values())


@pytest.mark.parametrize("content", [None, "file,why\na,b\n", b"\xff\xfe"])
def test_a_list_that_is_no_list_is_refused(tmp_path, content):
    path = tmp_path / "hard.csv"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigError, match=r"hard\.csv cannot be read"):
        read_hard_cases(path)
