"""`petsight model`: the card of a model."""

from __future__ import annotations

import json

import pytest

from petsight.cli import main
from petsight.modelfile import read_model_file
from petsight.resources import model_path
from tests.support_model import TINY, change_model, document


def test_model_card(capsys):
    assert main(["model", str(TINY)]) == 0
    lines = dict(line.split("  ", 1) for line in capsys.readouterr().out.splitlines())
    card = {name: value.strip() for name, value in lines.items()}
    assert card["file"] == str(TINY)
    assert (card["name"], card["version"], card["tier"]) == ("tiny", "1.0.0", "test")
    assert card["input"] == "32 x 24 pixels, preprocessing p1"
    assert card["label dog"] == "present from 75.0 %, absent up to 25.0 %"
    assert card["sha256"] == read_model_file(TINY).sha256
    assert card["metrics.accuracy"] == "0.5"
    assert card["training.data_sha256"] == "0" * 64


def test_model_card_as_json(capsys):
    assert main(["model", "--json", str(TINY)]) == 0
    card = json.loads(capsys.readouterr().out)
    assert card == {
        "path": str(TINY),
        "sha256": read_model_file(TINY).sha256,
        "bytes": TINY.stat().st_size,
        **document(),
    }


def test_card_of_the_shipped_model(capsys):
    assert main(["model", "--json"]) == 0
    card = json.loads(capsys.readouterr().out)
    assert (card["path"], card["tier"]) == (str(model_path()), "edge")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.123456, "0.1235"),
        (7, "7"),
        ([731, 751], "731 of 751 (97.3 %)"),
        ([0, 0], "[0, 0]"),
        ([1, 2, 3], "[1, 2, 3]"),
        ("words\x1b[31m", "words\\x1b[31m"),
    ],
)
def test_figures_on_a_card(tmp_path, capsys, value, shown):
    path = change_model(tmp_path / "m.tflite", metrics={"test": {"figure": value}})
    assert main(["model", str(path)]) == 0
    assert f"metrics.test.figure  {shown}".split() in [
        line.split() for line in capsys.readouterr().out.splitlines()
    ]


def test_card_of_a_bad_model(tmp_path, capsys):
    assert main(["model", str(tmp_path / "none\x1b[31m.tflite")]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith("petsight: the model file ")
    assert "none\\x1b[31m.tflite" in captured.err
