"""The sections of a run's page, each with a sentence for those who read such figures first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from model_training import plots
from model_training.honesty.tables import drop
from model_training.page.html import (
    details,
    paragraph,
    pictures,
    section,
    sheet,
    table,
)
from model_training.page.html import (
    plots as plot_grid,
)
from model_training.report import share
from model_training.wanted import Compared

MOST: Final = 120
"""Mistakes shown as pictures."""

_ANSWERS: Final = {
    "right": "answered right",
    "wrong": "answered wrong",
    "not_sure": 'answered "not sure"',
    "wrong_among_sure": "wrong among the sure answers",
    "shown_answered_neither": 'something is shown, answered "neither"',
    "shown_answered_not_sure": 'something is shown, answered "not sure"',
    "none_answered_with_label": "nothing is shown, answered with a label",
    "none_answered_not_sure": 'nothing is shown, answered "not sure"',
}


def summary(about: Mapping[str, Any], compared: Sequence[Compared]) -> str:
    """Say what the page is about, and hold the figures against those wanted."""
    intro = paragraph(
        f"What the model {about['name']} {about['version']} (tier {about['tier']}, "
        f"{about['size']} pixels) answers to pictures that it was not trained on. It gives every "
        "label a probability; what is neither likely nor unlikely enough makes the answer "
        '"not sure".'
    )
    if not compared:
        return intro
    rows = [[c.figure, c.wanted, c.measured, "yes" if c.met else "no"] for c in compared]
    missed = [number for number, c in enumerate(compared) if not c.met]
    head = ["figure", "wanted", "measured", "reached"]
    return intro + section("Wanted and measured", table(head, rows, missed))


def answers(title: str, figures: Mapping[str, Any]) -> str:
    """Show how often which answer was given: in all, by source and by what is shown."""
    rates = {"labels told apart": figures["told_apart"]}
    rates |= {text: figures["answers"][key] for key, text in _ANSWERS.items()}
    rows = [[name, share(r), *_evidence(r)] for name, r in rates.items()]
    sources = [
        [
            *(name, share(r["told_apart"]), str(r["told_apart"]["n"])),
            *(share(r["right"]), share(r["not_sure"]), str(r["right"]["n"])),
        ]
        for name, r in figures["sources"].items()
    ]
    return section(
        f"{title}: {figures['pictures']}",
        paragraph(
            '"Told apart" asks only which label has the highest score, on pictures that show '
            "exactly one. The interval says how far the true share may lie from the counted one "
            "(Wilson, 95 %)."
        ),
        table(["figure", "share", "pictures", "of", "interval"], rows),
        "<h3>By source</h3>",
        table(["source", "told apart", "of", "right", "not sure", "of"], sources),
        "<h3>What is shown, and what was answered</h3>",
        _confusion(figures["confusion"]),
    )


def _evidence(r: Mapping[str, Any]) -> list[str]:
    if not r["n"]:
        return ["0", "0", "-"]
    return [str(r["hits"]), str(r["n"]), f"{r['low']:.2%} to {r['high']:.2%}"]


def _confusion(confusion: Mapping[str, Mapping[str, int]]) -> str:
    columns = sorted({answer for row in confusion.values() for answer in row})
    rows = [
        [truth, *(str(row.get(column, 0)) for column in columns)]
        for truth, row in confusion.items()
    ]
    return table(["shows", *(f"answered {column}" for column in columns)], rows)


def without_excluded(metrics: Mapping[str, Any]) -> str:
    """Show the main figure with and without the pictures whose label or part is in question."""
    rows = []
    for name in [name for name in metrics if name.endswith("_without_excluded")]:
        part = name.removesuffix("_without_excluded")
        pair = [metrics[key]["told_apart"] for key in (part, name)]
        rows.append([part, *(f"{r['n'] - r['hits']} of {r['n']} ({share(r)})" for r in pair)])
    if not rows:
        return ""
    return section(
        "Without pictures in question",
        paragraph("Wrong of all, with and without pictures whose label is wrong or that leaked."),
        table(["part", "all", "without those in question"], rows),
    )


def hard_cases(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Show what was answered to pictures that look like pets, or hardly like the pets they show."""
    if not tables:
        return ""
    head = ["kind", "labelled", "pictures", "right", "not sure", "wrong"]
    parts = []
    for title, rows in tables.items():
        counted = [[r["n"], r["right"], r["not_sure"], len(r["wrong"])] for r in rows]
        cells = [
            [r["kind"], r["shows"], *map(str, counts)]
            for r, counts in zip(rows, counted, strict=True)
        ]
        parts.append(f"<h3>{title.capitalize()}</h3>{table(head, cells)}")
    note = "So few pictures show how a model errs, hardly how often."
    return section("Hard cases", paragraph(note), *parts)


