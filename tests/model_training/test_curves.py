"""Curves for two labels, for more, and where there is nothing to compare."""

from __future__ import annotations

import numpy as np
import pytest

from model_training.curves import ERRORS, MOST, risk_coverage_curve, roc_curves


def test_two_labels_have_one_curve_between_them():
    scores = np.array([[0.9, 0.1], [0.6, 0.7], [0.2, 0.8], [0.1, 0.0], [0.9, 0.9]])
    targets = np.array([[1, 0], [1, 0], [0, 1], [0, 0], [1, 1]])
    curves = roc_curves(scores, targets, ["cat", "dog"])
    assert list(curves) == ["cat against dog", "any label against none"]
    assert (curves["cat against dog"]["n"], curves["cat against dog"]["auc"]) == (3, 1.0)
    assert curves["cat against dog"]["points"] == [[0, 0], [0, 1], [1, 1]]
    assert curves["any label against none"]["n"] == 5


def test_each_of_three_labels_is_held_against_the_others():
    scores, targets = np.eye(3), np.eye(3)
    curves = roc_curves(scores, targets, ["ant", "bee", "fly"])
    assert list(curves) == [f"{name} against the others" for name in ("ant", "bee", "fly")]
    assert all(curve["auc"] == 1.0 for curve in curves.values())


def test_a_label_alone_has_no_other():
    curves = roc_curves(np.array([[0.9], [0.2]]), np.array([[1], [0]]), ["cat"])
    assert list(curves) == ["any label against none"]


def test_an_answer_is_as_sure_as_its_least_sure_label():
    scores = np.array([[0.99, 0.01], [0.99, 0.55], [0.90, 0.20]])
    targets = np.array([[1, 0], [1, 0], [1, 0]])
    curve = risk_coverage_curve(
        scores, targets
    )  # the second is wrong about the dog, and least sure
    assert curve["points"] == [
        [pytest.approx(x), pytest.approx(y)] for x, y in [(1 / 3, 0), (2 / 3, 0), (1, 1 / 3)]
    ]
    assert curve["area"] == pytest.approx(1 / 9)
    assert [one["error"] for one in curve["answered"]] == list(ERRORS)
    assert [one["coverage"] for one in curve["answered"]] == [pytest.approx(2 / 3)] * len(ERRORS)


def test_as_many_are_answered_as_the_error_allows_also_behind_a_peak():
    """The surest is wrong, and only many right answers behind it make up for that."""
    targets = np.ones((250, 1))
    targets[0] = 0
    scores = np.linspace(0.99, 0.6, 250)[:, np.newaxis]
    answered = risk_coverage_curve(scores, targets)["answered"]
    assert [(one["error"], one["coverage"]) for one in answered] == [
        *((0.002, 0.0), (0.003, 0.0), (0.01, 1.0))
    ]


def test_long_curves_keep_their_ends():
    rng = np.random.default_rng(1)
    scores = rng.random((1000, 2))
    points = risk_coverage_curve(scores, (rng.random((1000, 2)) < scores) * 1.0)["points"]
    assert len(points) == MOST
    assert points[0][0] == pytest.approx(1 / 1000)
    assert points[-1][0] == 1.0
