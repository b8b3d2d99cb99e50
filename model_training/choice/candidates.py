"""Measure one backbone at one size: a linear head, in every number format, on the select part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import keras

from model_training.backbone import VARIANTS
from model_training.config import TrainConfig, parts_of
from model_training.evaluate import evaluate
from model_training.export import convert, write_model_file
from model_training.frozen import train_frozen
from model_training.measure import score
from model_training.prepared import Prepared, spread, spread_places
from petsight import PREPROCESS_ID, Model, ModelInfo, open_image
from petsight.labels import Label

FORMATS: Final = ("float32", "float16", "int8")
PENALTY: Final = 0.01
"""Of the logistic heads; one for all candidates, whatever the configuration's own head is like."""
SAMPLES: Final = 60
"""Pictures from which int8 takes its ranges; more of them change little and take long."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is tried: a name of `model_training.backbones` and the side of its input in pixels."""

    backbone: str
    size: int

    @property
    def name(self) -> str:
        """The same as a name for files."""
        return f"{self.backbone.replace(':', '-')}-{self.size}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        backbone: The backbone; of a baseline, how it was trained too.
        size: Side of the input in pixels.
        enlarged: Share of the select part whose shorter side has fewer pixels than that.
        number_format: A member of `config.NUMBER_FORMATS`.
        sha256: Of the model file.
        megabytes: Size of the model file.
        wrong: Pictures whose highest score belongs to a label that they do not show.
        n: Pictures that show exactly one label.
        roc_auc: Of pictures that show a label against those that show none; None without any.
    """

    backbone: str
    size: int
    enlarged: float
    number_format: str
    sha256: str
    megabytes: float
    wrong: int
    n: int
    roc_auc: float | None


def candidates(backbones: Sequence[str], sizes: Sequence[int]) -> list[Candidate]:
    """Combine backbones with sizes; joined ones resize for themselves and have but one."""
    return [
        Candidate(name, size)
        for name in backbones
        for size in (sizes if len(parts_of(name)) == 1 else [_own_size(name)])
    ]


def _own_size(joined: str) -> int:
    return max(VARIANTS[part].size for part in parts_of(joined))


def some_training_pictures(prepared: Prepared, most: int) -> Prepared:
    """Return the data set with so many pictures of the train part, evenly from all folders."""
    pictures = prepared.parts["train"]
    some = [pictures[place] for place in spread_places(len(pictures), most)]
    return replace(prepared, parts=prepared.parts | {"train": some})


def measure_candidate(
    config: TrainConfig, prepared: Prepared, candidate: Candidate, models: Path
) -> list[Row]:
    """Fit a head, export it in every number format and judge the select part.

    Args:
        config: The configuration; backbone, size and head are replaced.
        prepared: The divided data set.
        candidate: What is tried.
        models: Folder for the model files.

    Returns:
        A row for each of `FORMATS`.

    Raises:
        ConfigError: The backbone cannot be had.
    """
    keras.backend.clear_session()
    plain = replace(config, head_layers=1, head_penalty=PENALTY, views=1)
    config = replace(plain, backbone=candidate.backbone, size=candidate.size)
    classifier = train_frozen(config, prepared)
    samples = spread(prepared.images("train", config.size), SAMPLES)
    enlarged = share_upsampled(prepared, config.size)
    rows = []
    for number_format in FORMATS:
        path = model_file(models, candidate, number_format)
        flatbuffer = convert(classifier, number_format, samples)
        write_model_file(path, flatbuffer, _info(config, prepared, number_format))
        rows.append(judge(path, prepared, enlarged))
    return rows


def model_file(models: Path, candidate: Candidate, number_format: str) -> Path:
    """Return where the model of a candidate lies."""
    return models / f"{candidate.name}-{number_format}.tflite"


def share_upsampled(prepared: Prepared, size: int) -> float:
    """Return the share of the select part whose shorter side has fewer pixels than a size."""
    root = prepared.dataset.root
    sides = [min(open_image(root / picture.path).size) for picture in prepared.parts["select"]]
    return sum(side < size for side in sides) / len(sides)


def _info(config: TrainConfig, prepared: Prepared, number_format: str) -> ModelInfo:
    return ModelInfo(
        name=Candidate(config.backbone, config.size).name,
        version="0.0.0",
        tier="candidate",
        width=config.size,
        height=config.size,
        preprocess_id=PREPROCESS_ID,
        labels=tuple(Label(name, 0.5, 0.5) for name in prepared.dataset.labels),
        flatbuffer_sha256="",
        metrics={},
        training={"backbone": config.backbone, "number_format": number_format},
    )


def judge(path: Path, prepared: Prepared, enlarged: float) -> Row:
    """Measure a model file on the select part.

    Args:
        path: The model file; it says what it was made from.
        prepared: The divided data set.
        enlarged: What `share_upsampled` returned for its size.
    """
    model = Model(path)
    figures = evaluate(score(model, prepared, prepared.parts["select"]))
    apart = figures["told_apart"]
    return Row(
        backbone=model.info.training["backbone"],
        size=model.info.width,
        enlarged=enlarged,
        number_format=model.info.training["number_format"],
        sha256=model.sha256,
        megabytes=round(path.stat().st_size / 1e6, 2),
        wrong=apart["n"] - apart["hits"],
        n=apart["n"],
        roc_auc=figures["roc_auc_shown_against_none"],
    )
