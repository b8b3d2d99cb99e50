"""Stretching equals Pillow's, whatever the sizes."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from petsight.preprocess import to_input
from tests.mobile.engine.probe import Probe

SIZES = [
    ((1, 1), (7, 5)),
    ((2, 3), (224, 224)),
    ((5, 400), (13, 399)),
    ((223, 225), (224, 224)),
    ((640, 480), (224, 224)),
    ((641, 479), (32, 24)),
    ((300, 224), (224, 224)),
    ((224, 300), (224, 224)),
    ((1999, 3), (3, 1999)),
    ((3001, 201), (260, 260)),
    ((480, 640), (224, 224)),
    ((336, 448), (224, 224)),
    ((336, 449), (224, 224)),
    ((900, 1300), (224, 224)),
]


@pytest.mark.parametrize(("size", "wanted"), SIZES, ids=str)
def test_noise_is_stretched_as_by_pillow(
    probe: Probe, size: tuple[int, int], wanted: tuple[int, int]
) -> None:
    generator = np.random.default_rng(sum(size))
    rgb = generator.integers(0, 256, (size[1], size[0], 3), np.uint8)
    assert np.array_equal(probe.stretch(rgb, wanted), to_input(Image.fromarray(rgb), *wanted))


@pytest.mark.parametrize("value", [0, 255])
def test_black_and_white_stay_what_they_are(probe: Probe, value: int) -> None:
    rgb = np.full((301, 97, 3), value, np.uint8)
    assert (probe.stretch(rgb, (224, 224)) == value).all()
