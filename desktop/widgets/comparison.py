"""What device and cloud say to one picture, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.services.photo import Comparison, Failure
from desktop.widgets import words
from desktop.widgets.parts import breakable, clear, column, text
from desktop.widgets.score_bars import ScoreBars, thresholds
from petsight.prediction import Prediction

if TYPE_CHECKING:
    from petsight.modelfile import ModelInfo


class ComparisonView(QWidget):
    """Two columns with an answer each, and whether they agree."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until `set_comparison` is called."""
        super().__init__(parent)
        self._agreement = text()
        self._columns = QGridLayout()
        self._columns.setHorizontalSpacing(16)
        for place in (0, 1):
            self._columns.setColumnStretch(place, 1)
        layout = column(self)
        layout.addWidget(self._agreement)
        layout.addLayout(self._columns)

    def set_comparison(self, comparison: Comparison, model: ModelInfo | None) -> None:
        """Show both answers.

        Args:
            comparison: The answers, or why there is none.
            model: This device's model, whose thresholds are marked where it gave the answer.
        """
        self._agreement.setText(words.agreement(comparison))
        clear(self._columns)
        self._add(0, self.tr("This device"), comparison.device, model)
        self._add(1, self.tr("Cloud"), comparison.cloud, model)

    def _add(
        self, place: int, title: str, side: Prediction | Failure, model: ModelInfo | None
    ) -> None:
        self._columns.addWidget(text(title, "muted"), 0, place)
        if isinstance(side, Failure):
            self._columns.addWidget(text(words.failure(side)), 1, place)
            return
        bars = ScoreBars(slim=True)
        bars.set_scores(side.scores, thresholds(side, model))
        verdict = text(words.verdict(side))
        verdict.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._columns.addWidget(verdict, 1, place)
        self._columns.addWidget(bars, 2, place)
        self._columns.addWidget(text(breakable(side.model), "muted"), 3, place)
