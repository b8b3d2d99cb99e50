"""The second half of the preprocessing: from an opened picture to a tensor."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from petsight.preprocess import PREPROCESS_ID, to_input


def test_the_algorithm_has_its_name() -> None:
    assert PREPROCESS_ID == "p1"


@pytest.mark.parametrize("size", [(224, 224), (160, 96), (96, 160), (1, 1)])
@pytest.mark.parametrize("source", [(224, 224), (640, 480), (1, 4000), (4000, 1), (1, 1)])
def test_shape_and_type(source: tuple[int, int], size: tuple[int, int]) -> None:
    width, height = size
    pixels = to_input(Image.new("RGB", source, (10, 20, 30)), width, height)
    assert pixels.shape == (1, height, width, 3)
    assert pixels.dtype == np.uint8
    assert (pixels == (10, 20, 30)).all()


def test_an_image_of_the_size_is_untouched() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (96, 160, 3), dtype=np.uint8)
    assert np.array_equal(to_input(Image.fromarray(noise), 160, 96)[0], noise)


def test_stretches_without_crop_or_padding() -> None:
    wide = np.zeros((50, 400, 3), np.uint8)
    wide[:, :100] = (255, 0, 0)
    wide[:, 300:] = (0, 0, 255)
    pixels = to_input(Image.fromarray(wide), 100, 100)[0]
    assert (pixels[:, :24] == (255, 0, 0)).all()
    assert (pixels[:, 26:74] == 0).all()
    assert (pixels[:, 76:] == (0, 0, 255)).all()


def test_averages_when_it_shrinks() -> None:
    board = np.indices((400, 400)).sum(axis=0) % 2 * 255
    image = Image.fromarray(board.astype(np.uint8)).convert("RGB")
    pixels = to_input(image, 40, 40)
    assert pixels.min() >= 126
    assert pixels.max() <= 129


def test_interpolates_linearly_when_it_grows() -> None:
    image = Image.fromarray(np.array([[[0] * 3, [200] * 3]], np.uint8))
    assert to_input(image, 8, 1)[0, 0, :, 0].tolist() == [0, 0, 25, 75, 125, 175, 200, 200]


def test_the_image_stays_as_it_was() -> None:
    image = Image.new("RGB", (30, 20), "red")
    to_input(image, 10, 10)
    assert image.size == (30, 20)
    assert image.getpixel((0, 0)) == (255, 0, 0)
