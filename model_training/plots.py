"""Draw figures as plots: losses, calibration, ROC, risk against coverage, robustness."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:  # slow to import, and only plots need it
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GREY: Final = "#8a8a8a"


def learning_curves(log: Path) -> Figure:
    """Plot the losses of a run against its epochs, with a dotted line where a phase began.

    Args:
        log: The CSV that `train` wrote.
    """
    with log.open(newline="") as file:
        rows = list(csv.DictReader(file))
    figure, axes = _figure()
    epochs = [int(row["epoch"]) + 1 for row in rows]
    for column, name in (("train_loss", "training, augmented"), ("select_loss", "select part")):
        axes.plot(epochs, [float(row[column]) for row in rows], marker="o", label=name)
    for before, after in pairwise(rows):
        if before["phase"] != after["phase"]:
            axes.axvline(int(after["epoch"]) + 0.5, color=GREY, linestyle=":")
    axes.set(xlabel="epoch", ylabel="loss", yscale="log", title="Learning curves")
    axes.locator_params(axis="x", integer=True)
    axes.legend()
    return figure


def reliability_diagram(bins: Sequence[dict[str, float]]) -> Figure:
    """Plot how often answers are right against how sure they are.

    Args:
        bins: The calibration bins that `evaluate` returned.
    """
    figure, axes = _figure()
    axes.plot([0, 1], [0, 1], color=GREY, linestyle=":", label="perfectly calibrated")
    axes.plot([b["confidence"] for b in bins], [b["accuracy"] for b in bins], marker="o")
    for b in bins:
        axes.annotate(
            f"{b['n']:.0f}",
            (b["confidence"], b["accuracy"]),
            xytext=(5, -11),
            textcoords="offset points",
            fontsize=8,
        )
    axes.set(xlabel="mean top score", ylabel="share right", title="Reliability (number: pictures)")
    axes.legend()
    return figure


def roc_plot(curves: dict[str, dict[str, Any]]) -> Figure:
    """Plot ROC curves; the corner that matters is enlarged.

    Args:
        curves: By name, `auc` and `points` as `model_training.curves.roc_curves` returned them.
    """
    figure, axes = _figure()
    inset = axes.inset_axes((0.42, 0.3, 0.54, 0.5))
    for name, curve in curves.items():
        across, up = zip(*curve["points"], strict=True)
        axes.plot(across, up, label=f"{name}: AUC {curve['auc']:.4f}")
        inset.plot(across, up)
    inset.set(xlim=(0, 0.1), ylim=(0.9, 1.002), title="the upper left corner")
    axes.indicate_inset_zoom(inset)
    axes.set(xlabel="false positives", ylabel="true positives", title="ROC")
    axes.legend(loc="lower right")
    return figure


def risk_coverage_plot(risk: dict[str, Any], chosen: tuple[float, float] | None) -> Figure:
    """Plot the share of wrong answers against the share of pictures that are answered.

    Args:
        risk: What `model_training.curves.risk_coverage_curve` returned.
        chosen: Coverage and error where the model's thresholds are, to be marked.
    """
    figure, axes = _figure()
    across, up = zip(*risk["points"], strict=True)
    axes.plot([100 * x for x in across], [100 * y for y in up])
    if chosen is not None:
        axes.plot(100 * chosen[0], 100 * chosen[1], "o", label="the model's thresholds")
        axes.legend()
    axes.set(
        xlabel="pictures answered, the surest first (%)",
        ylabel="wrong among them (%)",
        title=f"Risk and coverage (area under the curve {risk['area']:.5f})",
        ylim=(0, None),
    )
    return figure


def robustness_plot(rows: Sequence[dict[str, Any]]) -> Figure:
    """Plot how many points of accuracy each level of each distortion costs.

    Args:
        rows: `distortions` of what `honesty.robustness.measure_distortions` returned, the levels of
            each kind from mild to strong.
    """
    figure, axes = _figure()
    for kind in dict.fromkeys(row["kind"] for row in rows):
        own = [row for row in rows if row["kind"] == kind]
        drops = [0.0, *(100 * row["drop"] for row in own)]
        axes.plot(range(len(drops)), drops, marker="o", label=kind)
    axes.set_xticks(range(4), ["none", "mild", "medium", "strong"])
    axes.set(ylabel="points of accuracy lost", title="What worse pictures cost")
    axes.invert_yaxis()
    axes.legend(fontsize=8, ncols=2)
    return figure


def write_png(figure: Figure, path: Path) -> None:
    """Write a plot; equal figures give equal bytes."""
    figure.savefig(path, dpi=110, metadata={"Software": None})


def svg(figure: Figure) -> bytes:
    """Return a plot as SVG that needs no font."""
    from matplotlib import rc_context

    buffer = io.BytesIO()
    with rc_context({"svg.hashsalt": "petsight"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def _figure() -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 4.4), layout="constrained")
    axes = figure.subplots()
    axes.grid(visible=True, alpha=0.25)
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes
