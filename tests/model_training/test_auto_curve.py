"""Auto mode's curve: its ends are the two models, and a doubt is chosen for an error rate."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from model_training.auto_curve import DOUBTS, Point, curve, least_sent, plot, table
from model_training.cli import main
from model_training.dataset import Picture
from model_training.evaluate import Scored
from petsight.labels import Label
from petsight.modelfile import read_model_file
from petsight.resources import model_path
from tests.model_training.pictures import write_folders

TRUTHS = [{"cat"}, {"cat"}, {"dog"}, {"dog"}, set()]
DEVICE = [[0.99, 0.01], [0.30, 0.68], [0.02, 0.80], [0.96, 0.02], [0.45, 0.02]]
CLOUD = [[0.98, 0.01], [0.97, 0.02], [0.01, 0.98], [0.03, 0.96], [0.50, 0.01]]


def scored(scores: list[list[float]]) -> Scored:
    pictures = [Picture(f"{i}.jpg", frozenset(shown), "some") for i, shown in enumerate(TRUTHS)]
    targets = np.array([[name in shown for name in ("cat", "dog")] for shown in TRUTHS], float)
    labels = (Label("cat", 0.75, 0.25), Label("dog", 0.75, 0.25))
    return Scored(pictures, targets, np.array(scores), labels)


@pytest.fixture(scope="module")
def points() -> list[Point]:
    return curve(scored(DEVICE), scored(CLOUD))


def test_never_asking_is_the_device_alone(points):
    # Half a chance is no doubt: 0.30 and 0.68 mean a dog, which is wrong; so is 0.96 for a cat.
    assert points[0] == Point(0.5, 0.0, 0.6, 0.4)


def test_always_asking_is_the_cloud_alone_with_its_own_thresholds(points):
    assert points[-1] == Point(0.0, 1.0, 0.8, 0.0)


def test_what_the_device_leaves_open_the_cloud_answers(points):
    # 0.68 and 0.45 are between; the cloud is right about one and unsure about the other.
    (quarter,) = [point for point in points if point.doubt == 0.25]
    assert quarter == Point(0.25, 0.4, 0.6, 0.2)


def test_more_doubt_about_less_sends_more(points):
    assert [point.doubt for point in points] == list(DOUBTS)
    sent = [point.sent for point in points]
    assert sent == sorted(sent)


def test_the_fewest_photos_for_an_error_rate(points):
    assert least_sent(points, 0.2) == points[2]
    assert least_sent(points, 0.0) is not None
    assert least_sent(points, -0.1) is None


def test_the_table_marks_the_choice(points):
    text = table(points, points, points[3], 0.2)
    assert "| **0.25** | 40.00% | 60.00% | 20.00% | 40.00% |" in text
    assert text.count("**") == 2
    assert "at most 20.00% wrong on the parts for choosing, a doubt of 0.25" in text
    assert "no doubt is enough" in table(points, points, None, 0.0)


def test_the_plot_shows_both_curves(points):
    right, wrong = plot(points, points[:3]).axes
    assert [np.size(line.get_xdata()) for line in right.lines] == [len(points), 3]
    assert [np.size(line.get_xdata()) for line in wrong.lines] == [len(points), 3]


def test_the_command_writes_table_and_plot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    data = write_folders(tmp_path / "data", cat=12, dog=12, neither=12)
    config = tmp_path / "mine.json"
    config.write_text('{"labels": ["cat", "dog"]}')
    command = ["auto-curve", "--data", str(data), "--config", str(config), "--out", "out"]
    shipped = str(model_path())
    assert main([*command, "--edge", shipped, "--cloud", shipped, "--error", "1"]) == 0
    text = (tmp_path / "out" / "auto-curve.md").read_text()
    assert text in capsys.readouterr().out
    assert (tmp_path / "out" / "auto-curve.png").read_bytes().startswith(b"\x89PNG")
    document = json.loads((tmp_path / "out" / "auto-curve.json").read_text())
    names = ("name", "version", "sha256")
    assert all(document["edge"][name] == document["cloud"][name] for name in names)
    assert f"{document['cloud']['ms']:.1f} ms for the cloud's" in text
    assert document["edge"]["sha256"] == read_model_file(model_path()).sha256
    assert len(document["shown"]) == len(document["chosen_on"]) == len(DOUBTS)
