"""Measure between two looks at the machine, then print the figures and write them down."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from petsight.model import Model
from tools.bench.figures import Figure, table
from tools.bench.machine import describe

IDLE: Final = 0.5
"""Load average at the start above which other work takes time from what is measured."""


def report(model: Model, measuring: Iterable[Figure], path: Path | None) -> None:
    """Print machine, figures and load.

    Args:
        model: The model that is measured.
        measuring: Measures as it is drawn from.
        path: Where the JSON form goes, if anywhere.
    """
    before = describe(model)
    for name, value in before.items():
        print(f"{name:13} {value}", flush=True)
    figures = list(measuring)
    after = describe(model)["load_average"]
    print(f"load average before {before['load_average']}, after {after}\n")
    print(table(figures))
    if before["load_average"][0] > IDLE:
        print("\nThis machine was busy, so what is short may only lack a free processor.")
    if path is not None:
        document = {
            "machine": before | {"load_average_after": after},
            "figures": {figure.name: figure.to_dict() for figure in figures},
        }
        path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
