"""Words and characters that the command line shows to people."""

from __future__ import annotations

import pytest

from petsight import Prediction
from petsight.cli.table import in_words
from petsight.cli.text import pad, paint, percent, printable, width


@pytest.mark.parametrize(
    ("label", "scores", "words"),
    [
        ("cat", {"cat": 0.9973, "dog": 0.01}, "cat (99.7 %)"),
        ("cat and dog", {"cat": 0.9, "dog": 0.8}, "cat and dog (cat 90.0 %, dog 80.0 %)"),
        ("neither", {"cat": 0.1, "dog": 0.02}, "neither: no cat (10.0 %), no dog (2.0 %)"),
        ("not sure", {"cat": 0.62, "dog": 0.1}, "not sure: looks like a cat (62.0 %)"),
        (
            "not sure",
            {"cat": 0.6, "ape": 0.99},
            "not sure: looks like a cat (60.0 %) and an ape (99.0 %)",
        ),
        ("not sure", {"cat": 0.2, "dog": 0.4}, "not sure: hardly a dog (40.0 %)"),
    ],
)
def test_in_words(label, scores, words):
    prediction = Prediction(
        label, scores, "device", model="m", model_sha256="0", preprocess_id="p1"
    )
    assert in_words(prediction) == words


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("plain.jpg", "plain.jpg"),
        ("Züri 猫 🐈.jpg", "Züri 猫 🐈.jpg"),
        ("👩\u200d🦰.jpg", "👩\u200d🦰.jpg"),
        ("two\nlines\r\t", "two\\nlines\\r\\t"),
        ("\x1b]0;title\x07", "\\x1b]0;title\\x07"),
        ("\udcff\udcfe.jpg", "\\udcff\\udcfe.jpg"),
        ("\u202egpj.exe", "\\u202egpj.exe"),
    ],
)
def test_printable(text, safe):
    assert printable(text) == safe
    assert printable(text).isprintable() or "\u200d" in text


@pytest.mark.parametrize(
    ("text", "columns"), [("", 0), ("cat", 3), ("猫", 2), ("🐈", 2), ("ü", 1), ("u\u0308", 1)]
)
def test_width(text, columns):
    assert width(text) == columns
    assert width(pad(text, 9)) == width(pad(text, 9, right=True)) == 9


def test_pad_keeps_what_is_longer():
    assert pad("longer", 3) == "longer"


def test_percent():
    assert [percent(score) for score in (0, 0.5, 0.99949, 1)] == [
        *("0.0 %", "50.0 %", "99.9 %", "100.0 %")
    ]


def test_paint():
    assert paint("cat", "green", wanted=True) == "\x1b[32mcat\x1b[0m"
    assert paint("cat", "green", wanted=False) == paint("cat", None, wanted=True) == "cat"
