"""Scores as bars with the thresholds on them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel, QWidget

from desktop.widgets.score_bars import ScoreBar, ScoreBars
from desktop.widgets.theme import tones_of
from petsight.labels import Label
from tests.desktop.widgets.reading import visible

LABELS = (Label("cat", 0.75, 0.25), Label("dog", 0.9, 0.1))


@pytest.fixture
def bars(qtbot) -> ScoreBars:
    bars = ScoreBars()
    qtbot.addWidget(bars)
    return bars


def texts(bars: ScoreBars) -> list[str]:
    labels = [label for label in bars.findChildren(QLabel) if not label.isHidden()]
    return [label.text().replace("\u00a0", " ") for label in labels]


def painted(bar: ScoreBar) -> QImage:
    bar.resize(200, 18)
    return bar.grab().toImage().scaled(200, 18)


def test_a_row_for_every_label(bars):
    bars.set_scores({"cat": 0.997, "dog": 0.014}, LABELS)
    assert texts(bars) == ["Cat", "99.7 %", "Dog", "1.4 %"]


def test_other_scores_replace_the_first_ones(bars):
    bars.set_scores({"cat": 0.997, "dog": 0.014}, LABELS)
    bars.set_scores({"emu": 0.5})
    assert texts(bars) == ["emu", "50.0 %"]
    bars.set_scores({"cat": 0.2, "dog": 0.3})
    assert texts(bars) == ["Cat", "20.0 %", "Dog", "30.0 %"]


def test_of_very_many_labels_the_highest_are_shown_in_the_models_order(bars):
    scores = {f"kind {number}": (number * 37 % 100) / 100 for number in range(100)}
    bars.set_scores(scores)
    shown = texts(bars)[::2]
    assert {scores[name] for name in shown} == {share / 100 for share in range(92, 100)}
    assert shown == [name for name in scores if name in shown]


def test_a_screen_reader_hears_score_and_thresholds(bars):
    bars.set_scores({"dog": 0.5}, LABELS)
    bar = bars.findChild(ScoreBar)
    assert bar.accessibleName().replace("\u00a0", " ") == "Dog: 50.0 %"
    heard = bar.accessibleDescription().replace("\u00a0", " ")
    marks = "The two marks: up to 10 % counts as no, from 90 % as yes; between is open."
    assert heard == marks
    bars.show()
    tips = {part.toolTip().replace("\u00a0", " ") for part in visible(bars, QWidget)}
    assert tips == {marks}, "wherever in the row somebody points"


def test_nothing_is_said_about_thresholds_that_are_not_known(bars):
    bars.set_scores({"dog": 0.5})
    assert bars.findChild(ScoreBar).accessibleDescription() == ""


@pytest.mark.parametrize("score", [0.3, 0.6, 0.95])
def test_the_bar_is_as_long_as_the_score(qtbot, score):
    bar = ScoreBar()
    qtbot.addWidget(bar)
    bar.set_score("dog", score, None, strong=True)
    image = painted(bar)
    trough = QColor(tones_of(bar.palette()).sunken)
    filled = sum(image.pixelColor(x, 9) != trough for x in range(200))
    assert abs(filled - 200 * score) <= 3


def test_both_thresholds_are_marked_above_the_bar(qtbot):
    bar = ScoreBar()
    qtbot.addWidget(bar)
    bar.set_score("dog", 0.5, LABELS[1], strong=True)
    image = painted(bar)
    ground = image.pixelColor(100, 2)
    marked = [x for x in range(200) if image.pixelColor(x, 2) != ground]
    assert {round(x, -1) for x in marked} == {20, 180}


@pytest.mark.parametrize(
    ("scores", "strong"),
    [
        ({"cat": 0.99, "dog": 0.02}, [True, False]),
        ({"cat": 0.51, "dog": 0.05}, [False, False]),
        ({"cat": 0.80, "dog": 0.85}, [True, True]),
        ({"cat": 0.30, "emu": 0.20}, [True, True]),
    ],
    ids=["sure", "not sure", "a longer one is open", "one has no thresholds"],
)
def test_what_says_yes_stands_out_and_no_longer_bar_looks_weaker(bars, scores, strong):
    bars.set_scores(scores, LABELS)
    accent = QColor(tones_of(bars.palette()).accent)
    drawn = [painted(bar).pixelColor(4, 9) == accent for bar in bars.findChildren(ScoreBar)]
    assert drawn == strong
