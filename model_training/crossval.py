"""Judge a whole data set by models that never saw the picture they judge.

Figures on a tenth of the data are coarse where mistakes are rare. Here every picture that is not
bound to the test part is held out once: fold after fold is taken away, the others are trained on
exactly as `train` would, and the answers to all folds are measured together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from model_training import report
from model_training.config import ConfigError, TrainConfig
from model_training.dataset import Picture
from model_training.evaluate import Scored, evaluate
from model_training.files import replace_text
from model_training.honesty.hard_cases import hard_case_rows
from model_training.honesty.tables import hard_cases_table
from model_training.measure import score
from model_training.model_run import who
from model_training.pipeline import run_all
from model_training.prepared import Prepared, prepare, wrong_labels
from model_training.split import LEAK, TEST, find_groups, write_split
from petsight import Model


def cross_validate(
    config: TrainConfig,
    data: Path,
    out: Path,
    folds: int,
    hard_cases: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Train one model for each fold and measure all of them as one.

    Every fold is a run folder of its own, so that a killed command goes on where it was.

    Args:
        config: The configuration; its split says who serves for choosing and calibrating.
        data: The data folder.
        out: Where the run folders, `crossval.json`, `crossval.md` and the contact sheet lie.
        folds: How many.
        hard_cases: Kind by path of pictures for a table of their own.

    Returns:
        The figures of `evaluate` over all folds, `models`, `hard_cases` and, where the
        configuration lists wrong labels, `without_excluded`: the same without these.

    Raises:
        ConfigError: There are fewer than two folds, or the data do not fit.
    """
    if folds < 2:
        raise ConfigError("cross-validation needs at least 2 folds")
    # All pictures are judged; the folds' own lists of wrong labels keep them out of training.
    prepared = prepare(replace(config, exclusions=None), data, out)
    fold_of = assign_folds(find_groups(prepared.dataset), folds, config.seed)
    judged, models = [], []
    for fold in range(folds):
        run = out / f"fold-{fold}"
        if not (run / "split.csv").exists():
            write_split(run / "split.csv", fold_split(prepared, fold_of, fold))
        model = Model(run_all(replace(config, split_list=None), data, run))
        own = prepare(replace(config, split_list=None), data, run)
        judged.append(score(model, own, own.parts["heldout"]))
        models.append(who(model))
    scored = _join(judged)
    metrics = evaluate(scored)
    metrics["models"] = models
    tables = [report.markdown(metrics, f"out of fold, {folds} folds")]
    if wrong := wrong_labels(config):
        metrics["without_excluded"] = evaluate(scored.without(wrong))
        tables.append(report.markdown(metrics["without_excluded"], "without excluded pictures"))
    metrics["hard_cases"] = hard_case_rows(scored, hard_cases or {})
    if hard_cases:
        rows = hard_cases_table(metrics["hard_cases"])
        tables.append(f"## Hard cases, out of fold\n\n{rows}\n")
    replace_text(out / "crossval.json", json.dumps(metrics, indent=1))
    replace_text(out / "crossval.md", "\n".join(tables))
    report.contact_sheet(out / "mistakes-crossval.png", prepared.dataset.root, scored)
    return metrics


def assign_folds(groups: list[list[Picture]], folds: int, seed: int) -> dict[str, int]:
    """Divide pictures into folds of like size and like mixture.

    Args:
        groups: Near-duplicates together; they stay together.
        folds: How many.
        seed: Seed of the shuffle.

    Returns:
        Fold by path.
    """
    rng = np.random.default_rng(seed)
    shuffled = [groups[i] for i in rng.permutation(len(groups))]
    filled: Counter[tuple[str, tuple[str, ...], int]] = Counter()
    fold_of: dict[str, int] = {}
    for group in sorted(shuffled, key=len, reverse=True):
        stratum = group[0].source, tuple(sorted(group[0].labels))
        fold = min(range(folds), key=lambda fold: filled[(*stratum, fold)])
        filled[(*stratum, fold)] += len(group)
        fold_of |= {picture.path: fold for picture in group}
    return fold_of


def fold_split(prepared: Prepared, fold_of: dict[str, int], fold: int) -> dict[str, str]:
    """Hold out one fold and give the ordinary held-out part to training.

    Args:
        prepared: The data set as it is divided for training.
        fold_of: Fold by path.
        fold: Which one is held out.

    Returns:
        Part by path. Test pictures and those that resemble them stay where they are.
    """
    parts = {}
    for part, pictures in prepared.parts.items():
        for picture in pictures:
            bound = part in (TEST, LEAK)
            here = fold_of.get(picture.path) == fold and not bound
            usual = "train" if part == "heldout" else part
            parts[picture.path] = "heldout" if here else usual
    return parts


def _join(judged: list[Scored]) -> Scored:
    """Join the folds; their models share thresholds, which follow from the configuration alone."""
    return Scored(
        [picture for scored in judged for picture in scored.pictures],
        np.concatenate([scored.targets for scored in judged]),
        np.concatenate([scored.scores for scored in judged]),
        judged[0].labels,
    )
