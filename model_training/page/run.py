"""Write the page of a run folder from the files that its commands left there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from model_training import plots
from model_training.config import ConfigError
from model_training.files import replace_text
from model_training.measure import DATA_PATH, METRICS, PARTS
from model_training.page import html, sections
from model_training.wanted import compare

PAGE: Final = "report.html"
LOG: Final = "log.csv"
ROBUSTNESS: Final = "robustness.json"
MEASURED: Final = "measured.sha256"
"""Not the run's own `data.sha256`: by that, training tells whether it may go on."""
_TITLES: Final = {"heldout": "Held-out pictures", "test": "Test pictures"}

_CAPTIONS: Final = {
    "learning": (
        "The loss on pictures that are trained on and on others. Training keeps the epoch with "
        "the least loss on the others; where that one rises, it learns by heart."
    ),
    "roc": (
        "Which share is found (up) at the price of which share of false alarms (right), whatever "
        "the threshold. An area (AUC) of 1 is perfect, 0.5 is chance."
    ),
    "reliability": (
        "Does 0.9 mean nine in ten? Points on the dotted line keep what they promise; the numbers "
        "say how many pictures are behind each."
    ),
    "risk": (
        "Leaving doubtful pictures open makes the rest more reliable. The dot is where {name} "
        "stops answering."
    ),
}


def write_run_page(run: Path) -> Path:
    """Show a run as one HTML file that needs nothing else.

    Args:
        run: A folder that `train` or `evaluate` left; what `robustness` left there is shown too.

    Returns:
        The page, `report.html` in the folder.

    Raises:
        ConfigError: The folder holds no figures, or those of an older petsight.
    """
    metrics = _read(run / METRICS)
    if metrics is None:
        raise ConfigError(f"{run} has no figures yet: train or evaluate into it first")
    if "model" not in metrics:
        raise ConfigError(f"{run} has figures of an older petsight: evaluate the model again")
    robustness = _read(run / ROBUSTNESS)
    if robustness is not None:
        metrics["robustness"] = robustness
    about = metrics["model"]
    parts = [part for part in PARTS if part in metrics]
    body = [
        sections.summary(about, compare(metrics, about["tier"])),
        *(sections.answers(_TITLES[part], metrics[part]) for part in parts),
        _plots(run, about, metrics[parts[0]]),
        sections.without_excluded(metrics),
        sections.hard_cases(metrics.get("hard_cases", {})),
        sections.robustness(robustness) if robustness else "",
        *(
            sections.mistakes(f"Mistakes: {_TITLES[part].lower()}", metrics, part, _data(run))
            for part in parts
        ),
        sections.origin(about, _read(run / "config.json"), _measured_data(run)),
    ]
    page = run / PAGE
    replace_text(page, html.document(f"{about['name']} {about['version']}", "".join(body)))
    return page


def _plots(run: Path, about: dict[str, Any], figures: dict[str, Any]) -> str:
    shown = []
    if (run / LOG).exists():
        shown.append((plots.learning_curves(run / LOG), _CAPTIONS["learning"]))
    if figures["roc"]:
        shown.append((plots.roc_plot(figures["roc"]), _CAPTIONS["roc"]))
    diagram = plots.reliability_diagram(figures["calibration"]["bins"])
    shown.append((diagram, _CAPTIONS["reliability"]))
    sure = figures["answers"]["wrong_among_sure"]
    chosen = (sure["n"] / figures["pictures"], sure["value"]) if sure["n"] else None
    curve = plots.risk_coverage_plot(figures["risk_coverage"], chosen)
    shown.append((curve, _CAPTIONS["risk"].format(name=about["name"])))
    return html.section("Curves", html.plots(*shown))


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8").strip() if path.exists() else None


def _measured_data(run: Path) -> str | None:
    """Return the hash of the pictures that `evaluate` measured on, else of those trained on."""
    return _text(run / MEASURED) or _text(run / "data.sha256")


def _data(run: Path) -> Path | None:
    """Return the folder with the pictures if it is still where it was."""
    name = _text(run / DATA_PATH)
    return Path(name) if name and Path(name).is_dir() else None
