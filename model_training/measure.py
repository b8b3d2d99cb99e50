"""Measure a model file on the parts of a data set that give figures; one folder with all of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from model_training import plots, report
from model_training.config import ConfigError
from model_training.dataset import Picture
from model_training.evaluate import Scored, evaluate, score_pictures
from model_training.files import replace_text
from model_training.honesty.hard_cases import hard_case_rows
from model_training.honesty.tables import hard_cases_table
from model_training.prepared import Prepared
from petsight import Model

METRICS: Final = "metrics.json"
DATA_PATH: Final = "data.path"
"""Where the pictures were, for a page that shows some of them."""
PARTS: Final = ("heldout", "test")


def load_fitting_model(path: Path, prepared: Prepared) -> Model:
    """Load a model file that can be measured on a data set.

    Raises:
        ConfigError: The model has other labels than the data set, or does not take squares.
        ModelError: It cannot be used at all.
    """
    model = Model(path)
    names, wanted = [label.name for label in model.info.labels], list(prepared.dataset.labels)
    if names != wanted or model.info.width != model.info.height:
        raise ConfigError(f"{path} is no square model of {', '.join(wanted)} (it tells {names})")
    return model


def pictures_of(run: Path) -> Path | None:
    """Return the data folder of a run if it is still where it was."""
    note = run / DATA_PATH
    data = Path(note.read_text(encoding="utf-8").strip()) if note.exists() else None
    return data if data is not None and data.is_dir() else None


def measure(
    prepared: Prepared,
    path: Path,
    out: Path,
    excluded: Collection[str] = (),
    hard_cases: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Evaluate a model file on the held-out part and, where there is one, the test part.

    Args:
        prepared: The divided data set.
        path: The model file.
        out: Folder for `metrics.json`, tables, diagrams and contact sheets.
        excluded: Paths of pictures in question; each part is measured with and without them.
        hard_cases: Kind by path of pictures for a table of their own.

    Returns:
        The figures by part; those without the pictures in question as "<part>_without_excluded";
        `model`, `data_sha256` and, if they were asked for, `hard_cases`.

    Raises:
        ConfigError: The model has other labels than the data set, or does not take squares.
    """
    model = load_fitting_model(path, prepared)
    metrics: dict[str, Any] = {}
    tables = []
    for part in [part for part in PARTS if prepared.parts[part]]:
        scored = score(model, prepared, prepared.parts[part])
        metrics[part] = evaluate(scored)
        tables.append(report.markdown(metrics[part], part))
        kept = scored.without(excluded)
        if 0 < len(kept.pictures) < len(scored.pictures):
            metrics[f"{part}_without_excluded"] = evaluate(kept)
            title = f"{part} without excluded pictures"
            tables.append(report.markdown(metrics[f"{part}_without_excluded"], title))
        report.contact_sheet(out / f"mistakes-{part}.png", prepared.dataset.root, scored)
        diagram = plots.reliability_diagram(metrics[part]["calibration"]["bins"])
        plots.write_png(diagram, out / f"reliability-{part}.png")
    if hard_cases:
        metrics["hard_cases"] = _hard_cases(model, prepared, hard_cases)
        for title, rows in metrics["hard_cases"].items():
            tables.append(f"## Hard cases, {title}\n\n{hard_cases_table(rows)}\n")
    metrics["model"] = _about(model)
    metrics["data_sha256"] = prepared.dataset.sha256()
    replace_text(out / DATA_PATH, f"{prepared.dataset.root.resolve()}\n")
    replace_text(out / METRICS, json.dumps(metrics, indent=1))
    replace_text(out / "report.md", "\n".join(tables))
    return metrics


def score(model: Model, prepared: Prepared, pictures: list[Picture]) -> Scored:
    """Run a model file over some of a data set's pictures.

    Args:
        model: The model.
        prepared: The divided data set, of the same labels.
        pictures: Which ones.
    """
    scores = score_pictures(model, prepared.load(pictures, model.info.width))
    return Scored(pictures, prepared.dataset.targets(pictures), scores, model.info.labels)


def _hard_cases(
    model: Model, prepared: Prepared, kinds: Mapping[str, str]
) -> dict[str, list[dict[str, Any]]]:
    """Tell pictures that this very model was trained on from those that it never saw."""
    parts = {"trained on": ["train"], "not trained on": [*(set(prepared.parts) - {"train"})]}
    tables = {}
    for title, names in parts.items():
        pictures = [p for name in sorted(names) for p in prepared.parts[name] if p.path in kinds]
        if pictures:
            tables[title] = hard_case_rows(score(model, prepared, pictures), kinds)
    return tables


def _about(model: Model) -> dict[str, Any]:
    info = model.info
    return {
        "name": info.name,
        "version": info.version,
        "tier": info.tier,
        "size": f"{info.width} x {info.height}",
        "thresholds": {label.name: [label.accept, label.reject] for label in info.labels},
        "sha256": model.sha256,
        "flatbuffer_sha256": info.flatbuffer_sha256,
        "training": info.training,
    }
