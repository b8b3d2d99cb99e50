"""The browser answers held-out photos as petsight's core does."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain, zip_longest
from pathlib import Path

import pytest

from petsight.classifier import DeviceClassifier, classify_source
from tests.conftest import REPOSITORY
from tests.mobile.engine.probe import Probe

SPLIT = REPOSITORY / "model_training" / "splits" / "petsight.csv"
PICTURES = 200
EQUAL = 198


def held_out() -> Iterator[str]:
    """Name pictures that no training has seen, from every source in turn."""
    sources = defaultdict(list)
    with SPLIT.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["part"] in ("heldout", "test"):
                # What comes before the number names a breed, a kind of scene or a collection.
                sources[row["path"].rstrip("0123456789.jpegn_-")].append(row["path"])
    rounds = zip_longest(*(sources[name] for name in sorted(sources)))
    return (path for path in chain.from_iterable(rounds) if path is not None)


@pytest.mark.slow
def test_two_hundred_held_out_photos_get_the_core_s_answers(probe: Probe, data_dir: Path) -> None:
    classifier = DeviceClassifier()
    probe.run("window.device = await start('/models/petsight-edge.tflite')")
    chosen = [path for path, _ in zip(held_out(), range(PICTURES), strict=False)]
    differing = []
    for path in chosen:
        wanted = classify_source(classifier, data_dir / path).to_dict()
        sent = probe.site.add("photo", (data_dir / path).read_bytes())
        found = probe.run("return device.classify(await load(a[0]))", sent)
        assert found["model_sha256"] == wanted["model_sha256"]
        if found["label"] != wanted["label"]:
            differing.append((path, found["scores"], wanted["scores"]))
    probe.run("device.close()")

    assert len(set(chosen)) == PICTURES
    assert PICTURES - len(differing) >= EQUAL, differing
