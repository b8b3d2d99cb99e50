"""Find what a model file came from: the run it was trained in, and the configuration.

A model file records the hash of its configuration. Nothing else is trusted: a folder may hold the
files of several models, and a name says little.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from model_training.config import ConfigError, TrainConfig
from model_training.config_file import CONFIGS, load_config
from petsight import Model
from petsight.modelfile import read_model_file

CONFIG: Final = "config.json"
DATA_HASH: Final = "data.sha256"
LOG: Final = "log.csv"
RUNS: Final = Path("runs")


def who(model: Model) -> dict[str, str]:
    """Return what a file of figures records of the model that they are of, ready for JSON."""
    return {"name": model.info.name, "version": model.info.version, "sha256": model.sha256}


def is_config_of(path: Path, training: Mapping[str, Any]) -> bool:
    """Tell whether a model was trained with a configuration.

    Args:
        path: A configuration, which need not exist.
        training: What the model file says about its training.
    """
    try:
        return load_config(str(path)).sha256() == training.get("config_sha256")
    except ConfigError:
        return False


def is_run_of(run: Path, training: Mapping[str, Any]) -> bool:
    """Tell whether a run folder is the one that a model was trained in, by configuration and data.

    Args:
        run: The folder.
        training: What the model file says about its training.
    """
    data = run / DATA_HASH
    return (
        is_config_of(run / CONFIG, training)
        and data.exists()
        and data.read_text(encoding="utf-8").strip() == training.get("data_sha256")
    )


def folder_for(model: Path) -> Path:
    """Return where the figures of a model belong: its own run, else a folder of its name.

    Raises:
        ModelError: The model file cannot be used.
    """
    info = read_model_file(model).info
    if is_run_of(model.parent, info.training):
        return model.parent
    return RUNS / f"{info.name}-{info.version}"


def config_of(model: Path, folder: Path, overrides: list[str] | None) -> TrainConfig:
    """Load the configuration that a model was trained with.

    Args:
        model: The model file.
        folder: A run folder to look into, after that of the model.
        overrides: Values to change, as in `load_config`.

    Raises:
        ConfigError: No configuration here is that of the model, or a change does not fit.
        ModelError: The model file cannot be used.
    """
    training = read_model_file(model).info.training
    for path in (model.parent / CONFIG, folder / CONFIG, *sorted(CONFIGS.glob("*.json"))):
        if is_config_of(path, training):
            return load_config(str(path), overrides)
    raise ConfigError(f"the configuration of {model} is not known here; name one with --config")
