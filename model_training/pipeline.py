"""From a data folder to a model file with its figures: one run folder, every step in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np

from model_training import calibrate, plots
from model_training.config import ConfigError, TrainConfig
from model_training.config_file import load_config
from model_training.evaluate import score_pictures
from model_training.export import convert, write_model_file
from model_training.files import replace_text
from model_training.frozen import train_frozen
from model_training.measure import METRICS, measure
from model_training.metrics import sigmoid
from model_training.model_run import CONFIG, DATA_HASH, LOG
from model_training.network import predict_logits
from model_training.page.run import write_run_page
from model_training.prepared import Prepared, calibration_samples, prepare, spread
from model_training.teacher import training_targets
from model_training.train import TrainingData, train
from petsight import PREPROCESS_ID, Model, ModelInfo
from petsight.modelfile import read_model_file


def run_all(config: TrainConfig, data: Path, run: Path, corrections: Path | None = None) -> Path:
    """Train, calibrate, export and measure; what is already done in the run folder is not redone.

    Args:
        config: The configuration; recorded in the run folder.
        data: The data folder.
        run: The run folder.
        corrections: A folder of further training pictures.

    Returns:
        The model file.

    Raises:
        ConfigError: The data do not fit, or the run folder belongs to another configuration or
            to other pictures.
    """
    _record_config(run, config)
    prepared = prepare(config, data, run, corrections)
    data_sha256 = prepared.dataset.sha256()
    _record_data(run, data_sha256)
    if config.head_penalty:
        model = train_frozen(config, prepared)
    else:
        model = train(config, training_data(config, prepared, run), run)
        plots.write_png(plots.learning_curves(run / LOG), run / "learning_curves.png")
    info = calibrate_model(config, prepared, model, data_sha256)
    model.save(run / "model.keras")
    return export_model(config, prepared, model, info, run)


def _record_config(run: Path, config: TrainConfig) -> None:
    """Note what a run was started with, or refuse to go on with something else.

    Read, and not compared as text: a run goes on under a petsight that knows more settings.
    """
    path = run / CONFIG
    if not path.exists():
        run.mkdir(parents=True, exist_ok=True)
        replace_text(path, json.dumps(config.to_dict(), indent=1))
    elif load_config(str(path)) != config:
        raise _belongs(run, "another configuration")


def _record_data(run: Path, data_sha256: str) -> None:
    path = run / DATA_HASH
    if not path.exists():
        replace_text(path, data_sha256)
    elif path.read_text(encoding="utf-8") != data_sha256:
        raise _belongs(run, "other pictures")


def _belongs(run: Path, other: str) -> ConfigError:
    return ConfigError(f"{run} belongs to {other}; choose another --out")


def training_data(config: TrainConfig, prepared: Prepared, run: Path) -> TrainingData:
    """Load the arrays that `model_training.train.train` takes.

    Args:
        config: The configuration.
        prepared: The divided data set.
        run: The run folder, where the teacher's opinion is kept.
    """
    return TrainingData(
        train_images=prepared.images("train", config.train_size),
        train_labels=training_targets(config, prepared, run),
        train_weights=np.array([picture.weight for picture in prepared.parts["train"]]),
        probe_images=prepared.images("train", config.size) if config.probe else None,
        select_images=prepared.images("select", config.size),
        select_labels=prepared.targets("select"),
    )


def calibrate_model(
    config: TrainConfig, prepared: Prepared, model: keras.Model, data_sha256: str
) -> ModelInfo:
    """Fold the calibration into a classifier and choose its thresholds, on the calibrate part.

    Args:
        config: The configuration.
        prepared: The divided data set.
        model: The classifier; its last layer is changed in place.
        data_sha256: Hash of the data set, for the record.

    Returns:
        What the model file shall say about itself, without figures.
    """
    targets = prepared.targets("calibrate")
    logits = predict_logits(model, prepared.images("calibrate", config.size))
    scalings = calibrate.fit_scalings(logits, targets)
    calibrate.fold_scalings(model, scalings)
    return ModelInfo(
        name=config.name,
        version=config.version,
        tier=config.tier,
        width=config.size,
        height=config.size,
        preprocess_id=PREPROCESS_ID,
        labels=calibrate.choose_thresholds(prepared.dataset.labels, config.doubt),
        flatbuffer_sha256="",
        metrics={},
        training={
            "data_sha256": data_sha256,
            "config_sha256": config.sha256(),
            "backbone": config.backbone,
            "number_format": config.number_format,
        },
    )


def export_model(
    config: TrainConfig, prepared: Prepared, model: keras.Model, info: ModelInfo, run: Path
) -> Path:
    """Write the model file and measure it through petsight itself.

    Args:
        config: The configuration.
        prepared: The divided data set.
        model: The calibrated classifier.
        info: What `calibrate_model` returned.
        run: The run folder.

    Returns:
        The model file, which holds its main figures.
    """
    flatbuffer = convert(model, config.number_format, calibration_samples(config, prepared))
    path = run / f"{config.name}.tflite"
    write_model_file(path, flatbuffer, info)
    metrics = measure(prepared, path, run)
    metrics["export"] = compare_with_keras(prepared, path, model)
    write_model_file(path, flatbuffer, replace(info, metrics=_headline(metrics)))
    # With its figures inside it is another file, and the one that people measure later.
    metrics["model"]["sha256"] = read_model_file(path).sha256
    replace_text(run / METRICS, json.dumps(metrics, indent=1))
    write_run_page(run)
    return path


def compare_with_keras(prepared: Prepared, path: Path, model: keras.Model) -> dict[str, float]:
    """Hold the exported file against the Keras model on up to 200 pictures.

    Returns:
        How many, the largest and the mean absolute difference of the probabilities.
    """
    file = Model(path)
    images = spread(prepared.images("heldout", file.info.width))
    wanted = sigmoid(predict_logits(model, images))
    difference = np.abs(score_pictures(file, images) - wanted)
    return {
        "pictures": len(images),
        "largest_difference": float(difference.max()),
        "mean_difference": float(difference.mean()),
    }


def _headline(metrics: dict[str, Any]) -> dict[str, Any]:
    """Pick the figures that travel inside the model file."""
    chosen: dict[str, Any] = {}
    for part in [part for part in ("heldout", "test") if part in metrics]:
        apart, answers = metrics[part]["told_apart"], metrics[part]["answers"]
        chosen[part] = {
            "pictures": metrics[part]["pictures"],
            "told_apart": [apart["hits"], apart["n"]],
            "right": [answers["right"]["hits"], answers["right"]["n"]],
            "not_sure": [answers["not_sure"]["hits"], answers["not_sure"]["n"]],
            "calibration_error": round(metrics[part]["calibration"]["error"], 4),
        }
    return chosen
