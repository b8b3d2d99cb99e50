"""Plots: drawn, the same every time, and nothing in them that has to be fetched."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from model_training import plots
from model_training.evaluate import evaluate
from tests.model_training.test_evaluate import ROWS, scored

LOG = (
    "epoch,phase,phase_name,train_loss,select_loss,select_accuracy\n"
    "0,0,head,0.5,0.4,0.9\n1,1,all,0.3,0.2,0.95\n"
)


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    measured = evaluate(scored(ROWS))
    log = tmp_path_factory.mktemp("run") / "log.csv"
    log.write_text(LOG)
    rows = [{"kind": "blur", "drop": drop} for drop in (0.0, 0.1, 0.3)]
    return {
        "Learning curves": plots.learning_curves(log),
        "Reliability (number: pictures)": plots.reliability_diagram(
            measured["calibration"]["bins"]
        ),
        "ROC": plots.roc_plot(measured["roc"]),
        "Risk and coverage": plots.risk_coverage_plot(measured["risk_coverage"], (0.8, 0.4)),
        "What worse pictures cost": plots.robustness_plot(rows),
    }


def test_every_plot_is_drawn_and_named(figures, tmp_path):
    for title, figure in figures.items():
        assert figure.axes[0].get_title().startswith(title)
        plots.write_png(figure, tmp_path / "plot.png")
        with Image.open(tmp_path / "plot.png") as plot:
            assert min(plot.size) > 300
            assert len(set(plot.convert("L").tobytes())) > 2


def test_curves_go_through_their_points(figures):
    losses = figures["Learning curves"].axes[0].lines[0]
    assert losses.get_xydata().tolist() == [[1, 0.5], [2, 0.3]]
    lost = figures["What worse pictures cost"].axes[0].lines[0]
    assert lost.get_xydata().tolist() == [[0, 0], [1, 0], [2, 10], [3, 30]]
    dot = figures["Risk and coverage"].axes[0].lines[1]
    assert dot.get_xydata().tolist() == [[80, 40]]


def test_a_vector_plot_is_the_same_every_time_and_refers_to_nothing(figures):
    first = plots.svg(figures["ROC"])
    assert plots.svg(figures["ROC"]) == first
    text = first.decode()
    links = re.findall(r'href="([^"]*)"', text)
    assert links
    assert all(link.startswith("#") for link in links)
    assert "<image" not in text
