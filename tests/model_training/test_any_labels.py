"""Folders of any three labels become a model that the command line uses like its own."""

from __future__ import annotations

import json

import pytest

from petsight import Model
from tests.support_cli import petsight

pytestmark = pytest.mark.slow


def test_the_model_knows_its_labels_and_the_training_says_where_it_is(fruit):
    info = Model(fruit.model).info
    assert [label.name for label in info.labels] == ["apple", "blood orange", "plum"]
    assert (info.width, info.height, info.tier) == (48, 48, "custom")
    assert "model: runs/fruit/petsight-custom.tflite" in fruit.output
    report = (fruit.model.parent / "report.md").read_text()
    assert "blood orange" in report


def test_the_command_line_answers_with_them(fruit):
    done = petsight("classify", "--json", "--model", fruit.model, *fruit.pictures)
    assert (done.returncode, done.stderr) == (0, "")
    rows = json.loads(done.stdout)
    assert {row["path"]: row["label"] for row in rows} == {
        str(path): label for path, label in fruit.pictures.items()
    }
    assert all(list(row["scores"]) == ["apple", "blood orange", "plum"] for row in rows)


def test_the_command_line_sorts_into_folders_of_that_name(fruit, tmp_path):
    done = petsight("sort", "--model", fruit.model, *fruit.pictures, tmp_path)
    assert done.returncode == 0, done.stderr
    found = {path.name: path.parent.name for path in tmp_path.glob("*/*.png")}
    assert found == {path.name: label for path, label in fruit.pictures.items()}
