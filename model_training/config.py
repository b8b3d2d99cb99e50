"""What a training run is made of: one frozen, recorded configuration."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Self, TypeVar, get_type_hints

from model_training.torch_weights import PACKAGES

T = TypeVar("T")
NUMBER_FORMATS: Final = ("float32", "float16", "dynamic", "int8")
PRECISIONS: Final = ("float32", "mixed_float16", "mixed_bfloat16")
CONVNET: Final = re.compile(r"convnet-([2-7])")
"""Names of `model_training.convnet`; the digit is the number of blocks."""
KERAS: Final = re.compile(r"keras:(\w+)")
"""Names of classes of keras.applications."""


class ConfigError(Exception):
    """A configuration cannot be used; the text says what and why."""


@dataclass(frozen=True, slots=True)
class SourceRule:
    """Names the source of the pictures whose path matches, and how much they count.

    Attributes:
        match: Pattern on the path relative to the data folder, as in `fnmatch`.
        source: Name of the source, a row of every table.
        weight: How often one of its pictures is drawn in an epoch, relative to the others.
        part: "test" keeps these pictures out of everything but the final report.
    """

    match: str
    source: str
    weight: float = 1.0
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of training with its own schedule.

    Attributes:
        name: "head" trains the new layers on a frozen backbone, anything else trains all layers.
        epochs: Passes over the training part at most.
        learning_rate: Peak of the cosine schedule.
        warmup: Share of the steps in which the rate rises from 0.
        frozen_blocks: Blocks of the backbone, counted from the picture, that stay as they are
            together with the stem; they see edges and textures, and cost the most to train.
    """

    name: str
    epochs: int
    learning_rate: float
    warmup: float = 0.05
    frozen_blocks: int = 0


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Strengths of the random changes; 0 switches one off.

    Attributes:
        flip: Whether half of the pictures are mirrored.
        rotation: Largest angle in degrees, either way.
        zoom: Largest enlargement or reduction, as a share.
        stretch: Largest change of the aspect ratio, as a share.
        shift: Largest displacement, as a share of the side.
        brightness: Largest change, as a share of the value range.
        contrast: Largest change, as a share.
        saturation: Largest change, as a share.
        grayscale: Share of the pictures that lose their colour.
        mosaic: Share of the pictures that become two pictures in one.
    """

    flip: bool = True
    rotation: float = 15.0
    zoom: float = 0.25
    stretch: float = 0.15
    shift: float = 0.06
    brightness: float = 0.15
    contrast: float = 0.25
    saturation: float = 0.3
    grayscale: float = 0.08
    mosaic: float = 0.1


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """Everything that, with the data and the seed, determines a model.

    Attributes:
        name: Name of the model.
        version: Version of the model.
        tier: "edge", "cloud" or a word of your own.
        backbone: A key of `model_training.backbone.VARIANTS`, or "convnet-" and a number of
            blocks for a network that starts from nothing; see `model_training.backbones`.
        size: Side of the input in pixels.
        labels: Labels in the order of the output.
        folders: Folder name to the labels of the pictures in it.
        rules: Sources; the first match counts.
        split_list: A committed list of who is in which part, relative to this package; None
            makes one from the data.
        exclusions: A committed list of pictures with wrong labels, relative to this package; no
            choice, training or calibration sees them.
        seed: Seed of everything random.
        batch_size: Pictures a step.
        dropout: Share of the features dropped before the last layer.
        smoothing: Label smoothing of the loss.
        weight_decay: Of AdamW.
        precision: What a training step computes in: "float32", "mixed_float16" or
            "mixed_bfloat16"; weights and the exported model stay float32.
        xla: Whether XLA compiles a training step as a whole.
        probe: Whether the head starts as a linear fit to the unchanged backbone's features
            instead of at random.
        head_penalty: Penalty of a logistic head on the features of a frozen backbone, which is
            then the whole training; 0 trains in phases.
        views: 1 shows that head each picture as it is, 2 mirrored too.
        phases: In order.
        patience: Epochs without a better select loss before a phase ends.
        augmentation: Random changes to training pictures.
        doubt: The chance of being wrong about a label from which on the answer is "not sure".
        number_format: "float32", "float16", "dynamic" or "int8".
        teacher: Backbones whose joined opinion softens the labels; none by default.
        teacher_share: How much of a target is the teacher's opinion, the rest being the label.
    """

    name: str = "petsight-custom"
    version: str = "1.0.0"
    tier: str = "custom"
    backbone: str = "efficientnet-lite0"
    size: int = 224
    labels: tuple[str, ...] = ()
    folders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rules: tuple[SourceRule, ...] = ()
    split_list: str | None = None
    exclusions: str | None = None
    seed: int = 1
    batch_size: int = 32
    dropout: float = 0.2
    smoothing: float = 0.02
    weight_decay: float = 1e-4
    precision: str = "float32"
    xla: bool = False
    probe: bool = False
    head_penalty: float = 0.0
    views: int = 1
    phases: tuple[Phase, ...] = (Phase("head", 2, 2e-3), Phase("all", 6, 1e-4))
    patience: int = 3
    augmentation: Augmentation = field(default_factory=Augmentation)
    doubt: float = 0.25
    number_format: str = "float16"
    teacher: tuple[str, ...] = ()
    teacher_share: float = 0.6

    @property
    def train_size(self) -> int:
        """Side of the cached training pictures: larger, for augmentation to crop from."""
        return round(self.size * 1.15)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return dataclasses.asdict(self)

    def sha256(self) -> str:
        """Hash the configuration, for the record in the model file."""
        return hashlib.sha256(json.dumps(self.to_dict(), sort_keys=True).encode()).hexdigest()

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> Self:
        """Read the JSON form.

        Raises:
            ConfigError: A key is unknown or a value has another type.
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
            config = _checked(cls(**values))
        except (TypeError, AttributeError) as exc:
            raise ConfigError(f"the configuration is not right: {exc}") from exc
        _check_ranges(config)
        _check_choices(config)
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
        "patience": config.patience > 0,
        "phases": sum(phase.epochs for phase in config.phases) > 0,
        "head_penalty": config.head_penalty >= 0,
        "views": config.views in (1, 2),
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
    frozen = KERAS.fullmatch(config.backbone) or len(parts_of(config.backbone)) > 1
    if frozen and not config.head_penalty:
        raise ConfigError(f"{config.backbone} is not fine-tuned here: it needs a head_penalty")
    if not CONVNET.fullmatch(config.backbone) and not KERAS.fullmatch(config.backbone):
        known_names = (*pretrained, "convnet-2 to convnet-7", "keras:CLASS")
        choices += [(name, known_names) for name in parts_of(config.backbone)]
    for value, known in choices:
        if value not in known:
            raise ConfigError(f"there is no {value!r}, only {', '.join(known)}")


def parts_of(backbone: str) -> tuple[str, ...]:
    """Return the names of the backbones that a name joins with "+"; one in most cases."""
    return tuple(backbone.split("+"))


def _names(value: Any) -> tuple[str, ...]:
    """Return a JSON list of texts as a tuple; a single text is a list that someone forgot."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise TypeError(f"{value!r} is not a list of names")
    return tuple(value)


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
            document = json.loads(path.read_text())
        except (OSError, ValueError) as exc:
            raise ConfigError(f"the configuration {path} cannot be read: {exc}") from exc
        if not isinstance(document, dict):
            raise ConfigError(f"the configuration {path} is not a JSON object")
    for text in overrides or ():
        _override(document, text)
    return TrainConfig.from_dict(document)


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
