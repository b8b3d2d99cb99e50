"""Write the page of a run folder from the files that its commands left there."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from model_training import plots
from model_training.config import ConfigError
from model_training.files import replace_text
from model_training.measure import METRICS, PARTS, pictures_of
from model_training.page import html, sections
from model_training.page.belonging import Belongings, find_belongings, read_json
from model_training.report import answered
from model_training.wanted import compare

PAGE: Final = "report.html"
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
        run: A folder that `train` or `evaluate` left; what `robustness` and a training left there
            is shown too if it is of the same model, else the page says that it is not.

    Returns:
        The page, `report.html` in the folder.

    Raises:
        ConfigError: The folder holds no figures, or those of an older petsight.
    """
    metrics = read_json(run / METRICS)
    if metrics is None:
        raise ConfigError(f"{run} has no figures yet: train or evaluate into it first")
    about = metrics.get("model", {})
    if "sha256" not in about:
        raise ConfigError(f"{run} has figures of an older petsight: evaluate the model again")
    known = find_belongings(run, about)
    if known.robustness is not None:
        metrics["robustness"] = known.robustness
    parts = [part for part in PARTS if part in metrics]
    body = [
        sections.summary(about, compare(metrics, about["tier"])),
        *(sections.answers(_TITLES[part], metrics[part]) for part in parts),
        _plots(known, about, metrics[parts[0]]),
        sections.without_excluded(metrics),
        sections.hard_cases(metrics.get("hard_cases", {})),
        sections.robustness(known.robustness) if known.robustness else "",
        *(
            sections.mistakes(f"Mistakes: {_TITLES[part].lower()}", metrics, part, pictures_of(run))
            for part in parts
        ),
        sections.origin(metrics, known.config),
        sections.left_out(known.left_out),
    ]
    page = run / PAGE
    replace_text(page, html.document(f"{about['name']} {about['version']}", "".join(body)))
    return page


def _plots(known: Belongings, about: dict[str, Any], figures: dict[str, Any]) -> str:
    shown = []
    if known.log is not None:
        shown.append((plots.learning_curves(known.log), _CAPTIONS["learning"]))
    if figures["roc"]:
        shown.append((plots.roc_plot(figures["roc"]), _CAPTIONS["roc"]))
    diagram = plots.reliability_diagram(figures["calibration"]["bins"])
    shown.append((diagram, _CAPTIONS["reliability"]))
    sure = figures["answers"]["wrong_among_sure"]
    chosen = (sure["n"] / figures["pictures"], sure["value"]) if sure["n"] else None
    curve = plots.risk_coverage_plot(figures["risk_coverage"], chosen)
    caption = _CAPTIONS["risk"].format(name=about["name"])
    shown.append((curve, f"{caption} {answered(figures['risk_coverage'])}"))
    return html.section("Curves", html.plots(*shown))
