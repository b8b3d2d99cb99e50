"""Show what was found: one HTML file that needs nothing else, with the pictures in question."""

from __future__ import annotations

import base64
import html
import io
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from model_training.hygiene.balance import Row
from model_training.hygiene.findings import Finding, Kind
from petsight import open_image
from petsight.errors import ImageError

SIDE: Final = 160
"""Longest side of a picture on the page, in pixels."""
MOST: Final = 200
"""Pictures shown of each kind; the JSON file has all of them."""

_STYLE: Final = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse } td, th { padding: .2rem .8rem; text-align: right }
td:first-child, th:first-child { text-align: left }
tr:nth-child(even) { background: color-mix(in srgb, currentColor 7%, transparent) }
.sheet { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 1rem }
figure { margin: 0; overflow-wrap: anywhere; font-size: .8rem }
img { height: 10rem; width: 100%; object-fit: contain }
"""
_TITLES: Final = {
    Kind.LABEL: "Probably wrong labels",
    Kind.LEAK: "Alike across parts",
    Kind.COPY: "Exact copies",
    Kind.TWIN: "Alike within a part",
    Kind.TINY: "Very small",
    Kind.UNREADABLE: "Unreadable",
}


def write_page(path: Path, root: Path, findings: Sequence[Finding], rows: Sequence[Row]) -> None:
    """Write the page.

    Args:
        path: The HTML file.
        root: The data folder.
        findings: What was found; shown by kind, in their order.
        rows: The balance table.
    """
    by_kind: dict[Kind, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_kind[finding.kind].append(finding)
    body = "".join(_section(kind, by_kind[kind], root) for kind in _TITLES)
    path.write_text(
        "<!doctype html><html lang=en><meta charset=utf-8>"
        "<meta name=viewport content='width=device-width'>"
        f"<title>Data check</title><style>{_STYLE}</style>"
        f"<h1>Data check</h1>{_balance(rows)}{body}</html>\n",
        encoding="utf-8",
    )


def _balance(rows: Sequence[Row]) -> str:
    parts = sorted({part for row in rows for part in row.parts})
    head = "".join(f"<th>{html.escape(part)}</th>" for part in ("shows", *parts, "all"))
    lines = "".join(
        f"<tr><td>{html.escape(row.source)}</td><td>{html.escape(row.shows)}</td>"
        + "".join(f"<td>{row.parts.get(part, 0):,}</td>" for part in parts)
        + f"<td>{row.total:,}</td></tr>"
        for row in rows
    )
    return f"<h2>Balance</h2><table><tr><th>source</th>{head}</tr>{lines}</table>"


def _section(kind: Kind, findings: Sequence[Finding], root: Path) -> str:
    shown = findings[:MOST]
    note = f", {len(shown)} of them shown" if len(shown) < len(findings) else ""
    figures = "".join(_figure(finding, root) for finding in shown)
    return f"<h2>{_TITLES[kind]}: {len(findings)}{note}</h2><div class=sheet>{figures}</div>"


def _figure(finding: Finding, root: Path) -> str:
    names = [finding.path] if finding.other is None else [finding.path, finding.other]
    pictures = "".join(_image(root / name) for name in names)
    caption = "<br>".join(html.escape(text) for text in (*names, finding.detail))
    return f"<figure>{pictures}<figcaption>{caption}</figcaption></figure>"


def _image(path: Path) -> str:
    try:
        image = open_image(path)
    except ImageError:
        return ""
    image.thumbnail((SIDE, SIDE))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=70)
    content = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f'<img alt="" src="data:image/jpeg;base64,{content}">'
