"""Fit a classifier in phases; a killed run goes on where its last epoch ended."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import keras
import numpy as np
from numpy.typing import NDArray

from model_training.augment import Augmenter
from model_training.config import Phase, TrainConfig
from model_training.files import replace_file, replace_text
from model_training.hardware import Hardware, Twins
from model_training.metrics import log_loss, sigmoid
from model_training.model_run import LOG
from model_training.network import DROPOUT, build_classifier, predict_logits, set_trainable
from model_training.probe import start_from_probe
from model_training.tensorboard import log_epoch

Array = NDArray[Any]
STATE: Final = "state.json"
BEST: Final = "best.keras"


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Arrays for one run.

    Attributes:
        train_images: uint8 (n, train_size, train_size, 3).
        train_labels: float32 (n, labels).
        train_weights: How often each picture is drawn in an epoch, relative to the others, (n,).
        probe_images: The same pictures as they are served, uint8 (n, size, size, 3), for the head
            to start from; None starts it at random.
        select_images: uint8 (m, size, size, 3).
        select_labels: float32 (m, labels).
    """

    train_images: Array
    train_labels: Array
    train_weights: Array
    probe_images: Array | None
    select_images: Array
    select_labels: Array


class EpochBatches(keras.utils.PyDataset):  # type: ignore[misc]
    """The batches of one epoch: which pictures, in which order, changed how, all from the seed."""

    def __init__(self, data: TrainingData, config: TrainConfig, epoch: int) -> None:
        super().__init__()
        self.data = data
        self.epoch = epoch
        self.batch_size = min(config.batch_size, len(data.train_images))
        self.order = draw_epoch(data.train_weights, [config.seed, epoch])
        self.augment = Augmenter(config.size, config.augmentation, config.seed * 1000 + epoch * 10)

    def __len__(self) -> int:
        return max(1, len(self.order) // self.batch_size)  # a draw can fall short of few pictures

    def __getitem__(self, index: int) -> tuple[Any, Any]:
        """Return one changed batch of pictures and labels."""
        rows = self.order[index * self.batch_size : (index + 1) * self.batch_size]
        return self.augment(self.data.train_images[rows], self.data.train_labels[rows])


def draw_epoch(weights: Array, seed: list[int]) -> NDArray[np.int64]:
    """Draw about as many pictures as there are, each about as often as its weight says.

    A picture comes either floor(share) or ceil(share) times, so that none is left to luck.

    Args:
        weights: Relative weights, (n,).
        seed: Seed of the draw.

    Returns:
        Indices in a random order.
    """
    rng = np.random.default_rng(seed)
    shares = weights * (len(weights) / weights.sum())
    counts = np.floor(shares).astype(np.int64) + (rng.random(len(shares)) < shares % 1)
    return rng.permutation(np.repeat(np.arange(len(weights)), counts))


def train(
    config: TrainConfig, data: TrainingData, run: Path, devices: Sequence[str] = ()
) -> keras.Model:
    """Run all phases, or what is left of them.

    Args:
        config: The configuration.
        data: The arrays.
        run: The run folder; a state found there is continued.
        devices: What to divide each batch among, as in `Hardware`.

    Returns:
        The classifier with the weights of the epoch that had the least select loss, in float32.
    """
    make_deterministic(config)
    run.mkdir(parents=True, exist_ok=True)
    hardware = Hardware(config, devices)
    history = _read_history(run)
    if history:
        twins = hardware.load(_checkpoint(run, len(history)))
    else:
        twins = hardware.twins(_new_classifier(config, data))
    for index, phase in enumerate(config.phases):
        while not _phase_over(history, index, phase, config.patience):
            batches = EpochBatches(data, config, epoch=len(history))
            if not any(row["phase"] == index for row in history):
                head_only = phase.name == "head"
                set_trainable(twins.fitted, head_only=head_only, frozen_blocks=phase.frozen_blocks)
                with hardware.making():
                    compile_model(twins.fitted, config, phase, steps=len(batches))
            history.append(_train_epoch(config, index, data, batches, twins))
            _save(run, twins, history)
            log_epoch(run, history[-1])
    return keras.saving.load_model(run / BEST, compile=False)


def _new_classifier(config: TrainConfig, data: TrainingData) -> keras.Model:
    labels = data.train_labels.shape[1]
    model = build_classifier(config, labels)
    if data.probe_images is not None:
        start_from_probe(model, data.probe_images, data.train_labels, data.train_weights)
    return model


def make_deterministic(config: TrainConfig) -> None:
    """Seed every generator and, where the backend offers it, forbid operations that vary.

    Keras compiles no step with XLA where they are forbidden.
    """
    keras.utils.set_random_seed(config.seed)
    if keras.backend.backend() == "tensorflow" and not config.xla:
        import tensorflow as tf

        tf.config.experimental.enable_op_determinism()


def _phase_over(history: list[Any], index: int, phase: Phase, patience: int) -> bool:
    losses = [row["select_loss"] for row in history if row["phase"] == index]
    since_best = len(losses) - 1 - int(np.argmin(losses)) if losses else 0
    later = any(row["phase"] > index for row in history)
    return later or len(losses) >= phase.epochs or since_best >= patience


def compile_model(model: keras.Model, config: TrainConfig, phase: Phase, steps: int) -> None:
    """Give a classifier the loss, and an optimizer with the schedule of a phase.

    Args:
        model: What `build_classifier` returned.
        config: The configuration.
        phase: The phase.
        steps: Batches an epoch.
    """
    total = steps * phase.epochs
    warmup = math.ceil(total * phase.warmup)
    schedule = keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=phase.learning_rate / 100,
        decay_steps=max(1, total - warmup),
        alpha=0.01,
        warmup_target=phase.learning_rate,
        warmup_steps=warmup,
    )
    optimizer = keras.optimizers.AdamW(
        schedule, weight_decay=config.weight_decay, global_clipnorm=1.0
    )
    loss = keras.losses.BinaryCrossentropy(from_logits=True, label_smoothing=config.smoothing)
    model.compile(optimizer, loss, jit_compile=True if config.xla else "auto")


