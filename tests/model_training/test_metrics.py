"""Figures against values worked out by hand, or by a slower and plainer way."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_training.metrics import (
    Bin,
    brier_score,
    expected_calibration_error,
    log_loss,
    rate,
    reliability,
    risk_coverage,
    risk_coverage_area,
    roc_auc,
    roc_points,
    sigmoid,
)


def test_wilson_interval_of_the_textbook():
    r = rate(np.array([True] * 8 + [False] * 2))
    assert (r.hits, r.n, r.value) == (8, 10, 0.8)
    assert (r.low, r.high) == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_the_interval_of_no_mistakes_still_has_a_width():
    r = rate(np.ones(100, bool))
    assert r.high == 1.0
    assert r.low == pytest.approx(100 / (100 + 1.959964**2))


def test_a_rate_of_nothing_is_no_rate():
    r = rate(np.array([], bool))
    assert (r.hits, r.n, r.low, r.high) == (0, 0, 0.0, 1.0)
    assert r.value is None


@given(st.integers(0, 50), st.integers(1, 50))
def test_the_interval_holds_the_share(hits, more):
    r = rate(np.arange(hits + more) < hits)
    assert 0 <= r.low <= hits / (hits + more) <= r.high <= 1
    assert r.value == hits / (hits + more)


def test_sigmoid_neither_overflows_nor_loses_the_tail():
    assert sigmoid(np.array([0.0, 800.0, -800.0])).tolist() == [0.5, 1.0, 0.0]
    assert sigmoid(np.array([-40.0]))[0] == pytest.approx(math.exp(-40))


def test_log_loss_sums_labels_and_averages_pictures():
    scores, targets = np.array([[0.8, 0.1], [0.5, 0.6]]), np.array([[1, 0], [0, 1]])
    wanted = -(math.log(0.8) + math.log(0.9) + math.log(0.5) + math.log(0.6)) / 2
    assert log_loss(scores, targets) == pytest.approx(wanted)
    assert math.isfinite(log_loss(np.array([[1.0, 0.0]]), np.array([[0, 1]])))
    assert math.isfinite(log_loss(np.array([[1.0, 0.0]], np.float32), np.array([[0, 1]])))


def test_brier_score_is_the_mean_square():
    assert brier_score(np.array([[0.8, 0.1]]), np.array([[1, 0]])) == pytest.approx(0.025)


def test_auc_by_hand():
    scores = np.array([0.9, 0.8, 0.7, 0.6])
    assert roc_auc(scores, np.array([True, True, False, False])) == 1.0
    assert roc_auc(scores, np.array([False, False, True, True])) == 0.0
    assert roc_auc(scores, np.array([True, False, True, False])) == 0.75
    assert roc_auc(np.full(4, 0.3), np.array([True, False, True, False])) == 0.5


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=30))
def test_auc_is_the_share_of_pairs_in_order(pairs):
    scores = np.array([score / 4 for score, _ in pairs])
    positive = np.array([chosen for _, chosen in pairs], bool)
    above = [
        1.0 if high > low else 0.5 if high == low else 0.0
        for high in scores[positive]
        for low in scores[~positive]
    ]
    found = roc_auc(scores, positive)
    if above:
        assert found == pytest.approx(sum(above) / len(above))
    else:
        assert found is None


def test_bins_are_open_below_and_closed_above():
    confidence = np.array([0.0, 0.1, 0.11, 0.95, 1.0])
    correct = np.array([False, True, False, True, True])
    first, second, last = reliability(confidence, correct)
    assert first == pytest.approx(Bin(0.0, 0.1, 2, 0.05, 0.5))
    assert second == pytest.approx(Bin(0.1, 0.2, 1, 0.11, 0.0))
    assert last == pytest.approx(Bin(0.9, 1.0, 2, 0.975, 1.0))


def test_calibration_error_weighs_bins_by_their_pictures():
    bins = [Bin(0.0, 0.5, 1, 0.4, 0.0), Bin(0.5, 1.0, 3, 0.9, 1.0)]
    assert expected_calibration_error(bins) == pytest.approx((0.4 + 3 * 0.1) / 4)
    assert expected_calibration_error([]) is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_bins_hold_every_answer_once(answers):
    confidence = np.array([score for score, _ in answers])
    correct = np.array([right for _, right in answers])
    bins = reliability(confidence, correct)
    assert sum(b.n for b in bins) == len(answers)
    assert sum(b.n * b.accuracy for b in bins) == pytest.approx(correct.sum())
    assert all(b.low <= b.confidence + 1e-9 and b.confidence <= b.high + 1e-9 for b in bins)


def test_roc_points_are_the_corners():
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    positive = np.array([True, True, False, True, False])
    wanted = [[0, 0], [0, 2 / 3], [0.5, 2 / 3], [0.5, 1], [1, 1]]
    assert roc_points(scores, positive) == pytest.approx(np.array(wanted))


def test_tied_scores_are_one_slanted_step():
    points = roc_points(np.full(4, 0.3), np.array([True, False, True, False]))
    assert points.tolist() == [[0, 0], [1, 1]]


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=30))
def test_the_area_under_the_points_is_the_auc(pairs):
    scores = np.array([score / 5 for score, _ in pairs])
    positive = np.array([chosen for _, chosen in pairs], bool)
    auc = roc_auc(scores, positive)
    if auc is not None:
        across, up = roc_points(scores, positive).T
        assert np.trapezoid(up, across) == pytest.approx(auc)


def test_risk_rises_with_coverage_as_counted_by_hand():
    confidence = np.array([0.6, 0.9, 0.8, 0.8, 0.7])
    wrong = np.array([True, False, True, False, False])
    # One answered, none wrong; three (two at once), one wrong; four, one wrong; five, two wrong.
    wanted = [[0.2, 0], [0.6, 1 / 3], [0.8, 1 / 4], [1, 2 / 5]]
    assert risk_coverage(confidence, wrong) == pytest.approx(np.array(wanted))
    area = (0 + 1 / 3 + 1 / 3 + 1 / 4 + 2 / 5) / 5
    assert risk_coverage_area(confidence, wrong) == pytest.approx(area)


def test_sorting_mistakes_last_makes_the_area_least():
    confidence, wrong = np.array([0.9, 0.8, 0.7, 0.6]), np.array([False, False, False, True])
    assert risk_coverage_area(confidence, wrong) == pytest.approx(1 / 16)
    assert risk_coverage_area(-confidence, wrong) == pytest.approx((1 + 1 / 2 + 1 / 3 + 1 / 4) / 4)
    assert risk_coverage_area(confidence, np.ones(4, bool)) == 1.0
