"""How maps look: colours that keep their order for everybody, and sheets of a steady size."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from petsight.explain import Explanation
from petsight.explain.overlay import colours, paint
from petsight.explain.sheet import MOST, PANEL, draw_sheet

BLIND = {
    "nothing": np.eye(3),
    "red": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "green": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "blue": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
}
"""What is left of linear red, green and blue where the receptors for one are lacking: G. Machado et
al., "A physiologically-based model for simulation of color vision deficiency", 2009."""


def luminance(rgb: np.ndarray, lacking: str) -> np.ndarray:
    """Relative luminance as WCAG defines it, of what such eyes see."""
    share = rgb / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    seen = np.clip(linear @ np.array(BLIND[lacking]).T, 0, 1)
    return np.asarray(seen @ [0.2126, 0.7152, 0.0722])


def explanation(**scores: float) -> Explanation:
    generator = np.random.default_rng(1)
    evidence = generator.normal(size=(len(scores), 5, 7)).astype(np.float32)
    return Explanation(scores, evidence, "00")


@pytest.mark.parametrize("lacking", BLIND)
def test_hotter_is_lighter_for_every_eye(lacking):
    light = luminance(colours(np.linspace(0, 1, 101, dtype=np.float32)), lacking)
    assert np.all(np.diff(light) > 0)
    assert (light[-1] + 0.05) / (light[0] + 0.05) > 7


def test_colours_of_any_shape():
    assert colours(np.zeros((2, 3), np.float32)).shape == (2, 3, 3)


@pytest.mark.parametrize("size", [(70, 50), (1, 1), (3, 400)])
def test_paint_keeps_the_size(size):
    painted = paint(Image.new("RGB", size, "white"), np.ones((5, 7), np.float32))
    assert (painted.size, painted.mode) == (size, "RGB")


def test_paint_puts_heat_where_it_is():
    heat = np.zeros((2, 4), np.float32)
    heat[0, 3] = 1
    painted = np.asarray(paint(Image.new("RGB", (80, 40), (128, 128, 128)), heat), np.int32)
    red = painted[..., 0]
    top, left = np.unravel_index(red.argmax(), red.shape)
    assert top < 20
    assert left >= 60
    assert red[30, 10] < 100


def test_paint_leaves_the_picture_alone_and_takes_its_colours():
    image = Image.new("RGB", (8, 8), (255, 0, 0))
    painted = paint(image, np.zeros((1, 1), np.float32))
    assert image.getpixel((0, 0)) == (255, 0, 0)
    red, _, blue = painted.getpixel((0, 0))  # type: ignore[misc]
    assert blue > red


@pytest.mark.parametrize("size", [(640, 480), (1, 1), (2, 4000), (5000, 3)])
def test_a_sheet_has_the_same_size_for_every_picture(size):
    sheet = draw_sheet(Image.new("RGB", size, "green"), explanation(cat=0.9, dog=0.1))
    assert sheet.size == draw_sheet(Image.new("RGB", (9, 9)), explanation(cat=0.5, dog=0.5)).size
    assert sheet.width > 3 * PANEL


def test_every_label_has_its_panel_up_to_a_limit():
    heights = [
        draw_sheet(
            Image.new("RGB", (9, 9)), explanation(**{f"l{at}": at / 200 for at in range(n)})
        ).height
        for n in (1, 2, 3, MOST, 100)
    ]
    one_row, two_rows = heights[0], heights[2]
    assert heights == [one_row, one_row, two_rows, two_rows, two_rows]
    assert two_rows > one_row + PANEL


def test_a_panel_shows_the_picture_and_its_heat():
    found = explanation(cat=0.9)
    found.evidence[:] = 1
    sheet = np.asarray(draw_sheet(Image.new("RGB", (40, 40), "blue"), found))
    row = sheet[sheet.shape[0] // 2]
    assert (0, 0, 255) in {tuple(pixel.tolist()) for pixel in row[: PANEL + 16]}
    assert row[PANEL + PANEL // 2].argmin() == 2  # yellow


@pytest.mark.parametrize("label", ["x" * 300, "two\nlines", "кошка", "\u200d", "ß" * 40])
def test_names_stay_above_their_own_panel(label):
    """What is drawn is checked by its ink: none between two panels, all of it in one line."""
    sheet = np.asarray(draw_sheet(Image.new("RGB", (40, 40)), explanation(**{label: 0.5})))
    ink = np.min(sheet[: 16 + 29], axis=(0, 2)) < 128
    between = ink[16 + PANEL : 16 + PANEL + 15]
    assert not between.any()
    assert ink[2 * PANEL - 20 :].any()  # the score
    assert not ink[-15:].any()
