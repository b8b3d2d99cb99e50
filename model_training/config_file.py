"""Read configurations: files by path or name, checked strictly, single values changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final, TypeVar, get_type_hints

from model_training.config import (
    CONVNET,
    KERAS,
    NUMBER_FORMATS,
    PRECISIONS,
    Augmentation,
    ConfigError,
    Phase,
    SourceRule,
    TrainConfig,
    parts_of,
)
from model_training.torch_weights import PACKAGES

T = TypeVar("T")
CONFIGS: Final = Path(__file__).resolve().parent / "configs"


def load_config(name: str | None, overrides: list[str] | None = None) -> TrainConfig:
    """Load a configuration and change single values of it.

    Args:
        name: A file, the name of one in `model_training/configs`, or None for the defaults.
        overrides: Texts `key=value` with JSON values, dots for inner keys: `augmentation.mosaic=0`.

    Returns:
        The configuration.

    Raises:
        ConfigError: There is no such file, key or value.
    """
    document: dict[str, Any] = {}
    if name is not None:
        path = Path(name) if name.endswith(".json") else CONFIGS / f"{name}.json"
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as exc:
            raise ConfigError(f"the configuration {path} cannot be read: {exc}") from exc
        if not isinstance(document, dict):
            raise ConfigError(f"the configuration {path} is not a JSON object")
    for text in overrides or ():
        _override(document, text)
    return read_config(document)


def _override(document: dict[str, Any], text: str) -> None:
    key, separator, value = text.partition("=")
    if not separator:
        raise ConfigError(f"{text!r} is not key=value")
    try:
        content = json.loads(value)
    except ValueError:  # a plain word needs no quotes
        content = value
    set_value(document, key, content)


def set_value(document: dict[str, Any], key: str, value: Any) -> None:
    """Change one value of a configuration's JSON form.

    Args:
        document: What `TrainConfig.to_dict` returned, or a part of it.
        key: Dots lead to inner keys, numbers into lists: `augmentation.mosaic`,
            `phases.0.learning_rate`.
        value: The new value.

    Raises:
        ConfigError: The key leads nowhere.
    """
    inner: Any = document
    *outer, last = key.split(".")
    try:
        for part in outer:
            inner = inner[int(part)] if isinstance(inner, list) else inner.setdefault(part, {})
        inner[int(last) if isinstance(inner, list) else last] = value
    except (AttributeError, IndexError, TypeError, ValueError):
        raise ConfigError(f"{key!r} leads nowhere in the configuration") from None


def read_config(document: dict[str, Any]) -> TrainConfig:
    """Read the JSON form, as `TrainConfig.to_dict` returns it; what is missing has its default.

    Raises:
        ConfigError: A key is unknown or a value cannot be.
    """
    values = dict(document)
    try:
        if "rules" in values:
            values["rules"] = tuple(_checked(SourceRule(**rule)) for rule in values["rules"])
        if "phases" in values:
            values["phases"] = tuple(_checked(Phase(**phase)) for phase in values["phases"])
        if "augmentation" in values:
            values["augmentation"] = _checked(Augmentation(**values["augmentation"]))
        if "folders" in values:
            values["folders"] = {k: _names(v) for k, v in values["folders"].items()}
        for key in ("labels", "teacher"):
            if key in values:
                values[key] = _names(values[key])
        config = _checked(TrainConfig(**values))
    except (TypeError, AttributeError) as exc:
        raise ConfigError(f"the configuration is not right: {exc}") from exc
    _check_ranges(config)
    _check_choices(config)
    _check_fitted_head(config)
    return config


_PLAIN: Final[dict[Any, Any]] = {
    str: str,
    int: int,
    float: (int, float),
    bool: bool,
    str | None: (str, type(None)),
}


def _checked(settings: T) -> T:
    """Return a dataclass as it is if its plain values have the types that they are declared with.

    Raises:
        TypeError: One has another type.
    """
    for name, kind in get_type_hints(type(settings)).items():
        value = getattr(settings, name)
        # Python counts True as a whole number.
        if kind in _PLAIN and (
            not isinstance(value, _PLAIN[kind]) or (isinstance(value, bool) and kind is not bool)
        ):
            raise TypeError(f"{name} cannot be {value!r}")
    return settings


def _check_ranges(config: TrainConfig) -> None:
    """Refuse what would only fail after hours, or not at all.

    Raises:
        ConfigError: The text says which value.
    """
    sound = {
        "size": config.size >= 32,
        "batch_size": config.batch_size > 0,
        "head_layers": config.head_layers > 0,
        "head_units": config.head_units > 0,
        "patience": config.patience > 0,
        "phases": sum(phase.epochs for phase in config.phases) > 0,
        "head_penalty": config.head_penalty >= 0,
        "views": config.views > 0,
        "doubt": 0 <= config.doubt <= 0.5,
        "teacher_share": 0 <= config.teacher_share <= 1,
        "rules": all(rule.part in (None, "test") for rule in config.rules),
    }
    if wrong := [name for name, is_sound in sound.items() if not is_sound]:
        raise ConfigError(f"the configuration is out of range: {', '.join(wrong)}")


def _check_choices(config: TrainConfig) -> None:
    """Refuse number formats, precisions and backbones that do not exist.

    Raises:
        ConfigError: The text lists those that do.
    """
    pretrained = tuple(PACKAGES)
    choices: list[tuple[str, tuple[str, ...]]] = [
        (config.number_format, NUMBER_FORMATS),
        (config.precision, PRECISIONS),
    ]
    choices += [(name, pretrained) for name in config.teacher]
    if not CONVNET.fullmatch(config.backbone) and not KERAS.fullmatch(config.backbone):
        known_names = (*pretrained, "convnet-2 to convnet-7", "keras:CLASS")
        choices += [(name, known_names) for name in parts_of(config.backbone)]
    for value, known in choices:
        if value not in known:
            raise ConfigError(f"there is no {value!r}, only {', '.join(known)}")


def _check_fitted_head(config: TrainConfig) -> None:
    """Refuse a backbone that only a fitted head can serve without one.

    Raises:
        ConfigError: The text says which value would fit.
    """
    frozen = KERAS.fullmatch(config.backbone) or len(parts_of(config.backbone)) > 1
    if frozen and not config.head_penalty:
        raise ConfigError(f"{config.backbone} is not fine-tuned here: it needs a head_penalty")


def _names(value: Any) -> tuple[str, ...]:
    """Return a JSON list of texts as a tuple; a single text is a list that someone forgot."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise TypeError(f"{value!r} is not a list of names")
    return tuple(value)
