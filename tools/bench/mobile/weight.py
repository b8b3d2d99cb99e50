"""How much the page weighs on the way to a phone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from tools.bench.figures import Figure

PAGE_KB: Final = 60.0

_GROUPS: Final = {"runtime": "runtime", "model": "model", "icons/": "icons for the home screen"}
"""What the names of files begin with that are not the page itself."""


def weight_figures(build: Path) -> list[Figure]:
    """Add up the built files as browsers fetch them over https: in their smallest form.

    Args:
        build: The folder that the page was built into.
    """
    document = json.loads((build / "files.json").read_text(encoding="utf-8"))
    totals = dict.fromkeys(["page", *_GROUPS.values()], 0.0)
    for file in document["files"]:
        sizes = [file["bytes"], *(packed["bytes"] for packed in file["encodings"].values())]
        totals[_group(file["path"])] += min(sizes) / 1e3
    return [
        Figure(f"size compressed: {name}", total, "KB", PAGE_KB if name == "page" else None)
        for name, total in totals.items()
    ]


def _group(path: str) -> str:
    return next((name for start, name in _GROUPS.items() if path.startswith(start)), "page")