def _train_epoch(
    config: TrainConfig, index: int, data: TrainingData, batches: EpochBatches, twins: Twins
) -> dict[str, Any]:
    """Fit one epoch and return its row of the log."""
    epoch, model = batches.epoch, twins.fitted
    if config.dropout:  # a checkpoint does not hold how far the dropout's random numbers had come
        model.get_layer(DROPOUT).seed_generator.state.assign([config.seed, epoch])
    shown = keras.callbacks.CallbackList(
        add_history=True,
        add_progbar=True,
        model=model,
        verbose=2,
        epochs=sum(phase.epochs for phase in config.phases),  # fit itself knows of one
        steps=len(batches),
    )
    fitted = model.fit(
        batches, initial_epoch=epoch, epochs=epoch + 1, shuffle=False, callbacks=shown
    )
    twins.catch_up()
    logits = predict_logits(twins.plain, data.select_images, config.batch_size)
    return {
        "epoch": epoch,
        "phase": index,
        "phase_name": config.phases[index].name,
        "train_loss": float(fitted.history["loss"][-1]),
        "select_loss": log_loss(sigmoid(logits), data.select_labels),
        "select_accuracy": float(((logits > 0) == (data.select_labels > 0.5)).all(axis=1).mean()),
    }


def _checkpoint(run: Path, epochs: int) -> Path:
    return run / f"checkpoint-{epochs}.keras"


def _read_history(run: Path) -> list[dict[str, Any]]:
    path = run / STATE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def _save(run: Path, twins: Twins, history: list[dict[str, Any]]) -> None:
    """Write model and log so that a kill at any moment leaves a state to continue from.

    Each epoch has a checkpoint of its own. The state file, replaced in one step once the new
    checkpoint is whole, decides which one counts; only then does the old one go.
    """
    losses = [row["select_loss"] for row in history]
    if losses[-1] == min(losses):
        replace_file(run / BEST, twins.plain.save)
    replace_file(_checkpoint(run, len(history)), twins.fitted.save)
    replace_file(run / LOG, lambda path: _write_log(path, history))
    replace_text(run / STATE, json.dumps(history, indent=1))
    _checkpoint(run, len(history) - 1).unlink(missing_ok=True)


def _write_log(path: Path, history: list[dict[str, Any]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(history[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(history)
