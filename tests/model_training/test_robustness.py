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
from tests.support_model import TINY, picture

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


def test_every_distortion_has_its_rows_and_keeps_what_it_does_not_touch(tmp_path, pictures):
    document = measured(tmp_path, pictures)
    assert document["plain"]["told_apart"]["hits"] == document["plain"]["told_apart"]["n"] == 6
    assert document["plain"]["right"]["n"] == 7
    rows = document["distortions"]
    assert [(r["kind"], r["step"]) for r in rows] == [
        (kind.name, step) for kind in DISTORTIONS for step in (1, 2, 3)
    ]
    for row in rows:
        lost = 6 - row["told_apart"]["hits"]
        assert row["drop"] == pytest.approx(lost / 6)
        assert (row["newly_wrong"], row["newly_right"]) == (lost, 0)
        if row["kind"] in ("blur", "rotation", "small crop"):  # one colour stays that colour
            assert lost == 0
    mild = [row["drop"] for row in rows if row["step"] == 1]
    assert document["largest_mild_drop"] == max(mild)


def test_what_a_distortion_gains_is_told_from_what_it_loses(tmp_path, pictures):
    """A red picture that is said to show a dog is wrong until the colours change."""
    wrong = [shows("cat0.png", "dog"), shows("dog0.png", "dog")]
    document = measured(tmp_path, wrong)
    assert document["plain"]["told_apart"]["hits"] == 1
    for row in document["distortions"]:
        change = row["newly_wrong"] - row["newly_right"]
        assert row["drop"] == pytest.approx(change / 2)
        assert row["told_apart"]["hits"] == 1 - change


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


def test_answers_to_mosaics_are_counted(tmp_path, pictures):
    both = measure_both(Model(TINY), tmp_path, pictures)
    assert both["right"]["n"] == 6 == sum(both["answers"].values())
    named = sum(n for answer, n in both["answers"].items() if " and " in answer)
    assert both["right"]["hits"] <= named
    text = both_table(both)
    assert f"of {both['right']['n']} mosaics" in text
    assert all(f"| {answer} | {count} |" in text for answer, count in both["answers"].items())


def test_without_two_labels_there_is_no_mosaic(tmp_path, pictures):
    both = measure_both(Model(TINY), tmp_path, pictures[:1])
    assert both["right"]["n"] == 0
    assert both_table(both) == "No mosaic can be made: no picture shows just one label."
