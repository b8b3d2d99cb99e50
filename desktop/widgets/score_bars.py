"""Scores as bars, with the thresholds that decide marked on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from desktop.widgets import words
from desktop.widgets.theme import tones_of
from petsight.labels import Label

MOST: Final = 8
"""Labels that are shown."""
_HEIGHT: Final = 18
_BAR: Final = 8


def telling(scores: Mapping[str, float]) -> dict[str, float]:
    """Return the highest scores in the model's order; a model may have hundreds of labels."""
    highest = sorted(scores, key=lambda name: scores[name], reverse=True)[:MOST]
    return {name: score for name, score in scores.items() if name in highest}


class ScoreBar(QWidget):
    """One score from 0 to 1 as a bar; two fine marks show where "no" ends and "yes" begins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show 0 until `set_score` is called."""
        super().__init__(parent)
        self._score = 0.0
        self._label: Label | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_score(self, name: str, score: float, label: Label | None) -> None:
        """Show a score.

        Args:
            name: The label's name.
            score: From 0 to 1.
            label: Its thresholds, where they are known.
        """
        self._score = score
        self._label = label
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
        decided = self._label is None or not self._label.reject < self._score < self._label.accept
        painter.setBrush(QColor(tones.accent if decided else tones.muted))
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

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until `set_scores` is called."""
        super().__init__(parent)
        self._rows: list[tuple[QLabel, ScoreBar, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)

    def set_scores(self, scores: Mapping[str, float], labels: Sequence[Label] = ()) -> None:
        """Show scores.

        Args:
            scores: From 0 to 1, by label.
            labels: With the thresholds to mark; none where the answer came from a model whose
                thresholds are not known here.
        """
        known = {label.name: label for label in labels}
        shown = list(telling(scores).items())
        # Widgets are used again: to make them takes longer than a frame.
        while len(self._rows) < len(shown):
            self._add_row()
        for place, row in enumerate(self._rows):
            for widget in row:
                widget.setVisible(place < len(shown))
        for (title, bar, figure), (name, score) in zip(self._rows, shown, strict=False):
            title.setText(words.answer(name))
            bar.set_score(name, score, known.get(name))
            figure.setText(words.percent(score))
            for beside in (title, figure):
                beside.setToolTip(bar.toolTip())

    def _add_row(self) -> None:
        title, bar, figure = QLabel(), ScoreBar(), QLabel()
        title.setTextFormat(Qt.TextFormat.PlainText)
        figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, widget in enumerate((title, bar, figure)):
            self._grid.addWidget(widget, len(self._rows), column)
        self._rows.append((title, bar, figure))
