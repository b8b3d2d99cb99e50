"""Every figure of the report, counted by hand on a dozen made-up answers."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pytest

from model_training.dataset import Picture
from model_training.evaluate import Scored, evaluate, score_pictures, worst_first
from petsight import Model
from petsight.labels import Label
from tests.support_model import TINY

LABELS = (Label("cat", 0.6, 0.4), Label("dog", 0.7, 0.3))

# path, what it shows, source, scores                        answer
ROWS = [
    ("cat1", "cat", "photos", (0.95, 0.05)),  # .             cat
    ("cat2", "cat", "photos", (0.60, 0.30)),  # .             cat: both exactly on the threshold
    ("cat3", "cat", "photos", (0.10, 0.99)),  # .             dog, told apart wrongly
    ("cat4", "cat", "drawings", (0.50, 0.10)),  # .           not sure, but told apart
    ("cat5", "cat", "drawings", (0.20, 0.10)),  # .           neither, but told apart
    ("dog1", "dog", "photos", (0.10, 0.90)),  # .             dog
    ("dog2", "dog", "photos", (0.80, 0.80)),  # .             cat and dog; a tie goes to the first
    ("both1", "cat dog", "photos", (0.90, 0.80)),  # .        cat and dog
    ("both2", "cat dog", "photos", (0.90, 0.20)),  # .        cat
    ("none1", "", "scenes", (0.01, 0.02)),  # .               neither
    ("none2", "", "scenes", (0.70, 0.10)),  # .               cat
    ("none3", "", "scenes", (0.20, 0.50)),  # .               not sure
]


def scored(rows: list[tuple[str, str, str, tuple[float, float]]]) -> Scored:
    pictures = [Picture(p, frozenset(shown.split()), source) for p, shown, source, _ in rows]
    targets = [[name in shown.split() for name in ("cat", "dog")] for _, shown, _, _ in rows]
    scores = [values for _, _, _, values in rows]
    return Scored(pictures, np.array(targets, np.float32), np.array(scores), LABELS)


@pytest.fixture(scope="module")
def figures():
    return evaluate(scored(ROWS))


def hits(rate: dict[str, Any]) -> tuple[int, int]:
    return rate["hits"], rate["n"]


def test_answers_follow_the_thresholds():
    assert scored(ROWS).answers == [
        *("cat", "cat", "dog", "not sure", "neither", "dog", "cat and dog"),
        *("cat and dog", "cat", "neither", "cat", "not sure"),
    ]


def test_pictures_in_question_can_be_left_out():
    kept = scored(ROWS).without({"cat3", "none2", "elsewhere"})
    assert [picture.path for picture in kept.pictures] == [
        *("cat1", "cat2", "cat4", "cat5", "dog1", "dog2", "both1", "both2", "none1", "none3")
    ]
    assert hits(evaluate(kept)["answers"]["none_answered_with_label"]) == (0, 2)
    assert hits(evaluate(kept)["told_apart"]) == (5, 6)


def test_labels_told_apart(figures):
    assert hits(figures["told_apart"]) == (5, 7)  # the seven that show one: not cat3, not dog2
    assert figures["told_apart"]["value"] == pytest.approx(5 / 7)
    assert 0 < figures["told_apart"]["low"] < 5 / 7 < figures["told_apart"]["high"] < 1


@pytest.mark.parametrize(
    ("name", "count", "n"),
    [
        ("right", 5, 12),
        ("wrong", 5, 12),
        ("not_sure", 2, 12),
        ("wrong_among_sure", 5, 10),
        ("shown_answered_neither", 1, 9),
        ("shown_answered_not_sure", 1, 9),
        ("none_answered_with_label", 1, 3),
        ("none_answered_not_sure", 1, 3),
    ],
)
def test_kinds_of_answers(figures, name, count, n):
    assert hits(figures["answers"][name]) == (count, n)


def test_confusion(figures):
    assert figures["confusion"] == {
        "cat": {"cat": 2, "dog": 1, "neither": 1, "not sure": 1},
        "cat and dog": {"cat": 1, "cat and dog": 1},
        "dog": {"cat and dog": 1, "dog": 1},
        "neither": {"cat": 1, "neither": 1, "not sure": 1},
    }


def test_sources(figures):
    assert list(figures["sources"]) == ["drawings", "photos", "scenes"]
    photos, drawings = figures["sources"]["photos"], figures["sources"]["drawings"]
    assert [hits(photos[k]) for k in ("told_apart", "right", "not_sure")] == [
        (3, 5),
        (4, 7),
        (0, 7),
    ]
    assert [hits(drawings[k]) for k in ("told_apart", "right", "not_sure")] == [
        (2, 2),
        (0, 2),
        (1, 2),
    ]
    assert hits(figures["sources"]["scenes"]["told_apart"]) == (0, 0)
    assert figures["sources"]["scenes"]["told_apart"]["value"] is None


def test_shown_against_nothing(figures):
    # Top scores of nothing: .02, .70, .50; of the nine others .95 .60 .99 .50 .20 .90 .80 .90 .90.
    above = 9 + 6 + (7 + 0.5)
    assert figures["roc_auc_shown_against_none"] == pytest.approx(above / 27)


def test_curves_come_with_their_areas(figures):
    cats, dogs = (0.90, 0.30, -0.89, 0.40, 0.10), (-0.80, 0.00)  # cat minus dog, where one is shown
    ahead = sum(cat > dog for cat in cats for dog in dogs)
    assert figures["roc"]["cat against dog"]["auc"] == pytest.approx(ahead / 10)
    shown = figures["roc"]["any label against none"]
    assert shown["auc"] == figures["roc_auc_shown_against_none"]
    # At one half seven are right: cat1 cat2 dog1 both1 none1, and cat4 and none3 are just open.
    assert figures["risk_coverage"]["points"][-1] == [1.0, pytest.approx(6 / 12)]


def test_probabilities(figures):
    first = scored(ROWS[:1])
    assert evaluate(first)["brier_score"] == pytest.approx(0.05**2)
    assert evaluate(first)["log_loss"] == pytest.approx(-2 * math.log(0.95))
    calibration = figures["calibration"]
    assert sum(b["n"] for b in calibration["bins"]) == 12
    assert sum(b["n"] for b in calibration["bins_below_0.99"]) == 11  # cat3 is nearly certain
    top = calibration["bins"][-1]
    assert (top["n"], top["confidence"], top["accuracy"]) == pytest.approx((2, 0.97, 0.5))


def test_mistakes_come_with_the_surest_first(figures):
    assert [mistake["path"] for mistake in figures["mistakes"][:3]] == ["cat3", "cat5", "dog2"]
    first = {"path": "cat3", "truth": "cat", "answer": "dog", "scores": [0.1, 0.99]}
    assert figures["mistakes"][0] == first
    assert len(figures["mistakes"]) == 7
    assert [ROWS[i][0] for i in worst_first(scored(ROWS))] == [
        mistake["path"] for mistake in figures["mistakes"]
    ]


@pytest.mark.parametrize("rows", [ROWS, ROWS[:9], ROWS[9:], ROWS[2:3]])
def test_figures_are_strict_json(rows):
    text = json.dumps(evaluate(scored(rows)), allow_nan=False)
    assert json.loads(text)["pictures"] == len(rows)


def test_what_cannot_be_told_is_none():
    figures = evaluate(scored(ROWS[2:3]))
    assert figures["roc_auc_shown_against_none"] is None
    assert figures["calibration"]["error_below_0.99"] is None
    assert figures["answers"]["none_answered_with_label"]["value"] is None


def test_scores_come_from_the_model_file():
    model = Model(TINY)
    images = np.zeros((3, 24, 32, 3), np.uint8)
    images[1, :, :, 0] = images[2, :, :, 2] = 255
    scores = score_pictures(model, images)
    assert scores.round(2).tolist() == [[0, 0, 0], [1, 0, 0], [0, 0, 1]]
    assert score_pictures(model, images[:0]).shape == (0, 3)
