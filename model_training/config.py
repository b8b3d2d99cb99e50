"""What a training run is made of: one frozen, recorded configuration."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any, Final

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
        head_layers: Dense layers behind the backbone; the last one gives the logits.
        head_units: Width of those before the last.
        dropout: Share of the features dropped before the last layer.
        smoothing: Label smoothing of the loss.
        weight_decay: Of AdamW.
        precision: What a training step computes in: "float32", "mixed_float16" or
            "mixed_bfloat16"; weights and the exported model stay float32.
        xla: Whether XLA compiles a training step as a whole.
        probe: Whether the head starts as a linear fit to the unchanged backbone's features
            instead of at random.
        head_penalty: Above 0 nothing is trained but a head, on the features of a frozen backbone:
            the penalty of a logistic head, or the weight decay of one that has more layers and
            takes epochs and learning rate from the first phase. 0 trains in phases.
        views: 1 shows that head each picture as it is, 2 mirrored too, each more of them changed
            by the augmentation too.
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
    head_layers: int = 1
    head_units: int = 256
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

    @property
    def hidden(self) -> tuple[int, ...]:
        """Widths of the head's layers before the last."""
        return (self.head_units,) * (self.head_layers - 1)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return dataclasses.asdict(self)

    def sha256(self) -> str:
        """Hash the configuration, for the record in the model file.

        Only what differs from its default counts, so that a new field leaves the hashes of all
        models as they are. A default must therefore never change.
        """
        return hashlib.sha256(json.dumps(_stated(self), sort_keys=True).encode()).hexdigest()


def _stated(value: Any) -> Any:
    """Return the JSON form without what has its default, at every depth."""
    if isinstance(value, tuple):
        return [_stated(inner) for inner in value]
    if not dataclasses.is_dataclass(value):
        return value
    return {
        one.name: _stated(inner)
        for one in dataclasses.fields(value)
        if (inner := getattr(value, one.name)) != _default(one)
    }


def _default(one: dataclasses.Field[Any]) -> Any:
    """Return a field's default; what has none equals no value."""
    if one.default_factory is not dataclasses.MISSING:
        return one.default_factory()
    return one.default


def parts_of(backbone: str) -> tuple[str, ...]:
    """Return the names of the backbones that a name joins with "+"; one in most cases."""
    return tuple(backbone.split("+"))
