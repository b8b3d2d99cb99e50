"""Text for terminals: safe to print, aligned, and coloured only where that is welcome."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import TextIO

_JOINER = "\u200d"  # holds emoji together; the only invisible character that may pass
_COLOURS = {"green": 32, "yellow": 33, "red": 31, "bold": 1, "dim": 2}


def printable(text: str) -> str:
    r"""Escape what must not reach a terminal: controls, line breaks, bytes that are not UTF-8.

    Args:
        text: Any text, such as a file's name.

    Returns:
        One line, with escapes such as `\n`, `\x1b` or `\udcff` in place of those characters.
    """
    if text.isprintable():
        return text
    return "".join(
        char
        if char.isprintable() or char == _JOINER
        else char.encode("unicode_escape").decode("ascii")
        for char in text
    )


def width(text: str) -> int:
    """Count the columns that text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn", "Me")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in text
    )


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Fill text up with spaces to a number of columns; longer text stays whole."""
    spaces = " " * (columns - width(text))
    return spaces + text if right else text + spaces


def percent(score: float) -> str:
    """Write a probability for people, `0.9973` as `99.7 %`."""
    return f"{100 * score:.1f} %"


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether somebody is looking at a stream."""
    return stream is not None and stream.isatty()


def wants_colour(stream: TextIO | None) -> bool:
    """Tell whether to colour: on a terminal that can, unless NO_COLOR (no-color.org) is set."""
    can = os.name != "nt" or "WT_SESSION" in os.environ
    welcome = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return can and welcome and is_terminal(stream)


def paint(text: str, colour: str | None, *, wanted: bool) -> str:
    """Colour text, or return it as it is when no colour is wanted."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if wanted and colour else text


def print_pairs(pairs: Sequence[tuple[str, str]]) -> None:
    """Print names and values in two aligned columns."""
    columns = max(width(name) for name, _ in pairs)
    wanted = wants_colour(sys.stdout)
    for name, value in pairs:
        print(f"{paint(pad(name, columns), 'dim', wanted=wanted)}  {printable(value)}".rstrip())
