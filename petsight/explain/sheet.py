"""Draw one image that tells the whole story: the picture, a map for each label, a legend."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeAlias

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from petsight.explain.explanation import Explanation
from petsight.explain.overlay import colours, paint

MOST: Final = 5
"""Labels that get a map, those with the highest scores; a model may have hundreds."""
PANEL: Final = 400
"""Pixels of the square that each picture is fitted into."""

_ACROSS: Final = 3
_GAP: Final = 16
_LINE: Final = 30
_BAR: Final = (160, 14)
_TEXT: Final = 18
_SMALL: Final = 14
_GROUND: Final = "white"
_INK: Final = (32, 32, 36)
_STEP: Final = PANEL + _GAP

_Font: TypeAlias = ImageFont.FreeTypeFont | ImageFont.ImageFont


class Panel(NamedTuple):
    """One of the pictures on a sheet, and what stands above it."""

    title: str
    score: str
    image: Image.Image


def draw_sheet(image: Image.Image, explanation: Explanation) -> Image.Image:
    """Draw the picture and the map of each label, with its score.

    Args:
        image: What `open_image` returned.
        explanation: What the model saw in it.

    Returns:
        An image in mode RGB; its size depends on the number of labels alone.
    """
    fitted = _fit(image)
    panels = [Panel("the picture", "", fitted)]
    for label in explanation.highest(MOST):
        score = f"{100 * explanation.scores[label]:.1f} %"
        panels.append(Panel(label, score, paint(fitted, explanation.heat(label))))
    across = min(_ACROSS, len(panels))
    down = -(-len(panels) // across)
    size = (_GAP + across * _STEP, _GAP + down * (_STEP + _LINE) + _LINE)
    sheet = Image.new("RGB", size, _GROUND)
    for place, panel in enumerate(panels):
        corner = _GAP + place % across * _STEP, _GAP + place // across * (_STEP + _LINE)
        _draw_panel(sheet, corner, panel)
    _draw_legend(sheet)
    return sheet


def _fit(image: Image.Image) -> Image.Image:
    scale = PANEL / max(image.size)
    width, height = (max(1, round(side * scale)) for side in image.size)
    return image.resize((width, height), Image.Resampling.BICUBIC)


def _draw_panel(sheet: Image.Image, corner: tuple[int, int], panel: Panel) -> None:
    left, top = corner
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(_TEXT)
    taken = draw.textlength(panel.score, font)
    draw.text((left + PANEL - taken, top), panel.score, _INK, font)
    draw.text((left, top), _shortened(draw, panel.title, PANEL - taken - _GAP, font), _INK, font)
    sheet.paste(panel.image, (left, top + _LINE))


def _shortened(draw: ImageDraw.ImageDraw, title: str, room: float, font: _Font) -> str:
    """Return as much of a title as fits into a line."""
    title = " ".join(title.split())
    if draw.textlength(title, font) <= room:
        return title
    while title and draw.textlength(f"{title}…", font) > room:
        title = title[:-1]
    return f"{title}…"


def _draw_legend(sheet: Image.Image) -> None:
    """Say in the last line what the colours mean."""
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(_SMALL)
    width, height = _BAR
    top = sheet.height - _LINE
    scale = np.tile(np.linspace(0, 1, width, dtype=np.float32), (height, 1))
    before, after = "speaks for the label: not at all", "most"
    x = _GAP
    draw.text((x, top), before, _INK, font)
    x += round(draw.textlength(before, font)) + _GAP // 2
    sheet.paste(Image.fromarray(colours(scale)), (x, top + 2))
    draw.text((x + width + _GAP // 2, top), after, _INK, font)
