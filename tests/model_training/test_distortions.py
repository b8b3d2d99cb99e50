"""Distortions: the same every time, worse at every level, and what their names say."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from model_training.honesty.distortions import DISTORTIONS
from model_training.honesty.screenshot import SCREEN, Layout, screenshot
from tests.model_training.pictures import blobs

BY_NAME = {distortion.name: distortion for distortion in DISTORTIONS}
PICTURE = blobs(7, (320, 240))


def changed(name: str, step: int, picture: Image.Image = PICTURE) -> Image.Image:
    return BY_NAME[name].apply(picture, BY_NAME[name].levels[step], "extra/cats/a.jpg")


def difference(first: Image.Image, second: Image.Image) -> float:
    pixels = [np.asarray(image, np.float32) for image in (first, second)]
    return float(np.abs(pixels[0] - pixels[1]).mean())


@pytest.mark.parametrize("name", BY_NAME)
@pytest.mark.parametrize("step", range(3))
def test_equal_names_give_equal_pictures(name, step):
    first = changed(name, step)
    assert first.mode == "RGB"
    assert first.tobytes() == changed(name, step).tobytes()
    assert first.tobytes() != PICTURE.tobytes()


@pytest.mark.parametrize("name", ["blur", "noise", "JPEG", "darker", "brighter"])
def test_each_level_changes_more_and_keeps_the_size(name):
    far = [difference(changed(name, step), PICTURE) for step in range(3)]
    assert 0 < far[0] < far[1] < far[2]
    assert changed(name, 0).size == PICTURE.size


def test_noise_has_the_deviation_that_it_names_and_other_pictures_get_other_noise():
    grey = Image.new("RGB", (200, 200), (128, 128, 128))
    noisy = np.asarray(changed("noise", 1, grey), np.float32)
    assert noisy.std() == pytest.approx(BY_NAME["noise"].levels[1], rel=0.02)
    other = BY_NAME["noise"].apply(grey, 16, "extra/cats/b.jpg")
    assert difference(changed("noise", 1, grey), other) > 5


@pytest.mark.parametrize(("name", "level"), [("darker", 0.5), ("brighter", 1.6)])
def test_brightness_is_a_factor(name, level):
    grey = Image.new("RGB", (8, 8), (100, 100, 100))
    assert changed(name, 1, grey).getpixel((4, 4)) == (round(100 * level),) * 3


@pytest.mark.parametrize("size", [(320, 240), (240, 320), (200, 200), (500, 100)])
@pytest.mark.parametrize("step", range(3))
def test_a_turned_picture_keeps_its_shape_and_has_no_empty_corner(size, step):
    turned = changed("rotation", step, Image.new("RGB", size, "white"))
    assert turned.width / turned.height == pytest.approx(size[0] / size[1], rel=0.05)
    assert np.asarray(turned).min() > 250
    assert turned.width < size[0]


@pytest.mark.parametrize("step", range(3))
def test_a_crop_is_a_window_of_the_picture(step):
    across = np.tile(np.arange(250, dtype=np.uint8), (200, 1))
    window = np.asarray(changed("small crop", step, Image.fromarray(across).convert("RGB")))
    share = BY_NAME["small crop"].levels[step]
    assert window.shape[:2] == (round(200 * share), round(250 * share))
    assert (np.diff(window[0, :, 0].astype(int)) == 1).all()


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("size", [(400, 300), (300, 400), (60, 900)])
def test_a_screenshot_shows_the_whole_picture_in_its_shape(layout, size):
    magenta = Image.new("RGB", size, (255, 0, 255))
    screen = np.asarray(screenshot(magenta, layout))
    turned = layout is Layout.FULL and size[0] > size[1]
    assert screen.shape[:2] == (SCREEN if turned else SCREEN[::-1])
    rows, columns = np.nonzero((screen == (255, 0, 255)).all(axis=2))
    height, width = np.ptp(rows) + 1, np.ptp(columns) + 1
    assert len(rows) == height * width
    assert width / height == pytest.approx(size[0] / size[1], rel=0.03)


def test_each_layout_leaves_the_picture_less_room():
    magenta = Image.new("RGB", (400, 300), (255, 0, 255))
    shares = [
        (np.asarray(screenshot(magenta, layout)) == (255, 0, 255)).all(axis=2).mean()
        for layout in Layout
    ]
    assert shares[0] > shares[1] > shares[2] > 0.05
