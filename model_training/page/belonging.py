"""Tell which files of a run folder are of the model whose figures are shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from model_training.model_run import CONFIG, DATA_HASH, LOG, is_run_of

ROBUSTNESS: Final = "robustness.json"


@dataclass(frozen=True, slots=True)
class Belongings:
    """What else is known of a model, from the folder with its figures.

    Attributes:
        robustness: What `robustness` measured with this very file; None without it.
        config: The configuration of its training; None without it.
        log: The losses of its training; None without them.
        left_out: Why files that are there are not shown, a sentence each.
    """

    robustness: Any
    config: Any
    log: Path | None
    left_out: tuple[str, ...]


def find_belongings(run: Path, about: Mapping[str, Any]) -> Belongings:
    """Look through a run folder.

    Args:
        run: The folder.
        about: What its figures say about the model that they are of.
    """
    left_out = []
    robustness = read_json(run / ROBUSTNESS)
    if robustness is not None and robustness["model"]["sha256"] != about["sha256"]:
        other = robustness["model"]
        left_out.append(
            f"{ROBUSTNESS} is of another model file: {other['name']} {other['version']}, "
            f"sha256 {other['sha256']}."
        )
        robustness = None
    config, log = run / CONFIG, run / LOG
    if is_run_of(run, about["training"]):
        losses = log if log.exists() else None
        return Belongings(robustness, read_json(config), losses, tuple(left_out))
    if config.exists() or log.exists():
        left_out.append(
            f"{CONFIG}, {DATA_HASH} and {LOG} are of another training than this model's."
        )
    return Belongings(robustness, None, None, tuple(left_out))


def read_json(path: Path) -> Any:
    """Return the content of a JSON file, None where there is none."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
