"""Measure all candidates, candidate after candidate, and lay them out as a table and a plot."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from model_training.choice.candidates import (
    FORMATS,
    Candidate,
    Row,
    measure_candidate,
    model_file,
    share_upsampled,
    some_training_pictures,
)
from model_training.choice.latency import milliseconds
from model_training.config import ConfigError, TrainConfig
from model_training.files import replace_text
from model_training.prepared import Prepared, prepare

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MARKERS: Final = dict(zip(FORMATS, "os^", strict=True))


def choose(
    config: TrainConfig, data: Path, out: Path, tried: Sequence[Candidate], pictures: int
) -> str:
    """Write `choice.md`, `choice.json` and `choice.png`.

    Each candidate's rows are kept as they come, so that a killed command goes on from there.

    Args:
        config: The configuration; backbone and size are replaced.
        data: The data folder.
        out: The folder of the results.
        tried: What is tried.
        pictures: How many pictures of the train part the heads are fitted on.

    Returns:
        The table.

    Raises:
        ConfigError: The configuration has no head penalty, the data do not fit, or a backbone
            cannot be had.
    """
    if not config.head_penalty:
        raise ConfigError("choosing a backbone needs a configuration with a head_penalty")
    out.mkdir(parents=True, exist_ok=True)
    prepared = some_training_pictures(prepare(config, data, out), pictures)
    rows = [row for candidate in tried for row in _rows(config, prepared, candidate, out)]
    speed = milliseconds([_file(row, out) for row in rows])
    text = table(rows, speed, prepared)
    replace_text(out / "choice.md", text)
    timed = [asdict(row) | {"ms": round(ms, 2)} for row, ms in zip(rows, speed, strict=True)]
    replace_text(out / "choice.json", json.dumps(timed, indent=1))
    plot(rows, speed).savefig(out / "choice.png", dpi=110, metadata={"Software": None})
    return text


def _rows(config: TrainConfig, prepared: Prepared, candidate: Candidate, out: Path) -> list[Row]:
    """Return what was measured before, or measure now."""
    kept = out / "rows" / f"{candidate.name}.json"
    if not kept.exists():
        rows = measure_candidate(config, prepared, candidate, out / "models")
        kept.parent.mkdir(exist_ok=True)
        replace_text(kept, json.dumps([asdict(row) for row in rows], indent=1))
    return [Row(**row) for row in json.loads(kept.read_text())]


def _file(row: Row, out: Path) -> Path:
    return model_file(out / "models", Candidate(row.backbone, row.size), row.number_format)


def table(rows: Sequence[Row], speed: Sequence[float], prepared: Prepared) -> str:
    """Lay out the rows as a Markdown table.

    Args:
        rows: What was measured.
        speed: Milliseconds, one for each row.
        prepared: The data set that it was measured on.
    """
    small = {size: share_upsampled(prepared, size) for size in {row.size for row in rows}}
    lines = [
        "| backbone | size | enlarged | format | MB | ms | wrong | of | ROC AUC |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [_line(row, ms, small[row.size]) for row, ms in zip(rows, speed, strict=True)]
    return "\n".join(lines) + "\n"


def _line(row: Row, ms: float, enlarged: float) -> str:
    auc = "-" if row.roc_auc is None else f"{row.roc_auc:.4f}"
    return (
        f"| {row.backbone} | {row.size} | {enlarged:.0%} | {row.number_format} "
        f"| {row.megabytes:.1f} | {ms:.1f} | {row.wrong} | {row.n} | {auc} |"
    )


def plot(rows: Sequence[Row], speed: Sequence[float]) -> Figure:
    """Plot accuracy against latency and against size; a colour is a backbone.

    Args:
        rows: What was measured.
        speed: Milliseconds, one for each row.
    """
    from matplotlib.figure import Figure  # slow to import, and only plots need it

    figure = Figure(figsize=(11, 4.8), layout="constrained")
    against_time, against_size = figure.subplots(1, 2, sharey=True)
    colours = {name: f"C{i}" for i, name in enumerate(dict.fromkeys(row.backbone for row in rows))}
    for row, ms in zip(rows, speed, strict=True):
        for axes, cost in ((against_time, ms), (against_size, row.megabytes)):
            axes.scatter(
                cost,
                1 - row.wrong / row.n,
                color=colours[row.backbone],
                marker=MARKERS[row.number_format],
            )
            axes.annotate(str(row.size), (cost, 1 - row.wrong / row.n), fontsize=7)
    against_time.set(xlabel="milliseconds, one thread", ylabel="told apart, select part")
    against_size.set(xlabel="megabytes")
    for name, colour in colours.items():
        against_size.scatter([], [], color=colour, label=name)
    for number_format, marker in MARKERS.items():
        against_size.scatter([], [], color="grey", marker=marker, label=number_format)
    against_size.legend(fontsize=7)
    return figure
