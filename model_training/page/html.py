"""Build pages that need nothing else: one file with its style, plots and pictures inside."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from model_training.plots import svg
from petsight import open_image
from petsight.errors import ImageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SIDE: Final = 160
"""Longest side of a picture on a page, in pixels."""

_STYLE: Final = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2.5rem } p, li { max-width: 48rem }
.wide { overflow-x: auto }
table { border-collapse: collapse; margin: 1rem 0 }
td, th { padding: .2rem .8rem; text-align: right }
td:first-child, th:first-child { text-align: left }
tr:nth-child(even) { background: color-mix(in srgb, currentColor 7%, transparent) }
pre { overflow: auto; max-height: 30rem; padding: 1rem; font-size: .8rem;
  background: color-mix(in srgb, currentColor 7%, transparent) }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1rem }
.plots { display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)) }
.plots img { background: #fff; border-radius: .4rem; width: 100% }
figure { margin: 0; overflow-wrap: anywhere; font-size: .8rem }
.plots figcaption { font-size: .9rem; max-width: 40rem }
.sheet img { height: 10rem; width: 100%; object-fit: contain }
.missed { font-weight: bold; color: light-dark(#b3261e, #ff8a80) }
"""


def document(title: str, body: str) -> str:
    """Return a whole page.

    Args:
        title: Plain text.
        body: HTML.
    """
    name = html.escape(title)
    return (
        "<!doctype html><html lang=en><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width'>"
        f"<title>{name}</title><style>{_STYLE}</style><h1>{name}</h1>{body}</html>\n"
    )


def section(title: str, *parts: str) -> str:
    """Return a heading of plain text with HTML below it."""
    return f"<h2>{html.escape(title)}</h2>{''.join(parts)}"


def paragraph(text: str) -> str:
    """Return a paragraph of plain text."""
    return f"<p>{html.escape(text)}</p>"


def details(title: str, text: str) -> str:
    """Return preformatted plain text that opens on a click."""
    return (
        f"<details><summary>{html.escape(title)}</summary><pre>{html.escape(text)}</pre></details>"
    )


def table(head: Sequence[str], rows: Iterable[Sequence[str]], missed: Sequence[int] = ()) -> str:
    """Return a table of plain texts.

    Args:
        head: Titles of the columns.
        rows: Cells.
        missed: Numbers of the rows to be marked.
    """
    lines = "".join(
        f"<tr{' class=missed' if number in missed else ''}>{_cells(row, 'td')}</tr>"
        for number, row in enumerate(rows)
    )
    return f"<div class=wide><table><tr>{_cells(head, 'th')}</tr>{lines}</table></div>"


def _cells(texts: Sequence[str], tag: str) -> str:
    return "".join(f"<{tag}>{html.escape(text)}</{tag}>" for text in texts)


def plots(*shown: tuple[Figure, str]) -> str:
    """Return plots beside each other, each with a sentence that says how to read it."""
    return f"<div class=plots>{''.join(_plot(*one) for one in shown)}</div>"


def _plot(figure: Figure, caption: str) -> str:
    name = html.escape(figure.axes[0].get_title())
    return (
        f'<figure><img alt="{name}" src="data:image/svg+xml;base64,{_base64(svg(figure))}">'
        f"<figcaption>{html.escape(caption)}</figcaption></figure>"
    )


def sheet(figures: Iterable[str]) -> str:
    """Return figures of `pictures` in a grid."""
    return f"<div class=sheet>{''.join(figures)}</div>"


def pictures(paths: Iterable[Path], caption: Iterable[str]) -> str:
    """Return small copies of pictures over lines of plain text; unreadable ones are left out."""
    images = "".join(map(_image, paths))
    lines = "<br>".join(map(html.escape, caption))
    return f"<figure>{images}<figcaption>{lines}</figcaption></figure>"


def _image(path: Path) -> str:
    try:
        image = open_image(path)
    except ImageError:
        return ""
    image.thumbnail((SIDE, SIDE))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=70)
    return f'<img alt="" src="data:image/jpeg;base64,{_base64(buffer.getvalue())}">'


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
