"""Small rules that the engine shares with petsight's core: formats, labels and thresholds."""

from __future__ import annotations

import itertools
import math

import pytest

from petsight import formats
from petsight.labels import Label
from petsight.prediction import decide
from tests.mobile.engine.probe import Probe

LABELS = [Label("cat", 0.75, 0.25), Label("dog", 0.5, 0.5), Label("bird", 1.0, 0.0)]
SCORES = [0.0, 0.25, 0.26, 0.5, 0.74, 0.75, 1.0]

HEADS = [
    *(prefix + bytes(60) for prefix in formats._PREFIXES),
    *(b"\0\0\0\x1cftyp" + brand + b"\0\0\0\0mif1miaf" for brand in formats._BRANDS),
    *(b"BM" + bytes(12) + bytes([size, 0, 0, 0]) for size in (12, 40, 41, 124)),
    *(b"RIFF\0\0\0\0" + kind for kind in (b"WEBP", b"AVI ", b"WAVE")),
    *(b"\0\0\0\x14ftypisom\0\0\0\0mp42", b"\0\0\0\x18ftypmif1\0\0\0\0avifmif1", b"ftyp"),
    *(b"", b"\0", b"hello", b"BM", b"BM and more text of this kind", bytes(64)),
]


def test_answers_are_decided_as_by_the_core(probe: Probe) -> None:
    labels = [
        {"name": label.name, "accept": label.accept, "reject": label.reject} for label in LABELS
    ]
    cases = [list(case) for case in itertools.product(SCORES, repeat=3)]
    found = probe.run("return a[0].map((scores) => decide(scores, a[1]))", cases, labels)
    assert found == [decide(case, LABELS) for case in cases]
    assert {"neither", "not sure", "cat", "cat and dog", "cat and dog and bird"} <= set(found)


def test_a_score_that_is_no_number_leaves_its_label_open(probe: Probe) -> None:
    found = probe.run("return decide([NaN], [{ name: 'cat', accept: 0.75, reject: 0.25 }])")
    assert found == decide([math.nan], LABELS[:1]) == "not sure"


@pytest.mark.parametrize("head", HEADS, ids=repr)
def test_formats_are_told_as_by_the_core(probe: Probe, head: bytes) -> None:
    found = probe.run("return sniff(Uint8Array.from(a[0]))", list(head))
    wanted = formats.sniff(head)
    assert found == ("HEIC" if wanted == "HEIF" else wanted)
