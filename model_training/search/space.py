"""What a search may change, as a JSON file: keys of the configuration and their choices or ranges.

{"phases.0.learning_rate": {"low": 1e-4, "high": 1e-2, "log": true},
 "backbone": {"choices": ["convnet-3", "convnet-4"]},
 "dropout": {"low": 0.0, "high": 0.6}}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from model_training.config import ConfigError, TrainConfig
from model_training.config_file import read_config, set_value

SPACES: Final = Path(__file__).resolve().parent / "spaces"


@dataclass(frozen=True, slots=True)
class Axis:
    """One thing to vary: either `choices`, or a range.

    Attributes:
        key: A key of the configuration, as in `set_value`.
        choices: Values to choose from.
        low: Lower end of a range.
        high: Upper end of a range.
        log: Whether small values of a range are tried as often as large ones.
    """

    key: str
    choices: tuple[Any, ...] = ()
    low: float = 0.0
    high: float = 0.0
    log: bool = False

    def __post_init__(self) -> None:
        if self.choices and (self.low or self.high or self.log):
            raise ConfigError(f"{self.key} has choices and a range; only one of them counts")
        if not self.choices and not (self.low < self.high and (self.low > 0 or not self.log)):
            raise ConfigError(f"{self.key} needs choices, or a range from low to high")


def read_space(name: str) -> tuple[Axis, ...]:
    """Read a search space.

    Args:
        name: A file, or the name of one in `model_training/search/spaces`.

    Returns:
        What to vary, in the order of the file.

    Raises:
        ConfigError: There is no such file, or it is no search space.
    """
    path = Path(name) if name.endswith(".json") else SPACES / f"{name}.json"
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        axes = tuple(_axis(key, dict(values)) for key, values in document.items())
    except (OSError, ValueError, TypeError, AttributeError) as exc:
        raise ConfigError(f"the search space {path} cannot be read: {exc}") from exc
    if not axes:
        raise ConfigError(f"the search space {path} is empty")
    return axes


def applied(config: TrainConfig, values: Mapping[str, Any]) -> TrainConfig:
    """Return a configuration with some of its values changed.

    Raises:
        ConfigError: A key leads nowhere, or a value does not fit.
    """
    document = json.loads(json.dumps(config.to_dict()))
    for key, value in values.items():
        set_value(document, key, value)
    return read_config(document)


def _axis(key: str, values: dict[str, Any]) -> Axis:
    if "choices" in values:
        values["choices"] = tuple(values["choices"])
    return Axis(key, **values)
