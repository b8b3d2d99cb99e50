"""Show what was found: one HTML file that needs nothing else, with the pictures in question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from model_training.files import replace_text
from model_training.hygiene.balance import Row
from model_training.hygiene.findings import Finding, Kind
from model_training.page.html import document, pictures, section, sheet, table

MOST: Final = 200
"""Pictures shown of each kind; the JSON file has all of them."""

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
    replace_text(path, document("Data check", _balance(rows) + body))


def _balance(rows: Sequence[Row]) -> str:
    parts = sorted({part for row in rows for part in row.parts})
    lines = (
        [
            row.source,
            row.shows,
            *(f"{row.parts.get(part, 0):,}" for part in parts),
            f"{row.total:,}",
        ]
        for row in rows
    )
    return section("Balance", table(["source", "shows", *parts, "all"], lines))


def _section(kind: Kind, findings: Sequence[Finding], root: Path) -> str:
    shown = findings[:MOST]
    note = f", {len(shown)} of them shown" if len(shown) < len(findings) else ""
    figures = (_figure(finding, root) for finding in shown)
    return section(f"{_TITLES[kind]}: {len(findings)}{note}", sheet(figures))


def _figure(finding: Finding, root: Path) -> str:
    names = [finding.path] if finding.other is None else [finding.path, finding.other]
    return pictures((root / name for name in names), (*names, finding.detail))
