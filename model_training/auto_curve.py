"""What auto mode gives: how right its answers are for the share of photos that it sends away.

The device's thresholds decide what is sent. Here they move from "never ask" to "always ask", the
doubt from which on an answer is "not sure" being the one number that they follow from.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from model_training.calibrate import choose_thresholds
from model_training.choice.latency import ROUNDS, milliseconds
from model_training.evaluate import Scored, score_pictures
from model_training.files import replace_text
from model_training.measure import load_fitting_model
from model_training.model_run import who
from model_training.plots import write_png
from model_training.prepared import Prepared
from petsight import Model, decide
from petsight.labels import NOT_SURE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Array = NDArray[Any]

CHOOSING: Final = ("select", "calibrate")
"""Parts that a doubt may be chosen on."""
SHOWN: Final = "heldout"
DOUBTS: Final = (0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02, 0.01, 0.005, 0.0)


@dataclass(frozen=True, slots=True)
class Point:
    """What auto mode does at one doubt.

    Attributes:
        doubt: The chance of being wrong from which on the device asks; 0 always asks.
        sent: Share of the photos that are sent.
        right: Share answered right.
        wrong: Share answered wrong; the rest is "not sure".
    """

    doubt: float
    sent: float
    right: float
    wrong: float


def curve(device: Scored, cloud: Scored) -> list[Point]:
    """Answer the same pictures at every doubt.

    Args:
        device: What the device's model said.
        cloud: What the cloud's model said, with its own thresholds.

    Returns:
        Points, from never asking to always asking.
    """
    truths, asked = np.array(device.truths), np.array(cloud.answers)
    return [_point(doubt, device, truths, asked) for doubt in DOUBTS]


def _point(doubt: float, device: Scored, truths: Array, asked: Array) -> Point:
    labels = choose_thresholds(tuple(label.name for label in device.labels), doubt)
    own = np.array([decide(row, labels) for row in device.scores.tolist()])
    sent = own == NOT_SURE if doubt else np.ones(len(own), bool)
    answers = np.where(sent, asked, own)
    wrong = (answers != truths) & (answers != NOT_SURE)
    return Point(doubt, float(sent.mean()), float((answers == truths).mean()), float(wrong.mean()))


def least_sent(points: Sequence[Point], error: float) -> Point | None:
    """Return the point that sends the fewest photos at no more than an error rate."""
    good = [point for point in points if point.wrong <= error]
    return min(good, key=lambda point: point.sent, default=None)


def auto_curve(prepared: Prepared, edge: Path, cloud: Path, out: Path, error: float) -> str:
    """Write `auto-curve.md`, `auto-curve.json` and `auto-curve.png`; time both models too.

    Args:
        prepared: The divided data set.
        edge: The device's model file.
        cloud: The cloud's model file.
        out: The folder of the results.
        error: The share of wrong answers for which a doubt is chosen, on `CHOOSING`.

    Returns:
        The table, and how long each model takes.

    Raises:
        ConfigError: A model has other labels than the data set.
        ModelError: A model cannot be used.
    """
    out.mkdir(parents=True, exist_ok=True)
    device, asked = load_fitting_model(edge, prepared), load_fitting_model(cloud, prepared)
    chosen_on, shown = (
        curve(_score(prepared, device, parts), _score(prepared, asked, parts))
        for parts in (CHOOSING, (SHOWN,))
    )
    chosen = least_sent(chosen_on, error)
    speed = milliseconds([edge, cloud])
    text = table(chosen_on, shown, chosen, error) + timing(speed)
    replace_text(out / "auto-curve.md", text)
    document = {
        "edge": who(device) | {"ms": speed[0]},
        "cloud": who(asked) | {"ms": speed[1]},
        "chosen_on": [asdict(point) for point in chosen_on],
        "shown": [asdict(point) for point in shown],
    }
    replace_text(out / "auto-curve.json", json.dumps(document, indent=1))
    write_png(plot(chosen_on, shown), out / "auto-curve.png")
    return text


def _score(prepared: Prepared, model: Model, parts: Sequence[str]) -> Scored:
    scores = [score_pictures(model, prepared.images(part, model.info.width)) for part in parts]
    return Scored(
        [picture for part in parts for picture in prepared.parts[part]],
        np.concatenate([prepared.targets(part) for part in parts]),
        np.concatenate(scores),
        model.info.labels,
    )


def table(
    chosen_on: Sequence[Point], shown: Sequence[Point], chosen: Point | None, error: float
) -> str:
    """Lay out both curves as a Markdown table, with the chosen point in bold."""
    lines = [
        "| doubt | sent | right | wrong | held out: sent | right | wrong |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for here, there in zip(chosen_on, shown, strict=True):
        name = f"**{here.doubt:g}**" if here == chosen else f"{here.doubt:g}"
        cells = (here.sent, here.right, here.wrong, there.sent, there.right, there.wrong)
        lines.append(f"| {name} | {' | '.join(f'{cell:.2%}' for cell in cells)} |")
    found = (
        f"a doubt of {chosen.doubt:g} sends the fewest photos" if chosen else "no doubt is enough"
    )
    lines += ["", f"For at most {error:.2%} wrong on the parts for choosing, {found}."]
    return "\n".join(lines) + "\n"


def timing(speed: Sequence[float]) -> str:
    """Say how long one inference of the device's model takes, and of the cloud's."""
    device, cloud = speed
    return (
        f"\nOne inference on one thread of this machine, the best of {ROUNDS} rounds in turns: "
        f"{device:.1f} ms for the device's model, {cloud:.1f} ms for the cloud's.\n"
    )


def plot(chosen_on: Sequence[Point], shown: Sequence[Point]) -> Figure:
    """Plot right and wrong answers against the share of photos sent."""
    from matplotlib.figure import Figure  # slow to import, and only plots need it

    figure = Figure(figsize=(10, 4.4), layout="constrained")
    right, wrong = figure.subplots(1, 2)
    for name, points in (("for choosing", chosen_on), ("held out", shown)):
        sent = [point.sent for point in points]
        right.plot(sent, [point.right for point in points], marker="o", label=name)
        wrong.plot(sent, [point.wrong for point in points], marker="o", label=name)
    right.set(xlabel="share sent to the cloud", ylabel="answered right")
    wrong.set(xlabel="share sent to the cloud", ylabel="answered wrong")
    right.legend()
    return figure
