"""Train the same on one device, on two, and with XLA; prints what came of it as JSON.

A process of its own: devices are divided before TensorFlow starts, and XLA needs a process in which
nothing has forbidden operations that vary.
"""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import keras
import numpy as np
import tensorflow as tf

from model_training import train as training
from model_training.config import TrainConfig
from model_training.config_file import load_config
from model_training.hardware import Hardware
from model_training.network import build_classifier, predict_logits

QUICK = [
    "backbone=convnet-2",
    "size=32",
    "batch_size=8",
    "dropout=0.0",
    'phases=[{"name": "head", "epochs": 2, "learning_rate": 0.01}]',
]
TWO = ("CPU:0", "CPU:1")


def data(config: TrainConfig) -> training.TrainingData:
    """Dark and light pictures."""
    rng = np.random.default_rng(1)
    labels = np.eye(2, dtype=np.float32)[np.arange(32) % 2]
    shade = labels[:, 1].astype(np.uint8)[:, None, None, None] * 100

    def pictures(size: int) -> Any:
        return rng.integers(0, 120, (32, size, size, 3)).astype(np.uint8) + shade

    images = pictures(config.train_size)
    return training.TrainingData(images, labels, np.ones(32), None, pictures(config.size), labels)


def fit(run: Path, devices: Sequence[str], *settings: str) -> dict[str, Any]:
    """Train, and return the losses and the last layer."""
    config = load_config(None, [*QUICK, *settings])
    keras.utils.clear_session()
    model = training.train(config, data(config), run, devices)
    history = json.loads((run / training.STATE).read_text())
    head = model.get_layer("logits").get_weights()[0]
    losses = [[row["train_loss"], row["select_loss"]] for row in history]
    return {"losses": losses, "head": head.tolist(), "policy": model.layers[1].dtype_policy.name}


def killed(run: Path) -> None:
    """Train on two devices until the second epoch is to be judged."""
    calls = iter(range(2))

    def predict(*arguments: Any) -> Any:
        if next(calls) == 1:
            raise KeyboardInterrupt
        return predict_logits(*arguments)

    with (
        mock.patch("model_training.train.predict_logits", predict),
        contextlib.suppress(KeyboardInterrupt),
    ):
        fit(run, TWO)


def main() -> None:
    """Print everything."""
    cpu = tf.config.list_physical_devices("CPU")[0]
    halves = [tf.config.LogicalDeviceConfiguration()] * 2
    tf.config.set_logical_device_configuration(cpu, halves)
    folder = Path(sys.argv[1])
    compiled = fit(folder / "xla", (), "xla=true")  # first: what comes next forbids it
    config = load_config(None, QUICK)
    twins = Hardware(config, TWO).twins(build_classifier(config, 2))
    killed(folder / "two")
    results = {
        "replicas": twins.fitted.distribute_strategy.num_replicas_in_sync,
        "epochs before the kill": len(json.loads((folder / "two" / training.STATE).read_text())),
        "xla": compiled,
        "two": fit(folder / "two", TWO),
        "plain": fit(folder / "plain", ()),
    }
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    main()
