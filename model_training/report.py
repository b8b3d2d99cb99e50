"""Show figures to people: Markdown tables, and a sheet of the pictures that went wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageDraw

from model_training.curves import ANY_AGAINST_NONE
from model_training.evaluate import Scored, worst_first
from petsight import open_image

TILE: Final = 180
COLUMNS: Final = 6


def markdown(metrics: dict[str, Any], title: str) -> str:
    """Lay out what `evaluate` returned as Markdown tables."""
    answers = metrics["answers"]
    lines = [
        f"## {title} ({metrics['pictures']} pictures)",
        "",
        "| figure | value | n | 95 % interval |",
        "| --- | --- | --- | --- |",
        _row("labels told apart (highest score, none left out)", metrics["told_apart"]),
        _row("answered right", answers["right"]),
        _row("answered wrong", answers["wrong"]),
        _row('answered "not sure"', answers["not_sure"]),
        _row("wrong among the sure answers", answers["wrong_among_sure"]),
        _row('a label is shown, answered "neither"', answers["shown_answered_neither"]),
        _row('a label is shown, answered "not sure"', answers["shown_answered_not_sure"]),
        _row("nothing is shown, answered with a label", answers["none_answered_with_label"]),
        _row('nothing is shown, answered "not sure"', answers["none_answered_not_sure"]),
        "",
        _summary(metrics),
        "",
        answered(metrics["risk_coverage"]),
        "",
        "| source | told apart | n | answered right | not sure | n |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_source_line(name, row) for name, row in metrics["sources"].items()),
        "",
        *_confusion_lines(metrics["confusion"]),
        "",
        "| top score | pictures | mean score | right |",
        "| --- | --- | --- | --- |",
        *(_bin_line(b) for b in metrics["calibration"]["bins"]),
        "",
    ]
    return "\n".join(lines)


def _summary(metrics: dict[str, Any]) -> str:
    calibration = metrics["calibration"]
    apart = "".join(
        f"of {name} {curve['auc']:.4f}, "
        for name, curve in metrics["roc"].items()
        if name != ANY_AGAINST_NONE
    )
    return (
        f"ROC AUC of shown against nothing {_figure_text(metrics['roc_auc_shown_against_none'])}, "
        f"{apart}area under risk and coverage {metrics['risk_coverage']['area']:.5f}, "
        f"Brier score {metrics['brier_score']:.4f}, log loss {metrics['log_loss']:.4f}, "
        f"expected calibration error {_figure_text(calibration['error'])}, "
        f"of top scores under 0.99 {_figure_text(calibration['error_below_0.99'])}."
    )


def answered(risk: dict[str, Any]) -> str:
    """Say in a sentence how many pictures can be answered at which share of wrong answers."""
    shares = (f"{one['coverage']:.1%} at {one['error']:.1%} wrong" for one in risk["answered"])
    return f"Pictures that can be answered, the surest first: {', '.join(shares)}."


def _figure_text(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def share(r: dict[str, Any]) -> str:
    """Write a rate that `evaluate` returned, "-" if it is of nothing."""
    return "-" if r["value"] is None else f"{r['value']:.2%}"


def _row(name: str, r: dict[str, Any]) -> str:
    if not r["n"]:
        return f"| {name} | - | 0 | - |"
    return (
        f"| {name} | {r['value']:.2%} ({r['hits']:.0f}) | {r['n']:.0f} "
        f"| {r['low']:.2%} to {r['high']:.2%} |"
    )


def _bin_line(b: dict[str, float]) -> str:
    span = f"{b['low']:.1f}-{b['high']:.1f}"
    return f"| {span} | {b['n']} | {b['confidence']:.3f} | {b['accuracy']:.3f} |"


def _source_line(name: str, row: dict[str, Any]) -> str:
    apart, right, unsure = row["told_apart"], row["right"], row["not_sure"]
    return (
        f"| {name} | {share(apart)} | {apart['n']} "
        f"| {share(right)} | {share(unsure)} | {right['n']} |"
    )


def _confusion_lines(confusion: dict[str, dict[str, int]]) -> list[str]:
    answers = sorted({answer for row in confusion.values() for answer in row})
    return [
        f"| shows \\ answer | {' | '.join(answers)} |",
        f"| --- |{' --- |' * len(answers)}",
        *(
            f"| {truth} | {' | '.join(str(row.get(answer, 0)) for answer in answers)} |"
            for truth, row in confusion.items()
        ),
    ]


def contact_sheet(path: Path, root: Path, scored: Scored) -> None:
    """Draw the wrong and unsure answers, the most confidently wrong first.

    Args:
        path: The PNG to write.
        root: The data folder.
        scored: Pictures with their scores.
    """
    chosen = worst_first(scored)
    rows = max(1, -(-len(chosen) // COLUMNS))
    sheet = Image.new("RGB", (COLUMNS * TILE, rows * (TILE + 44)), "white")
    draw = ImageDraw.Draw(sheet)
    for place, index in enumerate(chosen):
        x, y = place % COLUMNS * TILE, place // COLUMNS * (TILE + 44)
        picture = open_image(root / scored.pictures[index].path)
        picture.thumbnail((TILE - 6, TILE - 6))
        sheet.paste(picture, (x + 3, y + 3))
        draw.multiline_text((x + 3, y + TILE), _caption(scored, index), "black")
    sheet.save(path)


def _caption(scored: Scored, index: int) -> str:
    scores = ", ".join(
        f"{label.name} {score:.2f}"
        for label, score in zip(scored.labels, scored.scores[index], strict=True)
    )
    name = scored.pictures[index].path.rsplit("/", 1)[-1]
    return f"{name[:28]}\n{scored.truths[index]}: {scored.answers[index]}\n{scores}"
