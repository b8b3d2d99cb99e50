"""Scores as bars, with the thresholds that decide marked on them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop.widgets import words
from desktop.widgets.parts import breakable, text
from desktop.widgets.theme import tones_of
from petsight.labels import Label

if TYPE_CHECKING:
    from petsight.modelfile import ModelInfo
    from petsight.prediction import Prediction

MOST: Final = 8
"""Labels that are shown."""
_HEIGHT: Final = 18
_BAR: Final = 8


def telling(scores: Mapping[str, float]) -> dict[str, float]:
    """Return the highest scores in the model's order; a model may have hundreds of labels."""
    highest = sorted(scores, key=lambda name: scores[name], reverse=True)[:MOST]
    return {name: score for name, score in scores.items() if name in highest}


def thresholds(prediction: Prediction, model: ModelInfo | None) -> tuple[Label, ...]:
    """Return the thresholds that made an answer, where it is of this model; else none."""
    own = model is not None and prediction.model == f"{model.name} {model.version}"
    return model.labels if model is not None and own else ()


class ScoreBar(QWidget):
    """One score from 0 to 1 as a bar; two fine marks show where "no" ends and "yes" begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show 0 until `set_score` is called."""
        super().__init__(parent)
        self._score = 0.0
        self._label: Label | None = None
        self._strong = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_score(self, name: str, score: float, label: Label | None, *, strong: bool) -> None:
        """Show a score.

        Args:
            name: The label's name.
            score: From 0 to 1.
            label: Its thresholds, where they are known.
            strong: Whether the bar catches the eye, as one does that says yes.
        """
        self._score = score
        self._label = label
        self._strong = strong
        self.setAccessibleName(f"{words.answer(name)}: {words.percent(score)}")
        described = "" if label is None else self._describe(label)
        self.setAccessibleDescription(described)
        self.setToolTip(described)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size for Qt's layouts."""
        return QSize(120, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the least size that can still be read."""
        return QSize(60, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the trough, the bar and the marks."""
        tones = tones_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        trough = QRectF(0, (self.height() - _BAR) / 2, self.width(), _BAR)
        painter.setBrush(QColor(tones.sunken))
        painter.drawRoundedRect(trough, _BAR / 2, _BAR / 2)
        filled = QRectF(trough)
        filled.setWidth(max(_BAR, trough.width() * self._score))
        painter.setBrush(QColor(tones.accent if self._strong else tones.muted))
        painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)
        if self._label is not None:
            painter.setBrush(QColor(tones.text))
            for threshold in (self._label.reject, self._label.accept):
                left = min(self.width() * threshold, self.width() - 1.5)
                painter.drawRect(QRectF(left, 1, 1.5, _HEIGHT - 2))
        painter.end()

    def _describe(self, label: Label) -> str:
        sentence = self.tr(
            "The two marks: up to {reject} counts as no, from {accept} as yes; between is open."
        )
        return sentence.format(
            reject=words.percent(label.reject, 0), accept=words.percent(label.accept, 0)
        )


class ScoreBars(QWidget):
    """A row for every label: its name, the bar, the percentage."""

    def __init__(self, parent: QWidget | None = None, *, slim: bool = False) -> None:
        """Show nothing until `set_scores` is called.

        Args:
            parent: The widget around it.
            slim: Whether each bar stands below its name, for half a panel.
        """
        super().__init__(parent)
        self._slim = slim
        self._rows: list[tuple[QLabel, ScoreBar, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0 if slim else 1, 1)

    def set_scores(self, scores: Mapping[str, float], labels: Sequence[Label] = ()) -> None:
        """Show scores.

        Args:
            scores: From 0 to 1, by label.
            labels: With the thresholds to mark; none where the answer came from a model whose
                thresholds are not known here.
        """
        known = {label.name: label for label in labels}
        shown = list(telling(scores).items())
        strong_from = _least_yes(scores, known)
        # Widgets are used again: to make them takes longer than a frame.
        while len(self._rows) < len(shown):
            self._add_row()
        for place, row in enumerate(self._rows):
            for widget in row:
                widget.setVisible(place < len(shown))
        for (title, bar, figure), (name, score) in zip(self._rows, shown, strict=False):
            written = words.answer(name)
            title.setText(breakable(written) if self._slim else written)
            bar.set_score(name, score, known.get(name), strong=score >= strong_from)
            figure.setText(words.percent(score))
            for beside in (title, figure):
                beside.setToolTip(bar.toolTip())

    def _add_row(self) -> None:
        title, bar, figure = text() if self._slim else QLabel(), ScoreBar(), QLabel()
        title.setTextFormat(Qt.TextFormat.PlainText)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line = len(self._rows)
        if self._slim:
            self._grid.addWidget(title, 2 * line, 0)
            self._grid.addWidget(figure, 2 * line, 1)
            self._grid.addWidget(bar, 2 * line + 1, 0, 1, 2)
        else:
            for column, widget in enumerate((title, bar, figure)):
                self._grid.addWidget(widget, line, column)
        self._rows.append((title, bar, figure))


def _least_yes(scores: Mapping[str, float], known: Mapping[str, Label]) -> float:
    """Return the lowest score that says yes, infinity where none does.

    A longer bar never looks weaker than one that says yes. Where no thresholds are known, nothing
    tells the scores apart but their length.
    """
    accepted = (
        score for name, score in scores.items() if name not in known or score >= known[name].accept
    )
    return min(accepted, default=math.inf)
