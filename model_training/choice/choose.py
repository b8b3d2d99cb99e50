"""Measure all candidates, candidate after candidate, and lay them out as a table and a plot."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from model_training.choice.baseline import measure_baseline
from model_training.choice.candidates import (
    Candidate,
    Row,
    measure_candidate,
    model_file,
    some_training_pictures,
)
from model_training.choice.latency import milliseconds
from model_training.config import NUMBER_FORMATS, TrainConfig
from model_training.files import replace_text
from model_training.plots import write_png
from model_training.prepared import Prepared, prepare

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Found = tuple[Row, Path]
"""A line of the table and its model file."""
MARKERS: Final = dict(zip(NUMBER_FORMATS, "osD^", strict=True))


def choose(
    config: TrainConfig, data: Path, out: Path, tried: Sequence[Candidate | Path], pictures: int
) -> str:
    """Write `choice.md`, `choice.json` and `choice.png`, anew after every candidate.

    Each candidate's rows are kept, so that a killed command goes on from there; those of another
    configuration, other data or another number of pictures lie in folders of their own.

    Args:
        config: The configuration; backbone, size and head are replaced.
        data: The data folder.
        out: The folder of the results.
        tried: What is tried; a path is a finished model to compare with, in its run folder.
        pictures: How many pictures of the train part the heads are fitted on.

    Returns:
        The table.

    Raises:
        ConfigError: The data or a finished model do not fit, or a backbone cannot be had.
        ModelError: A finished model cannot be used.
    """
    out.mkdir(parents=True, exist_ok=True)
    prepared = some_training_pictures(prepare(config, data, out), pictures)
    kept = out / measurement(config, prepared)
    found: list[Found] = []
    text = ""
    for one in tried:
        if isinstance(one, Path):
            found.append((measure_baseline(one, prepared), one))
        else:
            found += _found(config, prepared, one, kept)
        text = _write(found, out)
    return text


def measurement(config: TrainConfig, prepared: Prepared) -> str:
    """Name all that a row depends on beside its candidate: configuration, data, their division."""
    parts = {part: [picture.path for picture in own] for part, own in prepared.parts.items()}
    given = json.dumps([config.sha256(), prepared.dataset.sha256(), parts])
    return f"measured-{hashlib.sha256(given.encode()).hexdigest()[:12]}"


def _found(
    config: TrainConfig, prepared: Prepared, candidate: Candidate, kept: Path
) -> list[Found]:
    """Return what was measured before, or measure now."""
    path = kept / f"{candidate.name}.json"
    if not path.exists():
        measured = measure_candidate(config, prepared, candidate, kept)
        replace_text(path, json.dumps([asdict(row) for row in measured], indent=1))
    rows = [Row(**row) for row in json.loads(path.read_text(encoding="utf-8"))]
    return [(row, model_file(kept, candidate, row.number_format)) for row in rows]


def _write(found: Sequence[Found], out: Path) -> str:
    """Take the time of all models so far, in turns, and write what is known of them."""
    rows, files = zip(*found, strict=True)
    speed = milliseconds(files)
    text = table(rows, speed)
    replace_text(out / "choice.md", text)
    timed = [asdict(row) | {"ms": round(ms, 2)} for row, ms in zip(rows, speed, strict=True)]
    replace_text(out / "choice.json", json.dumps(timed, indent=1))
    write_png(plot(rows, speed), out / "choice.png")
    return text


def table(rows: Sequence[Row], speed: Sequence[float]) -> str:
    """Lay out the rows as a Markdown table.

    Args:
        rows: What was measured.
        speed: Milliseconds, one for each row.
    """
    lines = [
        "| backbone | size | enlarged | format | MB | ms | wrong | of | ROC AUC |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [_line(row, ms) for row, ms in zip(rows, speed, strict=True)]
    return "\n".join(lines) + "\n"


def _line(row: Row, ms: float) -> str:
    auc = "-" if row.roc_auc is None else f"{row.roc_auc:.4f}"
    return (
        f"| {row.backbone} | {row.size} | {row.enlarged:.0%} | {row.number_format} "
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
