"""Answers for people: a table, or a sentence for a single picture."""

from __future__ import annotations

import shutil
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from petsight.batch import Answer
from petsight.cli.report import use_encoding
from petsight.cli.text import is_terminal, pad, paint, percent, printable, wants_colour, width
from petsight.labels import AND, NEITHER, NOT_SURE
from petsight.prediction import Prediction
from petsight.records import name_of

WIDEST_ROW: Final = 160
"""Columns of a table that does not go to a terminal; there the window decides."""

_REASONS: Final = {
    "unsure": "by the cloud: this device was not sure",
    "device failed": "by the cloud: this device failed",
    "not confirmed": "by this device: the cloud gave no answer",
    "cloud unreachable": "by this device: the cloud gave no answer",
}
"""Who answered and why, where that is not the plain answer of the chosen mode."""

_FAILED: Final = "failed"
_SCORE: Final = len("100.0 %")
_MS: Final = len("9999.9")


class Table:
    """Aligned rows and a closing summary."""

    def __init__(self, labels: Sequence[str], names: Sequence[str], *, summary: bool) -> None:
        """Lay out the columns and print their head.

        Args:
            labels: Names of the model's labels.
            names: The paths to come, which decide on the width of the first column.
            summary: Whether to close with a summary when there are several pictures.
        """
        use_encoding()
        self._colour = wants_colour(sys.stdout)
        self._summary = summary and len(names) > 1
        self._answer_width = max(len(NOT_SURE), len(" and ".join(labels[:2])))
        self._score_widths = [max(_SCORE, width(label)) for label in labels]
        # Names get what the other columns leave; a longer one shifts its own row and stays whole.
        others = sum(2 + columns for columns in (self._answer_width, *self._score_widths, _MS))
        longest = max((width(printable(name)) for name in names), default=0)
        self._name_width = max(len("file"), min(longest, _row_width() - others))
        self._labels = labels
        self._counts: Counter[str] = Counter()
        self._start = time.perf_counter()
        head = [pad("file", self._name_width), pad("answer", self._answer_width)]
        print(
            paint(
                "  ".join([*head, *self._numbers(self._labels, "ms")]), "bold", wanted=self._colour
            )
        )

    def add(self, answer: Answer) -> None:
        """Print one row."""
        name = pad(printable(name_of(answer.path)), self._name_width)
        prediction = answer.prediction
        if prediction is None:
            assert answer.error is not None
            self._counts[_FAILED] += 1
            cells = [pad(_FAILED, self._answer_width), printable(answer.error.message)]
            print(f"{name}  {paint('  '.join(cells), 'red', wanted=self._colour)}")
            return
        self._counts[prediction.label] += 1
        label = paint(
            pad(prediction.label, self._answer_width), _colour_of(prediction), wanted=self._colour
        )
        known = prediction.scores  # an endpoint's model may have other labels than the columns
        scores = [percent(known[name]) if name in known else "" for name in self._labels]
        numbers = self._numbers(scores, f"{prediction.timings_ms['total']:.1f}")
        print("  ".join([name, label, *numbers]) + _note(prediction))

    def end(self) -> None:
        """Print how many pictures got which answer; the counts add up."""
        if self._summary:
            seconds = time.perf_counter() - self._start
            counts = [f"{count} {label}" for label, count in _ordered(self._counts)]
            print(f"\n{self._counts.total()} pictures in {seconds:.1f} s: {', '.join(counts)}")

    def _numbers(self, scores: Sequence[str], milliseconds: str) -> list[str]:
        cells = zip([*scores, milliseconds], [*self._score_widths, _MS], strict=True)
        return [pad(text, columns, right=True) for text, columns in cells]


class Sentence:
    """One picture's answer in words."""

    def __init__(self) -> None:
        use_encoding()
        self._colour = wants_colour(sys.stdout)

    def add(self, answer: Answer) -> None:
        """Print the answer, and every score below it."""
        name = printable(name_of(answer.path))
        prediction = answer.prediction
        if prediction is None:
            assert answer.error is not None
            print(f"{name}: {paint(printable(answer.error.message), 'red', wanted=self._colour)}")
            return
        words = paint(in_words(prediction), _colour_of(prediction), wanted=self._colour)
        print(f"{name}: {words}{_note(prediction)}")
        scores = [f"{label} {percent(score)}" for label, score in prediction.scores.items()]
        details = "   ".join([*scores, f"{prediction.timings_ms['total']:.0f} ms"])
        print(paint(f"  {details}", "dim", wanted=self._colour))

    def end(self) -> None:
        """Print nothing."""


def in_words(prediction: Prediction) -> str:
    """Say an answer so that "neither" and "not sure" explain themselves.

    Args:
        prediction: The answer.

    Returns:
        For example "cat (99.7 %)" or "not sure: looks like a cat (62.0 %)".
    """
    scores = prediction.scores
    if prediction.label == NEITHER:
        absent = [f"no {label} ({percent(score)})" for label, score in scores.items()]
        return f"{NEITHER}: {', '.join(absent)}"
    if prediction.label == NOT_SURE:
        return f"{NOT_SURE}: {_guess(scores)}"
    present = prediction.label.split(AND)
    if len(present) == 1:
        return f"{prediction.label} ({percent(scores[prediction.label])})"
    inside = ", ".join(f"{label} {percent(scores[label])}" for label in present)
    return f"{prediction.label} ({inside})"


def _row_width() -> int:
    return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else WIDEST_ROW


def _guess(scores: Mapping[str, float]) -> str:
    likely = [label for label, score in scores.items() if score >= 0.5]
    shown = likely or [max(scores, key=lambda label: scores[label])]
    things = [f"{_article(label)} {label} ({percent(scores[label])})" for label in shown]
    return ("looks like " if likely else "hardly ") + " and ".join(things)


def _article(noun: str) -> str:
    return "an" if noun[:1].lower() in set("aeiou") else "a"


def _note(prediction: Prediction) -> str:
    if prediction.reason is None:
        return ""
    detail = f", {prediction.detail.replace('_', ' ')}" if prediction.detail else ""
    return f"  ({_REASONS[prediction.reason]}{detail})"


def _colour_of(prediction: Prediction) -> str | None:
    return {NOT_SURE: "yellow", NEITHER: "dim"}.get(prediction.label, "green")


def _ordered(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Most frequent first, but failures last."""
    return sorted(counts.items(), key=lambda item: (item[0] == _FAILED, -item[1], item[0]))
