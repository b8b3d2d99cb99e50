"""`petsight model`: show what a model file says about itself."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from typing import Any

from petsight.cli.report import use_encoding
from petsight.cli.text import percent, print_pairs
from petsight.modelfile import ModelFile, read_model_file
from petsight.resources import model_path


def run(options: argparse.Namespace) -> int:
    """Print the card of a model; its hash is verified, it is not run.

    Args:
        options: What the parser of `model` returned.

    Returns:
        0.
    """
    path = options.model or model_path()
    file = read_model_file(path)
    if options.json:
        facts = {"path": str(path), "sha256": file.sha256, "bytes": len(file.content)}
        print(json.dumps({**facts, **file.info.to_dict()}, indent=2))
    else:
        use_encoding()
        print_pairs([("file", str(path)), *_card(file)])
    return 0


def _card(file: ModelFile) -> Iterator[tuple[str, str]]:
    info = file.info
    yield "name", info.name
    yield "version", info.version
    yield "tier", info.tier
    yield "size", f"{len(file.content) / 1e6:.3g} MB"
    yield "input", f"{info.width} x {info.height} pixels, preprocessing {info.preprocess_id}"
    yield "sha256", file.sha256
    for label in info.labels:
        present, absent = percent(label.accept), percent(label.reject)
        yield f"label {label.name}", f"present from {present}, absent up to {absent}"
    yield from _flat("metrics", info.metrics)
    yield from _flat("training", info.training)


def _flat(prefix: str, facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Name nested figures by their way, `metrics.test.accuracy`."""
    for key, value in facts.items():
        name = f"{prefix}.{key}"
        if isinstance(value, Mapping):
            yield from _flat(name, value)
        else:
            yield name, _figure(value)


def _figure(value: Any) -> str:
    match value:
        case float():
            return f"{value:.4g}"
        case [int(part), int(whole)] if whole > 0:  # how training writes a share
            return f"{part} of {whole} ({percent(part / whole)})"
        case _:
            return str(value)
