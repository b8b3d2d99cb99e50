"""What a training step computes in, and on: its precision, and all GPUs of the host.

Everything else, such as judging a classifier and exporting it, stays float32 on one device. A
classifier that is fitted otherwise therefore has a twin: the same layers, the same weights.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras

from model_training.config import ConfigError, TrainConfig
from model_training.network import build_classifier


@dataclass(frozen=True, slots=True)
class Twins:
    """A classifier twice, or once if it is fitted in float32 on one device.

    Attributes:
        fitted: The one that is trained.
        plain: The one that is judged and kept.
    """

    fitted: keras.Model
    plain: keras.Model

    def catch_up(self) -> None:
        """Give the plain one what the other has learned."""
        if self.plain is not self.fitted:
            self.plain.set_weights(self.fitted.get_weights())


class Hardware:
    """Where the classifiers of one run are fitted."""

    def __init__(self, config: TrainConfig, devices: Sequence[str] = ()) -> None:
        """Choose.

        Args:
            config: Says the precision, and what a classifier is made of.
            devices: Names of TensorFlow's devices, each of which gets its share of a batch; by
                default all GPUs (`CUDA_VISIBLE_DEVICES` hides some).

        Raises:
            ConfigError: XLA is wanted on several devices, where a step would wait for ever.
        """
        self._config = config
        self._strategy = _strategy(devices or gpus())
        if config.xla and self._strategy:
            raise ConfigError("XLA compiles for one device; set xla=false or hide the other GPUs")

    @contextlib.contextmanager
    def making(self) -> Iterator[None]:
        """Have models and optimizers that are made or loaded inside made for this hardware."""
        before = keras.config.dtype_policy()
        keras.config.set_dtype_policy(self._config.precision)
        try:
            with self._strategy.scope() if self._strategy else contextlib.nullcontext():
                yield
        finally:
            keras.config.set_dtype_policy(before)

    def twins(self, plain: keras.Model) -> Twins:
        """Prepare a classifier to be fitted here.

        Args:
            plain: What `build_classifier` returned.
        """
        if self._is_plain():
            return Twins(plain, plain)
        with self.making():
            fitted = self._build(plain.output_shape[-1])
        fitted.set_weights(plain.get_weights())
        return Twins(fitted, plain)

    def load(self, path: Path) -> Twins:
        """Load a classifier that was fitted here, together with its optimizer."""
        with self.making():
            fitted = keras.saving.load_model(path)
        if self._is_plain():
            return Twins(fitted, fitted)
        return Twins(fitted, self._build(fitted.output_shape[-1]))

    def _is_plain(self) -> bool:
        return self._strategy is None and self._config.precision == "float32"

    def _build(self, labels: int) -> keras.Model:
        return build_classifier(self._config, labels, imagenet=False)


def gpus() -> list[str]:
    """Name the GPUs that TensorFlow sees; where Keras runs on something else, none."""
    if keras.backend.backend() != "tensorflow":
        return []
    import tensorflow as tf

    return [device.name for device in tf.config.list_logical_devices("GPU")]


def _strategy(devices: Sequence[str]) -> Any:
    """Return TensorFlow's way to keep equal models on several devices; None for one device."""
    if len(devices) < 2:
        return None
    import tensorflow as tf

    return tf.distribute.MirroredStrategy(list(devices))
