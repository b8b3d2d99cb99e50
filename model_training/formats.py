"""Compare number formats of one trained model: size, speed and what they cost in accuracy."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np

from model_training.config import NUMBER_FORMATS, ConfigError, TrainConfig
from model_training.evaluate import Scored, evaluate, score_pictures
from model_training.export import convert, write_model_file
from model_training.files import replace_text
from model_training.prepared import Prepared, calibration_samples
from model_training.report import share
from petsight import Model
from petsight.modelfile import ModelInfo, read_model_file

ROUNDS = 60


def compare_formats(config: TrainConfig, prepared: Prepared, run: Path) -> str:
    """Export a finished run in every number format and measure each on the select part.

    The select part, because a choice is being made.

    Args:
        config: The configuration of the run.
        prepared: The divided data set.
        run: The finished run folder; the files go to its `formats` folder.

    Returns:
        A Markdown table.

    Raises:
        ConfigError: The run is not finished.
    """
    if not (run / "model.keras").exists():
        raise ConfigError(f"{run} is not a finished run")
    classifier = keras.saving.load_model(run / "model.keras", compile=False)
    info = read_model_file(run / f"{config.name}.tflite").info
    samples = calibration_samples(config, prepared)
    rows = {}
    for number_format in NUMBER_FORMATS:
        path = run / "formats" / f"{config.name}-{number_format}.tflite"
        write_model_file(
            path, convert(classifier, number_format, samples), replace(info, metrics={})
        )
        rows[number_format] = _measure(path, prepared)
    _add_speed(run, config, rows)
    replace_text(run / "formats.json", json.dumps(rows, indent=1))
    return _table(rows)


def _measure(path: Path, prepared: Prepared) -> dict[str, Any]:
    model = Model(path)
    info: ModelInfo = model.info
    scores = score_pictures(model, prepared.images("select", info.width))
    scored = Scored(prepared.parts["select"], prepared.targets("select"), scores, info.labels)
    figures = evaluate(scored)
    return {
        "sha256": model.sha256,
        "megabytes": path.stat().st_size / 1e6,
        "told_apart": figures["told_apart"],
        "right": figures["answers"]["right"],
        "log_loss": figures["log_loss"],
        "n": figures["pictures"],
    }


def _add_speed(run: Path, config: TrainConfig, rows: dict[str, dict[str, Any]]) -> None:
    """Time all formats in turns, so that a busy moment hurts them alike; the best counts."""
    models = {name: Model(run / "formats" / f"{config.name}-{name}.tflite") for name in rows}
    pixels = np.zeros((1, config.size, config.size, 3), np.uint8)
    best = dict.fromkeys(models, float("inf"))
    for _ in range(ROUNDS):
        for name, model in models.items():
            start = time.perf_counter()
            model.scores(pixels)
            best[name] = min(best[name], (time.perf_counter() - start) * 1e3)
    for name, row in rows.items():
        row["milliseconds"] = best[name]


def _table(rows: dict[str, dict[str, Any]]) -> str:
    lines = [
        "| number format | MB | ms | told apart | answered right | log loss | pictures |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {name} | {r['megabytes']:.1f} | {r['milliseconds']:.1f} | {share(r['told_apart'])} "
        f"| {share(r['right'])} | {r['log_loss']:.4f} | {r['n']} |"
        for name, r in rows.items()
    ]
    return "\n".join(lines)
