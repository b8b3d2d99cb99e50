"""Worse pictures and mosaics: measured on colours, which the tiny model tells apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from model_training.dataset import Picture
from model_training.honesty.distortions import DISTORTIONS
from model_training.honesty.mosaics import join, pair_up, side_by_side
from model_training.honesty.robustness import measure_both, measure_distortions
from model_training.honesty.tables import both_table, robustness_table
from petsight import Model
from tests.support_model import COLOURS, TINY, picture

LABELS = ("cat", "dog", "bird")


def shows(path: str, *labels: str) -> Picture:
    return Picture(path, frozenset(labels), "colours")


@pytest.fixture
def pictures(tmp_path):
    found = []
    for label in LABELS:
        for number in range(2):
            path = picture(tmp_path / f"{label}{number}.png", label, (60, 60))
            found.append(shows(path.name, label))
    picture(tmp_path / "none.png", "neither")
    return [*found, shows("none.png")]


def measured(root: Path, pictures: list[Picture]) -> dict[str, Any]:
    targets = np.array([[name in p.labels for name in LABELS] for p in pictures], np.float32)
    return measure_distortions(Model(TINY), root, pictures, targets)


def test_every_distortion_has_its_rows(tmp_path, pictures):
    document = measured(tmp_path, pictures)
    assert document["plain"]["told_apart"]["hits"] == document["plain"]["told_apart"]["n"] == 6
    assert document["plain"]["right"]["n"] == 7
    rows = document["distortions"]
    assert [(r["kind"], r["step"]) for r in rows] == [
        (kind.name, step) for kind in DISTORTIONS for step in (1, 2, 3)
    ]
    # A darker colour is still that colour, but at half the light the tiny model is not sure of it,
    # and at a quarter it sees nothing.
    answers = [(r["right"]["hits"], r["not_sure"]["hits"]) for r in rows if r["kind"] == "darker"]
    assert answers == [(7, 0), (1, 6), (1, 0)]


def test_what_a_distortion_gains_is_told_from_what_it_costs(tmp_path):
    """More green than red; but a turned picture loses its edges, and with them much green."""
    framed = Image.new("RGB", (60, 60), COLOURS["dog"])
    framed.paste(COLOURS["cat"], (10, 10, 50, 50))
    truths = {"one": "dog", "two": "dog", "three": "cat"}
    for name in truths:
        framed.save(tmp_path / f"{name}.png")
    found = measured(tmp_path, [shows(f"{name}.png", label) for name, label in truths.items()])
    assert found["plain"]["told_apart"]["hits"] == 2
    rows = {(row["kind"], row["step"]): row for row in found["distortions"]}
    for step in (1, 2, 3):
        turned, blurred = rows["rotation", step], rows["blur", step]
        assert (turned["newly_wrong"], turned["newly_right"]) == (2, 1)
        assert (turned["told_apart"]["hits"], turned["drop"]) == (1, pytest.approx(1 / 3))
        assert (blurred["newly_wrong"], blurred["newly_right"], blurred["drop"]) == (0, 0, 0)
    assert found["largest_mild_drop"] == pytest.approx(1 / 3)


def test_the_table_has_a_line_for_each_row(tmp_path, pictures):
    lines = robustness_table(measured(tmp_path, pictures)).splitlines()
    assert len(lines) == 2 + 1 + 3 * len(DISTORTIONS)
    assert len({line.count("|") for line in lines}) == 1
    assert lines[2].startswith("| none |  | 100.00% |")
    assert "| blur (Gaussian, radius / shorter side) | 0.005 | 100.00% | 0.0 | 0 | 0 |" in lines[3]


def test_mosaics_pair_every_two_labels_and_take_turns():
    found = [shows("c0", "cat"), shows("c1", "cat"), shows("d0", "dog"), shows("d1", "dog")]
    found += [shows("d2", "dog"), shows("both", "cat", "dog"), shows("none")]
    pairs = [(a.path, b.path) for a, b in pair_up(found, ("cat", "dog"))]
    assert pairs == [("c0", "d0"), ("d1", "c1")]
    mosaic = join(found[0], found[2])
    assert (mosaic.path, mosaic.labels) == ("c0+d0", frozenset({"cat", "dog"}))
    three = [shows("c", "cat"), shows("d", "dog"), shows("b", "bird")]
    assert len(list(pair_up(three, LABELS))) == 3


def test_a_mosaic_shows_both_pictures_in_their_shapes():
    red, green = Image.new("RGB", (40, 20), "#ff0000"), Image.new("RGB", (30, 60), "#00ff00")
    beside = side_by_side(red, green)
    assert beside.size == (40 + 10, 20)
    assert (beside.getpixel((20, 10)), beside.getpixel((45, 10))) == ((255, 0, 0), (0, 255, 0))
    above = side_by_side(red, green, upright=True)
    assert above.size == (30, 15 + 60)
    assert (above.getpixel((15, 7)), above.getpixel((15, 40))) == ((255, 0, 0), (0, 255, 0))


def test_answers_to_mosaics_are_counted(tmp_path):
    """Of pure colours each mosaic has too little; of two that are half the other one, enough."""
    colours = {"cat": [(255, 120, 0), COLOURS["cat"]], "dog": [(120, 255, 0), COLOURS["dog"]]}
    found = []
    for label, pair in colours.items():
        for number, colour in enumerate(pair):
            Image.new("RGB", (60, 60), colour).save(tmp_path / f"{label}{number}.png")
            found.append(shows(f"{label}{number}.png", label))
    both = measure_both(Model(TINY), tmp_path, found)
    assert (both["right"]["hits"], both["right"]["n"]) == (1, 2)
    assert both["answers"] == {"cat and dog": 1, "not sure": 1}
    text = both_table(both)
    assert "Both were named in 50.00% of 2 mosaics" in text
    assert "| cat and dog | 1 | 50.0% |" in text


def test_without_two_labels_there_is_no_mosaic(tmp_path, pictures):
    both = measure_both(Model(TINY), tmp_path, pictures[:1])
    assert both["right"]["n"] == 0
    assert both_table(both) == "No mosaic can be made: no picture shows just one label."
