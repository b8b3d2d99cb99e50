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
from model_training.evaluate import score_pictures
from model_training.export import convert, write_model_file
from model_training.files import replace_file
from model_training.frozen import train_frozen
from model_training.measure import METRICS, measure
from model_training.metrics import sigmoid
from model_training.network import predict_logits
from model_training.page.run import write_run_page
from model_training.prepared import Prepared, calibration_samples, prepare, spread
from model_training.teacher import training_targets
from model_training.train import LOG, TrainingData, train
from petsight import PREPROCESS_ID, Model, ModelInfo


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
    _record(run / "config.json", json.dumps(config.to_dict(), indent=1), "another configuration")
    prepared = prepare(config, data, run, corrections)
    data_sha256 = prepared.dataset.sha256()
    _record(run / "data.sha256", data_sha256, "other pictures")
    if config.head_penalty:
        model = train_frozen(config, prepared)
    else:
        model = train(config, training_data(config, prepared, run), run)
        plots.write_png(plots.learning_curves(run / LOG), run / "learning_curves.png")
    info = calibrate_model(config, prepared, model, data_sha256)
    model.save(run / "model.keras")
    return export_model(config, prepared, model, info, run)


def _record(path: Path, text: str, other: str) -> None:
    """Note what a run belongs to, or refuse to go on with something else."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, lambda partial: partial.write_text(text))
    elif path.read_text() != text:
        raise ConfigError(f"{path.parent} belongs to {other}; choose another --out")


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
    (run / METRICS).write_text(json.dumps(metrics, indent=1))
    write_run_page(run)
    write_model_file(path, flatbuffer, replace(info, metrics=_headline(metrics)))
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
