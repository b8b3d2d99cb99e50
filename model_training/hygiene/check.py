"""Check a data set: files, copies, leaks, labels, balance; one folder with the findings."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Final

from model_training.backbone import VARIANTS
from model_training.config import TrainConfig
from model_training.crossval import assign_folds
from model_training.dataset import Dataset
from model_training.files import replace_text
from model_training.hygiene.balance import count
from model_training.hygiene.files import find_file_faults
from model_training.hygiene.findings import Finding, Kind, write_exclusions
from model_training.hygiene.labels import find_wrong_labels, out_of_fold
from model_training.hygiene.page import write_page
from model_training.hygiene.twins import find_twins
from model_training.prepared import prepare
from model_training.split import find_groups

FOLDS: Final = 5


def check(config: TrainConfig, data: Path, out: Path) -> list[Finding]:
    """Look a data set over and write `check.json`, `check.html` and `exclusions.csv`.

    Args:
        config: Says how folders map to labels, which split counts, and whose features judge the
            labels (`teacher`, by default the backbone).
        data: The data folder.
        out: The folder for the results.

    Returns:
        The findings.

    Raises:
        ConfigError: The data do not fit the configuration or the split list.
    """
    out.mkdir(parents=True, exist_ok=True)
    prepared = prepare(config, data, out)
    parts = {p.path: part for part, pictures in prepared.parts.items() for p in pictures}
    findings = list(find_file_faults(prepared.dataset))
    readable = _without(prepared.dataset, findings)
    groups = find_groups(readable)
    findings += find_twins(groups, parts)
    fold_of = assign_folds(groups, FOLDS, config.seed)
    scores = out_of_fold(readable, fold_of, config.teacher or (config.backbone,))
    findings += find_wrong_labels(readable, scores)
    rows = count(readable.pictures, parts)
    document = {
        "data_sha256": prepared.dataset.sha256(),
        "pictures": len(prepared.dataset.pictures),
        "judged_by": {name: VARIANTS[name].size for name in config.teacher or (config.backbone,)},
        "balance": [row.to_dict() for row in rows],
        "findings": [finding.to_dict() for finding in findings],
    }
    replace_text(out / "check.json", json.dumps(document, indent=1))
    write_page(out / "check.html", data, findings, rows)
    write_exclusions(out / "exclusions.csv", findings)
    return findings


def summary(findings: list[Finding]) -> str:
    """Write how much was found, a line for each kind."""
    counts = Counter(finding.kind for finding in findings)
    return "\n".join(f"{kind.value:<11}{counts[kind]:>6}" for kind in Kind)


def _without(dataset: Dataset, findings: list[Finding]) -> Dataset:
    """Leave out what cannot be opened."""
    bad = {finding.path for finding in findings if finding.kind is Kind.UNREADABLE}
    return replace(dataset, pictures=tuple(p for p in dataset.pictures if p.path not in bad))
