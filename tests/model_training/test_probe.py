"""The linear head: it fits, ignores the features' scale, and a classifier can start from it."""

from __future__ import annotations

import numpy as np
import pytest

from model_training.config import TrainConfig
from model_training.metrics import log_loss, sigmoid
from model_training.network import build_classifier, predict_logits
from model_training.probe import fit_probe, start_from_probe


def separable(n: int = 300, features: int = 12) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    targets = rng.integers(0, 2, (n, 2)).astype(np.float32)
    values = rng.normal(size=(n, features)).astype(np.float32)
    values[:, :2] += 4 * targets
    return values, targets


def test_fits_what_can_be_told_apart_by_a_plane():
    features, targets = separable()
    probe = fit_probe(features, targets, np.ones(len(targets)))
    assert probe.kernel.shape == (12, 2)
    assert ((probe.logits(features) > 0) == (targets > 0.5)).mean() > 0.95


def test_scale_and_offset_of_the_features_do_not_matter():
    features, targets = separable()
    weights = np.ones(len(targets))
    plain = fit_probe(features, targets, weights).logits(features)
    moved = fit_probe(1000 * features + 70, targets, weights).logits(1000 * features + 70)
    assert plain == pytest.approx(moved, abs=0.05)


def test_a_heavy_picture_pulls_the_head_to_its_side():
    features, targets = separable()
    odd = targets.copy()
    odd[:20] = 1 - odd[:20]
    light, heavy = np.ones(len(odd)), np.ones(len(odd))
    heavy[:20] = 50
    signs = 2 * odd[:20] - 1
    pulled = fit_probe(features, odd, heavy).logits(features[:20]) * signs
    assert pulled.mean() > (fit_probe(features, odd, light).logits(features[:20]) * signs).mean()


def test_a_classifier_that_starts_from_the_probe_already_knows_its_pictures():
    rng = np.random.default_rng(2)
    targets = np.eye(2, dtype=np.float32)[rng.integers(0, 2, 24)]
    images = rng.integers(0, 60, (24, 64, 64, 3)).astype(np.uint8)
    images[targets[:, 0] == 1, 16:48, 16:48] += 120  # a bright square is what the first label is
    model = build_classifier(TrainConfig(size=64), 2)
    before = log_loss(sigmoid(predict_logits(model, images)), targets)
    start_from_probe(model, images, targets, np.ones(24))
    after = log_loss(sigmoid(predict_logits(model, images)), targets)
    assert after < before / 3
    assert after < 0.2
