"""What is shipped is whole, and its card speaks of this very file."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from petsight.modelfile import read_model_file

MODELS = Path(__file__).resolve().parent.parent / "assets" / "models"
SHIPPED = sorted(MODELS.glob("*.tflite"))
MAX_BYTES = {"edge": 8_000_000, "cloud": 30_000_000}


def test_hashes_list_every_model_and_nothing_else():
    lines = [line.split() for line in (MODELS / "SHA256SUMS").read_text().splitlines()]
    listed = {name: digest for digest, name in lines}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SHIPPED}
    assert listed == found
    assert {"petsight-edge.tflite", "petsight-cloud.tflite"} == found.keys()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_card_is_of_this_file(path):
    file = read_model_file(path)
    card = path.with_suffix(".md").read_text()
    assert file.sha256 in card
    assert f"{file.info.name} {file.info.version}" in card
    for part in ("heldout", "test"):
        wrong, n = _wrong(file.info.metrics[part]["told_apart"])
        assert f"{wrong} of {n}" in card, part
    for label in file.info.labels:
        assert f"| {label.name} | {label.accept} | {label.reject} |" in card


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_model_is_not_larger_than_promised(path):
    file = read_model_file(path)
    assert path.stem == file.info.name
    assert len(file.content) <= MAX_BYTES[file.info.tier]


def _wrong(rate: list[int]) -> tuple[int, int]:
    hits, n = rate
    return n - hits, n
