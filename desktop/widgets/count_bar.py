"""How many pictures have which answer; a click shows just those."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.services.arrange import Filter
from desktop.services.collection import Counts
from desktop.services.photo import State
from desktop.widgets import words
from desktop.widgets.flow_row import FlowRow
from petsight.labels import NEITHER, NOT_SURE


class CountBar(FlowRow):
    """A row of buttons such as "All 12", "Cat 5" and "Failed 1" whose numbers add up.

    One more counts those that a person corrected, which are among the others too.

    Signals:
        asked: With the `Filter` that shows what a button counts.
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until `set_counts` is called."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Counts"))
        self._buttons: dict[Filter, QToolButton] = {}
        self._used: set[Filter] = set()
        self._filter = Filter()

    def set_counts(self, counts: Counts, corrected: int = 0) -> None:
        """Show how many pictures have which answer.

        Args:
            counts: Of what is searched for, or of everything.
            corrected: How many of these a person corrected.
        """
        shown = {Filter(): (self.tr("All"), counts.total)}
        for label in sorted(counts.answers, key=_rank):
            shown[filter_for(label)] = (words.answer(label), counts.answers[label])
        shown[Filter(state=State.FAILED)] = (words.state(State.FAILED), counts.failed)
        shown[Filter(state=State.WAITING)] = (words.state(State.WAITING), counts.waiting)
        shown[Filter(corrected=True)] = (self.tr("Corrected"), corrected)
        if list(shown) != list(self._buttons):
            self._line_up(list(shown))
        self._used = {wanted for wanted, (_, count) in shown.items() if count}
        for wanted, (name, count) in shown.items():
            self._buttons[wanted].setText(f"{name}  {words.number(count)}")
        self._mark()

    def set_filter(self, chosen: Filter) -> None:
        """Mark the button of what is shown."""
        self._filter = replace(chosen, text="")
        self._mark()

    def _mark(self) -> None:
        """Show the buttons that count something, and the one of what is shown in any case."""
        for wanted, button in self._buttons.items():
            button.setChecked(wanted == self._filter)
            button.setVisible(wanted in self._used or wanted in (Filter(), self._filter))

    def _line_up(self, order: list[Filter]) -> None:
        known = self._buttons
        self._buttons = {
            wanted: known[wanted] if wanted in known else self._make(wanted) for wanted in order
        }
        self.set_widgets(list(self._buttons.values()))

    def _make(self, wanted: Filter) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self._clicked(wanted))
        return button

    def _clicked(self, wanted: Filter) -> None:
        # A click takes the mark away or gives it; only `set_filter` shall.
        self._buttons[wanted].setChecked(wanted == self._filter)
        self.asked.emit(wanted)


def filter_for(label: str) -> Filter:
    """Return what shows just the pictures with an answer."""
    return Filter(sure=False) if label == NOT_SURE else Filter(answer=label)


def _rank(label: str) -> tuple[bool, bool, str]:
    """Sort labels by name, then "neither", then "not sure"."""
    return label == NOT_SURE, label == NEITHER, label
