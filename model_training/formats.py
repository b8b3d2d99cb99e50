"""Compare number formats of one trained model: size, speed and what they cost in accuracy."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import keras

from model_training.choice.latency import milliseconds
from model_training.config import NUMBER_FORMATS, ConfigError, TrainConfig
from model_training.evaluate import evaluate
from model_training.export import convert, write_model_file
from model_training.files import replace_text
from model_training.measure import score
from model_training.prepared import Prepared, calibration_samples
from model_training.report import share
from petsight import Model
from petsight.modelfile import read_model_file

ROUNDS: Final = 60


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
    files = {name: run / "formats" / f"{config.name}-{name}.tflite" for name in NUMBER_FORMATS}
    rows = {}
    for number_format, path in files.items():
        training = {**info.training, "number_format": number_format}
        flatbuffer = convert(classifier, number_format, samples)
        write_model_file(path, flatbuffer, replace(info, metrics={}, training=training))
        rows[number_format] = _measure(path, prepared)
    for row, ms in zip(rows.values(), milliseconds([*files.values()], ROUNDS), strict=True):
        row["milliseconds"] = ms
    replace_text(run / "formats.json", json.dumps(rows, indent=1))
    return _table(rows)


def _measure(path: Path, prepared: Prepared) -> dict[str, Any]:
    model = Model(path)
    figures = evaluate(score(model, prepared, prepared.parts["select"]))
    return {
        "sha256": model.sha256,
        "megabytes": path.stat().st_size / 1e6,
        "told_apart": figures["told_apart"],
        "right": figures["answers"]["right"],
        "log_loss": figures["log_loss"],
        "n": figures["pictures"],
    }


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