def robustness(document: Mapping[str, Any]) -> str:
    """Show what worse pictures cost, and the answers to two animals in one picture."""
    rows = [
        [
            *(f"{r['kind']}: {r['meaning']}", str(r["level"]), share(r["told_apart"]), drop(r)),
            *(f"{r['newly_wrong']} / {r['newly_right']}", share(r["not_sure"])),
        ]
        for r in document["distortions"]
    ]
    plain, both = document["plain"], document["both"]
    head = ["distortion", "level", "told apart", "points lost", "newly wrong / right", "not sure"]
    named = ", ".join(f"{answer} {count}" for answer, count in both["answers"].items())
    return section(
        "Worse pictures",
        paragraph(
            f"The held-out pictures, made worse on purpose. As they are, the labels of "
            f"{share(plain['told_apart'])} of {plain['told_apart']['n']} are told apart."
        ),
        plot_grid((plots.robustness_plot(document["distortions"]), "Lower is worse.")),
        table(head, rows),
        "<h3>Two in one picture</h3>",
        paragraph(
            f"Of {both['right']['n']} mosaics of two held-out pictures with different labels, "
            f"{share(both['right'])} were answered with both. Answers: {named}. Real photos of "
            "both were not measured."
        ),
    )


def mistakes(title: str, metrics: Mapping[str, Any], part: str, data: Path | None) -> str:
    """Show the pictures with wrong and unsure answers, the most confidently wrong first."""
    found = metrics[part]["mistakes"]
    names = list(metrics["model"]["thresholds"])
    figures = (
        pictures(
            [data / one["path"]] if data else [],
            [
                one["path"].rsplit("/", 1)[-1],
                f"shows {one['truth']}, answered {one['answer']}",
                ", ".join(f"{n} {s:.2f}" for n, s in zip(names, one["scores"], strict=True)),
            ],
        )
        for one in found[:MOST]
    )
    note = f", the worst {MOST} of them shown" if len(found) > MOST else ""
    gone = "" if data else paragraph("The pictures are no longer where they were measured.")
    return section(f"{title}, {len(found)}{note}", gone, sheet(figures))


def origin(metrics: Mapping[str, Any], config: Any) -> str:
    """Say what exactly was measured, and how it was made."""
    about = metrics["model"]
    rows = [
        ["model file, sha256", about["sha256"]],
        ["its network, sha256", about["flatbuffer_sha256"]],
        *([name.replace("_", " "), str(value)] for name, value in about["training"].items()),
        *(
            [f"{label}: accept from, reject up to", f"{accept:g}, {reject:g}"]
            for label, (accept, reject) in about["thresholds"].items()
        ),
        ["pictures measured on, sha256", metrics["data_sha256"]],
    ]
    parts = [table(["what", "value"], rows)]
    if config is not None:
        parts.append(details("Configuration", json.dumps(config, indent=2)))
    return section("Where it comes from", *parts)


def left_out(sentences: Sequence[str]) -> str:
    """Say which files of the folder are not shown, and why."""
    return section("Left out", *map(paragraph, sentences)) if sentences else ""
