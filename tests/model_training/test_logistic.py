"""The logistic head: it reaches the minimum, and neither scale nor offset of features matter."""

from __future__ import annotations

import numpy as np
import pytest

from model_training import logistic
from model_training.logistic import fit_logistic
from model_training.metrics import sigmoid

RNG = np.random.default_rng(11)
N, FEATURES, PENALTY = 400, 12, 0.01


@pytest.fixture(scope="module")
def noisy() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    features = RNG.normal(size=(N, FEATURES)).astype(np.float32)
    chance = sigmoid(features[:, :2] @ np.array([[2.0, -1.0], [0.5, 1.5]]) + [0.3, -0.7])
    targets = (RNG.random((N, 2)) < chance).astype(np.float32)
    return features, targets, RNG.uniform(0.5, 4.0, N)


def test_nothing_pulls_at_the_head_any_more(noisy):
    features, targets, weights = noisy
    head = fit_logistic(features, targets, weights, PENALTY)
    spread = features.std(axis=0) + 1e-3
    standard = (features - features.mean(axis=0)) / spread
    wrong = (sigmoid(head.logits(features)) - targets) * (weights / weights.sum())[:, None]
    slope = standard.T @ wrong + PENALTY * head.kernel * spread[:, None]
    assert np.abs(slope).max() < 1e-4
    assert np.abs(wrong.sum(axis=0)).max() < 1e-4  # the offset is not penalised


def test_a_head_that_is_not_finished_is_told_of(noisy, monkeypatch, caplog):
    features, targets, weights = noisy
    fit_logistic(features, targets, weights, PENALTY)
    assert not caplog.records
    monkeypatch.setattr(logistic, "MOST_STEPS", 3)
    fit_logistic(features, targets, weights, PENALTY)
    assert "not at its best: step 3 still changed a weight by" in caplog.text


def test_scale_and_offset_of_the_features_do_not_matter(noisy):
    features, targets, weights = noisy
    plain = fit_logistic(features, targets, weights, PENALTY).logits(features)
    moved = 500 * features + 40
    again = fit_logistic(moved, targets, weights, PENALTY).logits(moved)
    assert again == pytest.approx(plain, abs=0.02)


def test_a_larger_penalty_gives_smaller_weights(noisy):
    features, targets, weights = noisy
    sizes = [
        np.abs(fit_logistic(features, targets, weights, penalty).kernel).sum()
        for penalty in (0.001, 0.1, 10.0)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < sizes[0] / 10


def test_a_heavy_picture_pulls_the_head_to_its_side(noisy):
    features, targets, weights = noisy
    heavy = weights.copy()
    heavy[:10] = 100.0
    signs = 2 * targets[:10] - 1
    light = (fit_logistic(features, targets, weights, PENALTY).logits(features[:10]) * signs).sum()
    pulled = (fit_logistic(features, targets, heavy, PENALTY).logits(features[:10]) * signs).sum()
    assert pulled > light


def test_a_feature_that_never_changes_does_no_harm(noisy):
    features, targets, weights = noisy
    flat = np.hstack([features, np.full((N, 1), 3.0, np.float32)])
    head = fit_logistic(flat, targets, weights, PENALTY)
    plain = fit_logistic(features, targets, weights, PENALTY)
    assert head.logits(flat) == pytest.approx(plain.logits(features), abs=1e-3)
