"""Random changes: within bounds, repeatable, and never beside the labels."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from skimage import data

from model_training.augment import Augmenter
from model_training.config import Augmentation

SIDE, SIZE = 74, 64
STILL = Augmentation(
    flip=False,
    rotation=0,
    zoom=0,
    stretch=0,
    shift=0,
    brightness=0,
    contrast=0,
    saturation=0,
    grayscale=0,
    mosaic=0,
)


@pytest.fixture(scope="module")
def images():
    """Sixteen cuttings of a real photo, and full black and white for the edges of the range."""
    cat = data.chelsea()
    cut = [cat[y : y + SIDE, x : x + SIDE] for y in range(0, 224, 74) for x in range(0, 370, 74)]
    cut[0], cut[1] = np.zeros_like(cut[0]), np.full_like(cut[1], 255)
    return np.stack(cut[:16]) if len(cut) >= 16 else np.stack((cut * 2)[:16])


LABELS = np.eye(2, dtype=np.float32)[np.arange(16) % 2]
CENTRE = slice((SIDE - SIZE) // 2, (SIDE - SIZE) // 2 + SIZE)


def run(
    images: Any, strength: Augmentation, seed: int = 3, labels: Any = LABELS
) -> tuple[Any, Any]:
    changed, kept = Augmenter(SIZE, strength, seed)(images, labels)
    return np.asarray(changed), np.asarray(kept)


def test_full_strength_keeps_shape_type_and_range(images):
    strong = Augmentation(
        rotation=45, brightness=0.9, contrast=0.9, saturation=0.9, grayscale=0.5, mosaic=0.5
    )
    for seed in range(3):
        changed, labels = run(images, strong, seed)
        assert changed.shape == (16, SIZE, SIZE, 3)
        assert changed.dtype == np.float32
        assert changed.min() >= 0
        assert changed.max() <= 255
        assert labels.shape == LABELS.shape


def test_the_seed_decides(images):
    first, first_labels = run(images, Augmentation())
    again, again_labels = run(images, Augmentation())
    other, _ = run(images, Augmentation(), seed=4)
    assert np.array_equal(first, again)
    assert np.array_equal(first_labels, again_labels)
    assert not np.array_equal(first, other)


def test_each_batch_is_changed_in_its_own_way(images):
    augmenter = Augmenter(SIZE, Augmentation(), seed=3)
    first, second = (np.asarray(augmenter(images, LABELS)[0]) for _ in range(2))
    assert not np.array_equal(first, second)


def test_no_strength_is_exactly_the_centre(images):
    changed, labels = run(images, STILL)
    assert np.array_equal(changed, images[:, CENTRE, CENTRE].astype(np.float32))
    assert np.array_equal(labels, LABELS)


def test_half_of_the_pictures_are_mirrored(images):
    many = np.repeat(images[2:3], 64, axis=0)
    changed, _ = run(many, replace(STILL, flip=True), labels=np.ones((64, 2), np.float32))
    plain = images[2, CENTRE, CENTRE].astype(np.float32)
    same = [np.abs(picture - plain).max() < 0.1 for picture in changed]
    mirrored = [np.abs(picture - plain[:, ::-1]).max() < 0.1 for picture in changed]
    assert sum(same) + sum(mirrored) == 64
    assert 16 <= sum(mirrored) <= 48


@pytest.mark.parametrize(
    "strength",
    [
        {"rotation": 20},
        {"zoom": 0.3},
        {"stretch": 0.3},
        {"shift": 0.1},
        {"brightness": 0.3},
        {"contrast": 0.5},
        {"saturation": 0.8},
        {"grayscale": 1},
    ],
    ids=lambda strength: next(iter(strength)),
)
def test_each_change_does_something_and_leaves_labels_alone(images, strength):
    still, _ = run(images, STILL)
    changed, labels = run(images, replace(STILL, **strength))
    assert np.abs(changed[2:] - still[2:]).max() > 5
    assert np.array_equal(labels, LABELS)


def test_turning_keeps_black_black_and_white_white(images):
    changed, _ = run(images, Augmentation(brightness=0, contrast=0, saturation=0, mosaic=0))
    assert changed[0].max() == 0
    assert changed[1] == pytest.approx(255, abs=0.01)


def test_a_zoom_brings_in_real_pixels(images):
    """A picture whose margin differs from its middle shows the margin when it becomes smaller."""
    framed = np.zeros((32, SIDE, SIDE, 3), np.uint8)
    framed[:, CENTRE, CENTRE] = 255
    labels = np.ones((32, 2), np.float32)
    changed, _ = run(framed, replace(STILL, zoom=0.3), labels=labels)
    edges = changed[:, 0].mean(axis=(1, 2))
    assert (edges < 1).any()  # made smaller
    assert (edges > 254).any()  # made larger


def test_a_mosaic_shows_both_pictures_and_has_both_labels():
    """Red cats and blue dogs: each merged picture must hold both colours, half and half."""
    images = np.zeros((8, SIDE, SIDE, 3), np.uint8)
    images[::2, :, :, 0] = 255
    images[1::2, :, :, 2] = 255
    changed, labels = run(images, replace(STILL, mosaic=0.5), labels=LABELS[:8])
    red, blue = changed[..., 0] > 200, changed[..., 2] > 200
    for index in range(4):
        assert labels[index].tolist() == [1, 1]
        assert red[index].mean() == pytest.approx(0.5, abs=0.02)
        assert blue[index].mean() == pytest.approx(0.5, abs=0.02)
    # The first two side by side, the other two one above the other, the own picture first.
    own = [red, blue, red, blue]
    assert all(own[i][i, :, : SIZE // 2 - 1].all() for i in (0, 1))
    assert all(own[i][i, : SIZE // 2 - 1].all() for i in (2, 3))
    assert np.array_equal(labels[4:], LABELS[4:8])
    assert np.array_equal(changed[4:], images[4:, CENTRE, CENTRE].astype(np.float32))


def test_without_another_label_a_mosaic_adds_none():
    labels = np.tile(np.array([1, 0], np.float32), (8, 1))
    images = np.full((8, SIDE, SIDE, 3), 7, np.uint8)
    changed, kept = run(images, replace(STILL, mosaic=1), labels=labels)
    assert np.array_equal(kept, labels)
    assert changed == pytest.approx(7, abs=1e-3)


@pytest.mark.parametrize("rate", [0.1, 0.2, 1.0])
def test_a_share_of_a_batch_becomes_mosaics(images, rate):
    _, labels = run(images, replace(STILL, mosaic=rate))
    assert (labels.sum(axis=1) == 2).sum() == round(16 * rate)
