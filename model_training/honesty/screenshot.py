"""Draw a picture as people share it: inside the screen of a phone."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps

SCREEN: Final = (540, 1170)
"""Width and height of an upright phone's screen in pixels, at half of its usual resolution."""
STATUS: Final = 36
BAR: Final = 84


class Layout(StrEnum):
    """Where the picture is."""

    FULL = "full screen"
    """As large as it goes on a phone turned like the picture, under a status bar."""
    GALLERY = "gallery"
    """As wide as an upright phone, between a title and a row of buttons."""
    CHAT = "chat"
    """A bubble among others, two thirds as wide as an upright phone."""


def screenshot(picture: Image.Image, layout: Layout) -> Image.Image:
    """Lay a picture out on a phone's screen.

    Args:
        picture: In mode RGB; its shape is kept.
        layout: Where it is.

    Returns:
        The whole screen, in mode RGB.
    """
    match layout:
        case Layout.FULL:
            return _full(picture)
        case Layout.GALLERY:
            return _gallery(picture)
        case Layout.CHAT:
            return _chat(picture)


def _full(picture: Image.Image) -> Image.Image:
    screen = Image.new("RGB", SCREEN if picture.height >= picture.width else SCREEN[::-1], "black")
    _place(screen, picture, (0, STATUS, screen.width, screen.height))
    _status_bar(screen, "white")
    return screen


def _gallery(picture: Image.Image) -> Image.Image:
    screen = Image.new("RGB", SCREEN, "#101014")
    draw = ImageDraw.Draw(screen)
    _status_bar(screen, "white")
    top, bottom = STATUS + BAR, screen.height - BAR
    draw.line([(36, top - 56), (20, top - 42), (36, top - 28)], "white", 4)
    draw.text((64, top - 60), "Saturday 14:02", "white", ImageFont.load_default(26))
    _place(screen, picture, (0, top, screen.width, bottom))
    for x in range(68, screen.width, 134):
        draw.ellipse((x - 16, bottom + 26, x + 16, bottom + 58), outline="white", width=3)
    return screen


def _chat(picture: Image.Image) -> Image.Image:
    screen = Image.new("RGB", SCREEN, "#efe7dd")
    draw = ImageDraw.Draw(screen)
    top = STATUS + BAR
    draw.rectangle((0, 0, screen.width, top), "#1f6f63")
    _status_bar(screen, "white")
    draw.ellipse((20, top - 70, 76, top - 14), "#d0d0d0")
    draw.text((92, top - 60), "Robin", "white", ImageFont.load_default(30))
    _bubble(draw, (20, top + 24, 360, top + 84), "white")
    _bubble(draw, (220, top + 108, 520, top + 168), "#d9fdd3")
    bubble = (20, top + 192, 20 + screen.width * 2 // 3, screen.height - 260)
    fitted = ImageOps.contain(picture, (bubble[2] - bubble[0] - 16, bubble[3] - bubble[1] - 16))
    frame = (20, bubble[1], 36 + fitted.width, bubble[1] + 16 + fitted.height)
    draw.rounded_rectangle(frame, 14, "white")
    screen.paste(fitted, (28, bubble[1] + 8))
    _bubble(draw, (260, frame[3] + 24, 520, frame[3] + 84), "#d9fdd3")
    foot = screen.height - 72
    draw.rounded_rectangle((16, foot, screen.width - 84, foot + 56), 28, "white")
    draw.ellipse((screen.width - 72, foot, screen.width - 16, foot + 56), "#1f6f63")
    return screen


def _place(screen: Image.Image, picture: Image.Image, area: tuple[int, int, int, int]) -> None:
    """Put a picture into the middle of an area, as large as it goes."""
    left, top, right, bottom = area
    fitted = ImageOps.contain(picture, (right - left, bottom - top))
    x, y = left + (right - left - fitted.width) // 2, top + (bottom - top - fitted.height) // 2
    screen.paste(fitted, (x, y))


def _status_bar(screen: Image.Image, ink: str) -> None:
    draw = ImageDraw.Draw(screen)
    draw.text((20, 6), "14:05", ink, ImageFont.load_default(20))
    draw.rounded_rectangle((screen.width - 60, 9, screen.width - 22, 27), 4, outline=ink, width=2)
    draw.rectangle((screen.width - 56, 13, screen.width - 34, 23), ink)


def _bubble(draw: ImageDraw.ImageDraw, box: tuple[int, int, int, int], colour: str) -> None:
    """Draw a message whose words are too small to read."""
    left, top, right, _ = box
    draw.rounded_rectangle(box, 14, colour)
    for y, end in ((top + 16, right - 24), (top + 36, right - 90)):
        draw.rectangle((left + 18, y, end, y + 8), "#a8a8a8")
