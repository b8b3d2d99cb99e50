"""A picture is judged by heads that were not fitted on it: the teacher, the doubt about labels."""

from __future__ import annotations

import numpy as np
import pytest

from model_training.out_of_fold import judge_out_of_fold

RNG = np.random.default_rng(3)
N, FEATURES = 400, 20
FOLDS = RNG.permutation(N) % 5


def separable() -> tuple[np.ndarray, np.ndarray]:
    targets = RNG.integers(0, 2, (N, 2)).astype(np.float32)
    features = RNG.normal(size=(N, FEATURES)).astype(np.float32)
    features[:, :2] += 5 * targets
    return features, targets


def test_learns_what_the_features_show():
    features, targets = separable()
    scores = judge_out_of_fold(features, targets, np.ones(N), FOLDS)
    assert scores.shape == targets.shape
    assert ((scores > 0.5) == (targets > 0.5)).mean() > 0.95
    assert (scores > 0).all()
    assert (scores < 1).all()


def test_a_wrong_label_does_not_convince():
    features, targets = separable()
    wrong = targets.copy()
    wrong[:8, 0] = 1 - wrong[:8, 0]
    scores = judge_out_of_fold(features, wrong, np.ones(N), FOLDS)
    assert ((scores[:8, 0] > 0.5) == (targets[:8, 0] > 0.5)).sum() >= 7


def test_features_without_meaning_give_the_base_rate_and_not_the_labels():
    targets = (RNG.random((N, 1)) < 0.3).astype(np.float32)
    features = RNG.normal(size=(N, FEATURES)).astype(np.float32)
    scores = judge_out_of_fold(features, targets, np.ones(N), FOLDS)
    # A head that had seen the labels it judges would lean towards them.
    assert scores[targets == 1].mean() - scores[targets == 0].mean() < 0.05
    assert scores.mean() == pytest.approx(targets.mean(), abs=0.05)


def test_equal_folds_give_equal_scores():
    features, targets = separable()
    first = judge_out_of_fold(features, targets, np.ones(N), FOLDS)
    assert (first == judge_out_of_fold(features, targets, np.ones(N), FOLDS)).all()
    assert not (first == judge_out_of_fold(features, targets, np.ones(N), FOLDS[::-1])).all()
