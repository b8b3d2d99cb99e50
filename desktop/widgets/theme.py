"""Colours and style of the app, for light and dark."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop.services.preferences import Theme
from desktop.widgets.style_sheet import style_sheet
from petsight.labels import AND, NEITHER, NOT_SURE

FAILED: Final = "failed"
WAITING: Final = "waiting"


@dataclass(frozen=True, slots=True)
class Tones:
    """The colours that everything is drawn with; text on its ground has a contrast of at least 4.5.

    Attributes:
        window: Ground of the window.
        surface: Ground of cards, fields and menus.
        sunken: Ground of what lies lower than the window: a thumbnail that is not there yet.
        border: Fine lines.
        text: Text.
        muted: Text of less weight.
        faint: Text of what cannot be used now, with a contrast of at least 3.
        accent: The one colour that means "here" or "do this".
        on_accent: Text on the accent.
        wash: A breath of the accent, as ground of what is selected.
    """

    window: str
    surface: str
    sunken: str
    border: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    wash: str


LIGHT: Final = Tones(
    window="#f5f5f8",
    surface="#ffffff",
    sunken="#eaebf0",
    border="#dddee6",
    text="#1b1c22",
    muted="#5a5d6b",
    faint="#828594",
    accent="#4453c2",
    on_accent="#ffffff",
    wash="#e9ebfb",
)
DARK: Final = Tones(
    window="#16171c",
    surface="#212329",
    sunken="#2a2c34",
    border="#383b46",
    text="#edeef3",
    muted="#a8abba",
    faint="#7d8192",
    accent="#9ba6f6",
    on_accent="#12141f",
    wash="#2c3050",
)


@dataclass(frozen=True, slots=True)
class Badge:
    """The colours of an answer.

    Attributes:
        ground: Behind the text.
        text: The text, with a contrast of at least 4.5.
    """

    ground: QColor
    text: QColor


def use_colours(app: QApplication, theme: Theme) -> None:
    """Give the whole app its palette alone, which is all that the first frame needs.

    Args:
        app: The application, with the palette that the system gave it.
        theme: Light, dark, or what that palette is.
    """
    dark = theme is Theme.DARK or (theme is Theme.SYSTEM and is_dark(app.palette()))
    app.setPalette(palette_of(DARK if dark else LIGHT))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the whole app its palette and style sheet.

    Args:
        app: The application.
        theme: Light, dark, or what the system says at this moment.
    """
    # Not at the top: the first frame needs this module, and "Qt" costs more than all of it.
    from PySide6.QtCore import Qt

    scheme = app.styleHints().colorScheme()
    dark = theme is Theme.DARK or (theme is Theme.SYSTEM and scheme is Qt.ColorScheme.Dark)
    tones = DARK if dark else LIGHT
    sheet = style_sheet(tones)
    if app.styleSheet() == sheet:
        return
    app.setPalette(palette_of(tones))
    app.setStyleSheet(sheet)


def is_dark(palette: QPalette) -> bool:
    """Tell whether a palette is a dark one."""
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def tones_of(palette: QPalette) -> Tones:
    """Return the colours that go with a palette."""
    return DARK if is_dark(palette) else LIGHT


def badge_of(answer: str, palette: QPalette) -> Badge:
    """Choose the colours of an answer.

    "not sure" is amber, "neither" and `WAITING` are grey and `FAILED` is red. Every label has a hue
    that follows from its text, so that it is the same tomorrow and with every model; an answer of
    several labels lies between theirs.

    Args:
        answer: An answer of a model, `FAILED` or `WAITING`.
        palette: Of the widget that draws it.

    Returns:
        The colours.
    """
    if answer in (NEITHER, WAITING):
        return _badge(230, 0.06, is_dark(palette))
    if answer == NOT_SURE:
        return _badge(38, 0.85, is_dark(palette))
    if answer == FAILED:
        return _badge(355, 0.70, is_dark(palette))
    hues = [_hue(label) for label in answer.split(AND)]
    return _badge(sum(hues) // len(hues), 0.55, is_dark(palette))


def _hue(label: str) -> int:
    # From green to magenta: what looks like amber or red would be mistaken for a warning.
    return 95 + zlib.crc32(label.encode()) % 230


def _badge(hue: int, saturation: float, dark: bool) -> Badge:
    # Lightness far enough apart for every hue; a test measures the contrast of them all.
    ground, text = (0.20, 0.86) if dark else (0.91, 0.24)
    depth = saturation * 0.6 if dark else saturation
    return Badge(
        QColor.fromHslF(hue / 360, depth, ground), QColor.fromHslF(hue / 360, saturation, text)
    )


def palette_of(tones: Tones) -> QPalette:
    """Make the palette that Qt's own widgets draw with."""
    palette = QPalette(QColor(tones.surface), QColor(tones.window))
    role = QPalette.ColorRole
    colours = {
        role.Window: tones.window,
        role.WindowText: tones.text,
        role.Base: tones.surface,
        role.AlternateBase: tones.sunken,
        role.Text: tones.text,
        role.PlaceholderText: tones.muted,
        role.Button: tones.surface,
        role.ButtonText: tones.text,
        role.BrightText: tones.on_accent,
        role.ToolTipBase: tones.surface,
        role.ToolTipText: tones.text,
        role.Highlight: tones.accent,
        role.HighlightedText: tones.on_accent,
        role.Accent: tones.accent,
        role.Link: tones.accent,
        role.LinkVisited: tones.accent,
        role.Mid: tones.border,
        role.Midlight: tones.border,
        role.Dark: tones.border,
    }
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tones.faint))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tones.border))
    return palette
