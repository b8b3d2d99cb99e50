"""Calibration and thresholds: what is known is found again, and little evidence does no harm."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_training import calibrate
from model_training.calibrate import Scaling, choose_thresholds, fit_scaling
from model_training.metrics import log_loss, sigmoid
from petsight import decide


def drawn(count: int, scale: float, offset: float, seed: int = 0) -> tuple[Any, Any]:
    """Logits whose true probabilities are sigmoid(scale * logit + offset), with outcomes."""
    rng = np.random.default_rng(seed)
    logits = rng.normal(0, 3, count)
    return logits, (rng.random(count) < sigmoid(scale * logits + offset)).astype(np.float32)


@pytest.mark.parametrize(("scale", "offset"), [(1, 0), (0.4, 0), (1.8, 0.7), (0.6, -1.5)])
def test_a_known_scaling_is_found_again(scale, offset):
    found = fit_scaling(*drawn(20_000, scale, offset))
    assert found.scale == pytest.approx(scale, rel=0.08)
    assert found.offset == pytest.approx(offset, abs=0.1)


def test_calibration_lowers_the_loss_on_other_pictures():
    scaling = fit_scaling(*drawn(1000, 0.4, 0.5))
    logits, targets = drawn(5000, 0.4, 0.5, seed=1)
    logits, targets = logits[:, np.newaxis], targets[:, np.newaxis]
    calibrated = sigmoid(calibrate.apply_scalings(logits, [scaling]))
    assert log_loss(calibrated, targets) < log_loss(sigmoid(logits), targets) - 0.1


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0.1, 60), st.integers(0, 9))
def test_few_or_clear_cut_pictures_do_not_explode(positives, negatives, strength, seed):
    """Large logits that are all right are what a good model gives; whole Newton steps diverged."""
    targets = np.array([1.0] * positives + [0.0] * negatives)
    noise = np.random.default_rng(seed).normal(1, 0.1, len(targets))
    logits = (targets * 2 - 1) * strength * noise
    scale, offset = fit_scaling(logits, targets)
    assert 0 < scale < 5
    assert abs(offset) < 5
    # The least of a convex function is where its gradient is nothing.
    smoothed = np.where(targets > 0, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    error = sigmoid(scale * logits + offset) - smoothed
    assert (error * logits).sum() + calibrate.PRIOR * (scale - 1) == pytest.approx(0, abs=1e-4)
    assert error.sum() + calibrate.PRIOR * offset == pytest.approx(0, abs=1e-4)


def test_no_pictures_change_nothing():
    assert fit_scaling(np.array([]), np.array([])) == pytest.approx((1, 0))


def test_confidently_wrong_pictures_soften_the_answer():
    logits = np.array([20.0] * 30 + [-20.0] * 30)
    targets = np.array([1.0] * 27 + [0.0] * 3 + [0.0] * 30)
    scale, offset = fit_scaling(logits, targets)
    assert sigmoid(np.array(scale * 20 + offset)) == pytest.approx(0.88, abs=0.05)


def test_each_label_has_its_own_scaling():
    pairs = [drawn(5000, 0.5, 0, seed=1), drawn(5000, 1.5, 1, seed=2)]
    logits, targets = (np.stack([pair[i] for pair in pairs], axis=1) for i in (0, 1))
    assert calibrate.fit_scalings(logits, targets) == [fit_scaling(*pair) for pair in pairs]


def test_folding_equals_applying():
    pixels = keras.Input((6,))
    model = keras.Model(pixels, keras.layers.Dense(2, name="logits")(pixels))
    kernel, bias = np.random.default_rng(0).normal(size=(6, 2)), np.array([3.0, -1.0])
    model.get_layer("logits").set_weights([kernel, bias])
    features = np.random.default_rng(1).normal(size=(20, 6)).astype(np.float32)
    scalings = [Scaling(0.5, 0.25), Scaling(2.0, -1.0)]
    wanted = calibrate.apply_scalings(model.predict_on_batch(features), scalings)
    calibrate.fold_scalings(model, scalings)
    assert model.predict_on_batch(features) == pytest.approx(wanted, abs=1e-5)


def test_thresholds_leave_open_what_is_in_doubt():
    cat, dog = choose_thresholds(("cat", "dog"), 0.25)
    assert (cat.name, dog.name) == ("cat", "dog")
    assert (cat.accept, cat.reject) == (0.75, 0.25)
    answers = [decide([score], [cat]) for score in (0.25, 0.26, 0.74, 0.75)]
    assert answers == ["neither", "not sure", "not sure", "cat"]


@given(st.integers(0, 2**32 - 1), st.sampled_from([0.05, 0.2, 0.4]))
def test_thresholds_keep_their_promise_on_calibrated_scores(seed, doubt):
    scores = np.random.default_rng(seed).random(20_000)
    shown = np.random.default_rng(seed + 1).random(20_000) < scores
    (label,) = choose_thresholds(("cat",), doubt)
    near = (scores >= label.accept) & (scores < label.accept + 0.02)
    assert (~shown[near]).mean() <= doubt + 0.1  # of the least certain answers, a few hundred
    assert (~shown[scores >= label.accept]).mean() <= doubt
    assert shown[scores <= label.reject].mean() <= doubt
