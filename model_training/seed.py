"""The whole way on the small Kaggle set: search, train from nothing, judge at several sizes.

No network that has seen ImageNet takes part. What comes out is the baseline in all tables.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np

from model_training.config import TrainConfig
from model_training.config_file import load_config
from model_training.files import replace_text
from model_training.metrics import rate, sigmoid
from model_training.model_run import who
from model_training.network import build_classifier, predict_logits
from model_training.pipeline import run_all
from model_training.prepared import Prepared, prepare
from model_training.report import share
from model_training.search.space import read_space
from model_training.search.tune import BEST, Budget, tune
from petsight import Model

SIZES: Final = (150, 224, 299)
"""Sides in pixels at which the same weights are judged; global pooling takes any."""
PARTS: Final = ("select", "heldout", "test")


def seed(config: TrainConfig, data: Path, out: Path, epochs: int, size: int | None) -> Path:
    """Search at the size of the configuration, train the best for good, judge it at `SIZES`.

    Args:
        config: Where the search starts.
        data: The folder with `train/{cats,dogs}` and `test/{cats,dogs}`.
        out: The run folder: `search/` and `final/` in it, and `sizes.md`. A run that was killed
            goes on.
        epochs: Most epochs of a trial.
        size: Side of the final training's pictures; None takes that of the search.

    Returns:
        The model file.

    Raises:
        ConfigError: The data do not fit.
    """
    tune(config, data, out / "search", read_space("seed"), Budget(epochs))
    best = load_config(str(out / "search" / BEST))
    final = replace(best, size=size or best.size)
    path = run_all(final, data, out / "final")
    model = keras.saving.load_model(out / "final" / "model.keras")
    rows = judge_sizes(final, model, prepare(final, data, out / "final"))
    document = {"model": who(Model(path)), "sizes": rows}
    replace_text(out / "sizes.json", json.dumps(document, indent=1))
    replace_text(out / "sizes.md", table(rows) + "\n")
    return path


def judge_sizes(
    config: TrainConfig, model: keras.Model, prepared: Prepared, sizes: Sequence[int] = SIZES
) -> list[dict[str, Any]]:
    """Tell labels apart with the same weights at several sizes.

    Args:
        config: The configuration of the model.
        model: The trained classifier.
        prepared: The divided data set.
        sizes: Sides in pixels.

    Returns:
        A row for each size with a rate for each part that has pictures.
    """
    rows: list[dict[str, Any]] = []
    for size in sizes:
        labels = len(prepared.dataset.labels)
        resized = build_classifier(replace(config, size=size), labels, imagenet=False)
        resized.set_weights(model.get_weights())
        row: dict[str, Any] = {"size": size}
        for part in PARTS:
            if prepared.parts[part]:
                scores = sigmoid(predict_logits(resized, prepared.images(part, size)))
                targets = prepared.targets(part)
                right = targets[np.arange(len(targets)), scores.argmax(axis=1)] == 1
                found = rate(right)
                row[part] = {"hits": found.hits, "n": found.n, "value": found.value}
        rows.append(row)
    return rows


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Lay out what `judge_sizes` returned as a Markdown table."""
    parts = [part for part in PARTS if part in rows[0]]
    head = " | ".join(f"{part} ({rows[0][part]['n']})" for part in parts)
    cells = [[str(row["size"]), *(share(row[part]) for part in parts)] for row in rows]
    lines = [f"| {' | '.join(line)} |" for line in cells]
    return "\n".join([f"| size | {head} |", f"| --- |{' --- |' * len(parts)}", *lines])
