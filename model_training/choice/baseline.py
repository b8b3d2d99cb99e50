"""The model that `seed` trained from nothing, judged like the candidates."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from model_training.choice.candidates import Row, judge, share_upsampled
from model_training.config import ConfigError
from model_training.measure import load_fitting_model, pictures_of
from model_training.prepared import Prepared
from model_training.split import SHARES, read_split


def measure_baseline(path: Path, prepared: Prepared) -> Row:
    """Judge a finished run's model on the select part, without the pictures that it has seen.

    Its own data were divided in another way, so that some of the select part were trained on.

    Args:
        path: The model file, in its run folder.
        prepared: The divided data set.

    Returns:
        The row.

    Raises:
        ConfigError: The model has other labels, or its run does not say what it has seen.
        ModelError: The model cannot be used.
    """
    size = load_fitting_model(path, prepared).info.width
    root, seen = prepared.dataset.root.resolve(), _seen(path.parent)
    unseen = [one for one in prepared.parts["select"] if root / one.path not in seen]
    fresh = replace(prepared, parts=prepared.parts | {"select": unseen})
    row = judge(path, fresh, share_upsampled(fresh, size))
    return replace(row, backbone=f"{row.backbone}, from nothing")


def _seen(run: Path) -> set[Path]:
    """Return the pictures that had a say in a run's weights, choices or calibration."""
    data = pictures_of(run)
    if data is None:
        raise ConfigError(f"{run} does not say where its pictures are; name the model in its run")
    used = set(SHARES) - {"heldout"}
    return {data / path for path, part in read_split(run / "split.csv").items() if part in used}
