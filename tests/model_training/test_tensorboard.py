"""TensorBoard's own reader finds every epoch, also those of a run that went on."""

from __future__ import annotations

import pytest
from tensorboard.backend.event_processing.event_multiplexer import EventMultiplexer
from tensorboard.util import tensor_util

from model_training.tensorboard import FOLDER, log_epoch


def test_epochs_are_read_back(tmp_path):
    for epoch in range(3):
        row = {"epoch": epoch, "train_loss": 0.5 - epoch / 10, "select_loss": 0.4}
        log_epoch(tmp_path, row | {"select_accuracy": 0.9, "phase_name": "all"})
    read = EventMultiplexer().AddRunsFromDirectory(str(tmp_path)).Reload()
    losses = read.Tensors(FOLDER, "loss/train")
    assert [loss.step for loss in losses] == [1, 2, 3]
    values = [tensor_util.make_ndarray(loss.tensor_proto).item() for loss in losses]
    assert values == pytest.approx([0.5, 0.4, 0.3])
    assert set(read.Runs()[FOLDER]["tensors"]) == {"loss/train", "loss/select", "accuracy/select"}
