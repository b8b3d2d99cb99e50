"""Which pictures an epoch shows: as often as their weights say, decided by the seed."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_training.config_file import load_config
from model_training.train import EpochBatches, TrainingData, draw_epoch


def test_equal_weights_show_every_picture_once():
    assert sorted(draw_epoch(np.ones(50), [1, 0])) == list(range(50))


def test_weights_set_the_shares():
    weights = np.array([4.0] * 100 + [1.0] * 300 + [0.0] * 100)
    counts = np.mean(
        [np.bincount(draw_epoch(weights, [1, epoch]), minlength=500) for epoch in range(20)], axis=0
    )
    unit = 500 / 700  # as many draws as pictures, shared by weight
    assert counts[:100].mean() == pytest.approx(4 * unit, rel=0.03)
    assert counts[100:400].mean() == pytest.approx(unit, rel=0.03)
    assert counts[400:].max() == 0


@given(st.lists(st.floats(0.1, 10), min_size=1, max_size=40), st.integers(0, 5))
def test_no_picture_is_left_to_luck(values, seed):
    weights = np.array(values)
    order = draw_epoch(weights, [seed, 0])
    shares = weights * len(weights) / weights.sum()
    for count, share in zip(np.bincount(order, minlength=len(weights)), shares, strict=True):
        assert math.floor(share + 1e-9) - 1e-9 <= count + (share % 1 > 1 - 1e-9)
        assert count <= math.ceil(share - 1e-9) + (share % 1 < 1e-9)


def test_seed_and_epoch_decide_the_order():
    weights = np.ones(50)
    first = draw_epoch(weights, [1, 0])
    assert np.array_equal(first, draw_epoch(weights, [1, 0]))
    assert not np.array_equal(first, draw_epoch(weights, [1, 1]))
    assert not np.array_equal(first, draw_epoch(weights, [2, 0]))


def batches(count: int, weights: list[float], epoch: int = 0) -> EpochBatches:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (count, 37, 37, 3), np.uint8)
    labels = np.eye(2, dtype=np.float32)[np.arange(count) % 2]
    data = TrainingData(images, labels, np.array(weights), None, images[:1], labels[:1])
    return EpochBatches(data, load_config(None, ["size=32", "batch_size=8"]), epoch)


def test_batches_are_full_and_come_from_the_data():
    found = batches(20, [1.0] * 20)
    assert len(found) == 2
    for index in range(2):
        images, labels = found[index]
        assert tuple(images.shape) == (8, 32, 32, 3)
        assert tuple(labels.shape) == (8, 2)


def test_few_pictures_of_unlike_weight_still_make_a_batch():
    for epoch in range(20):
        found = batches(5, [4.0, 1.0, 1.0, 1.0, 1.5], epoch)
        assert len(found) >= 1
        assert found[0][0].shape[0] >= 1


def test_epochs_are_repeatable_and_differ():
    first, again, other = (batches(8, [1.0] * 8, epoch)[0][0] for epoch in (0, 0, 1))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
