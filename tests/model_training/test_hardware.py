"""Mixed precision, XLA and several devices: another way to the same model."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import keras
import numpy as np
import pytest

from model_training.config import ConfigError
from model_training.config_file import load_config
from model_training.hardware import Hardware, gpus
from model_training.network import build_classifier
from model_training.train import TrainingData, train
from tests.support_cli import ROOT

QUICK = ["backbone=convnet-2", "size=32", "batch_size=8", "dropout=0.0"]
ONE_EPOCH = 'phases=[{"name": "all", "epochs": 1, "learning_rate": 0.001}]'


def test_a_precision_must_exist():
    with pytest.raises(ConfigError, match="there is no 'float8', only float32, mixed_float16"):
        load_config(None, ["precision=float8"])


def test_float32_on_one_device_needs_no_twin():
    model = build_classifier(load_config(None, QUICK), 2)
    twins = Hardware(load_config(None, QUICK)).twins(model)
    assert twins.fitted is twins.plain is model
    assert gpus() == []


def test_xla_is_for_one_device():
    with pytest.raises(ConfigError, match="XLA compiles for one device"):
        Hardware(load_config(None, [*QUICK, "xla=true"]), ("CPU:0", "CPU:1"))


@pytest.mark.parametrize("precision", ["mixed_float16", "mixed_bfloat16"])
def test_a_twin_computes_in_mixed_precision_and_teaches_the_plain_one(precision):
    plain = build_classifier(load_config(None, QUICK), 2)
    twins = Hardware(load_config(None, [*QUICK, f"precision={precision}"])).twins(plain)
    compute = precision.removeprefix("mixed_")
    assert {layer.compute_dtype for layer in twins.fitted.layers[1].layers[1:]} == {compute}
    assert {variable.dtype for variable in twins.fitted.weights} == {"float32"}
    assert twins.fitted.get_layer("logits").compute_dtype == "float32"
    assert {layer.compute_dtype for layer in twins.plain.layers[1].layers} == {"float32"}
    assert keras.config.dtype_policy().name == "float32"

    pixels = np.random.default_rng(1).integers(0, 256, (4, 32, 32, 3)).astype(np.float32)
    difference = np.abs(np.asarray(twins.fitted(pixels)) - np.asarray(plain(pixels)))
    assert 0 < difference.max() < 0.05
    twins.fitted.get_layer("logits").bias.assign([3.0, 4.0])
    twins.catch_up()
    assert plain.get_layer("logits").bias.numpy().tolist() == [3.0, 4.0]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # Keras, saving
def test_mixed_precision_ends_in_a_float32_model_and_goes_on_after_a_stop(tmp_path):
    config = load_config(None, [*QUICK, "precision=mixed_float16", ONE_EPOCH])
    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, (16, config.train_size, config.train_size, 3)).astype(np.uint8)
    labels = np.eye(2, dtype=np.float32)[np.arange(16) % 2]
    data = TrainingData(images, labels, np.ones(16), None, images[:8, :32, :32], labels[:8])
    model = train(config, data, tmp_path)
    assert {layer.compute_dtype for layer in model.layers[1].layers} == {"float32"}

    twins = Hardware(config).load(tmp_path / "checkpoint-1.keras")
    assert twins.fitted.layers[1].compute_dtype == "float16"
    assert isinstance(twins.fitted.optimizer, keras.optimizers.LossScaleOptimizer)
    assert int(twins.fitted.optimizer.inner_optimizer.iterations) == 2
    twins.catch_up()
    for ours, kept in zip(twins.plain.get_weights(), model.get_weights(), strict=True):
        assert np.array_equal(ours, kept)


@pytest.mark.slow
def test_two_devices_and_xla_come_to_the_same(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.model_training.hardware_child", tmp_path],
        env=os.environ | {"PYTHONPATH": str(ROOT), "TF_CPP_MIN_LOG_LEVEL": "2"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout.splitlines()[-1])
    assert results["replicas"] == 2
    assert results["epochs before the kill"] == 1
    plain = results["plain"]
    # Each device clips its own gradient, which is why two are not exactly one.
    for way, tolerance in (("xla", 1e-4), ("two", 0.03)):
        assert results[way]["policy"] == "float32"
        assert np.allclose(results[way]["losses"], plain["losses"], atol=tolerance), way
        assert np.allclose(results[way]["head"], plain["head"], atol=tolerance), way
    assert "Proceeding with `jit_compile=False`" not in done.stderr
