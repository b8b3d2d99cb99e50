"""How many pictures a second: decoding, the loader alone, the step alone, and both together.

A machine is used well where both together are as fast as the step alone, for then the accelerator
never waits for pictures.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np

from model_training.cache import load_pictures
from model_training.config import TrainConfig
from model_training.dataset import Picture
from model_training.hardware import Hardware, gpus
from model_training.network import build_classifier, set_trainable
from model_training.prepared import Prepared, spread_places
from model_training.train import EpochBatches, TrainingData, compile_model, make_deterministic

PICTURES: Final = 512
ROUNDS: Final = 3
WARM_UP: Final = 3
"""Steps that are not counted: the first ones compile, or fill a queue."""


@dataclass(frozen=True, slots=True)
class Rate:
    """One figure: what was done, and to how many pictures a second."""

    what: str
    pictures_per_second: float


class Repeated(keras.utils.PyDataset):  # type: ignore[misc]
    """So many batches of another data set, which starts again at its end."""

    def __init__(self, batches: Sequence[Any], steps: int) -> None:
        super().__init__()
        self.batches = batches
        self.steps = steps

    def __len__(self) -> int:
        return self.steps

    def __getitem__(self, index: int) -> Any:
        """Return one batch."""
        return self.batches[index % len(self.batches)]


class Stopwatch(keras.callbacks.Callback):  # type: ignore[misc]
    """Takes the time from the end of the warm-up to the end of the last step."""

    started = 0.0
    seconds = 0.0

    def on_train_batch_end(self, batch: int, **_: Any) -> None:
        """Start after the warm-up; Keras has waited for the accelerator, to hand over the loss."""
        if batch + 1 == WARM_UP:
            self.started = time.perf_counter()

    def on_epoch_end(self, *_: Any, **__: Any) -> None:
        """Stop."""
        self.seconds = time.perf_counter() - self.started


def measure(config: TrainConfig, prepared: Prepared, steps: int) -> list[Rate]:
    """Measure with some hundred training pictures, decoded for the purpose.

    Loader, step and both take turns, so that a busy moment hurts them alike, and the best of
    `ROUNDS` counts. Decoding is timed once: then the system has the files in memory.

    Args:
        config: The configuration; its last phase says which layers are trained.
        prepared: The divided data set.
        steps: Steps of a round, each of one batch.

    Returns:
        The four rates: "decode", "loader", "step", "both".
    """
    make_deterministic(config)
    train = prepared.parts["train"]
    pictures = [train[place] for place in spread_places(len(train), PICTURES)]
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        images = load_pictures(prepared.dataset.root, pictures, config.train_size, Path(folder))
        decoding = time.perf_counter() - started
        batches = _batches(config, prepared, pictures, images)
        size = batches.batch_size
        fitted = _fitted(config, len(prepared.dataset.labels))
        one, many = (Repeated(some, WARM_UP + steps) for some in ([batches[0]], batches))
        timed: dict[str, Callable[[], float]] = {
            "loader": lambda: _time_loader(many),
            "step": lambda: _time_fit(fitted, one),
            "both": lambda: _time_fit(fitted, many),
        }
        rounds = [{what: take() for what, take in timed.items()} for _ in range(ROUNDS)]
    best = {what: min(seconds[what] for seconds in rounds) for what in timed}
    rates = [Rate(what, steps * size / taken) for what, taken in best.items()]
    return [Rate("decode", len(pictures) / decoding), *rates]


def table(config: TrainConfig, rates: Sequence[Rate]) -> str:
    """Lay the rates out as a Markdown table, under a line that says what they hold for."""
    phase = config.phases[-1]
    meanings = {
        "decode": "decode files, once for all epochs",
        "loader": "loader: draw from the cache and change",
        "step": f"step: {config.backbone}, {phase.frozen_blocks} blocks frozen",
        "both": "both: training as it runs",
    }
    machine = f"{len(gpus())} GPUs, {os.cpu_count()} processors"
    if hasattr(os, "getloadavg"):
        machine += f", load {os.getloadavg()[0]:.1f}"
    way = f"{keras.backend.backend()}, {config.precision}{', XLA' if config.xla else ''}"
    shape = f"{config.size} pixels, batches of {config.batch_size}"
    lines = [f"{way}, {shape}; {machine}", "", "| what | pictures a second |", "| --- | --- |"]
    lines += [f"| {meanings[rate.what]} | {rate.pictures_per_second:,.0f} |" for rate in rates]
    return "\n".join(lines)


def _batches(
    config: TrainConfig, prepared: Prepared, pictures: Sequence[Picture], images: Any
) -> EpochBatches:
    labels = prepared.dataset.targets(pictures)
    weights = np.ones(len(pictures))
    data = TrainingData(images, labels, weights, None, images[:0], labels[:0])
    return EpochBatches(data, config, epoch=0)


def _fitted(config: TrainConfig, labels: int) -> keras.Model:
    """Build what the last phase trains; its speed does not depend on the weights."""
    plain = build_classifier(config, labels, imagenet=False)
    hardware = Hardware(config)
    model = hardware.twins(plain).fitted
    phase = replace(config.phases[-1], epochs=1)
    set_trainable(model, head_only=phase.name == "head", frozen_blocks=phase.frozen_blocks)
    with hardware.making():
        compile_model(model, config, phase, steps=1)
    return model


def _time_loader(batches: Repeated) -> float:
    for index in range(WARM_UP):
        np.asarray(batches[index][0])
    started = time.perf_counter()
    for index in range(WARM_UP, len(batches)):
        np.asarray(batches[index][0])
    return time.perf_counter() - started


def _time_fit(model: keras.Model, batches: Repeated) -> float:
    watch = Stopwatch()
    model.fit(batches, shuffle=False, verbose=0, callbacks=[watch])
    return watch.seconds
