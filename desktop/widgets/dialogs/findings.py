"""What the check of an endpoint found."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.widgets import words
from desktop.widgets.facts import Facts
from desktop.widgets.parts import column, text
from petsight.selftest import SelfTest

_LINES = 18
"""A verdict and everything that a good endpoint tells, one of them at length."""


class Findings(QWidget):
    """A verdict, what the endpoint serves, and every check with its outcome."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Find nothing yet, and keep the place for it, so that the buttons below do not move."""
        super().__init__(parent)
        self._verdict = text()
        self._facts = Facts()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = column(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addWidget(self._verdict)
        layout.addWidget(self._facts)
        layout.addStretch()
        self.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        self.clear()

    def clear(self) -> None:
        """Forget what was found: it is about something else."""
        self._show(self.tr("“Check” asks the endpoint and tells here what it serves."), [])

    def show_busy(self, seconds: float) -> None:
        """Say that the check is under way.

        Args:
            seconds: That one answer may take.
        """
        asking = self.tr(
            "Asking the endpoint… First what it serves, then about some test pictures. Its first "
            "answer may take up to {time}."
        )
        self._show(asking.format(time=words.duration(seconds)), [])

    def show_failure(self, sentence: str) -> None:
        """Say why nothing could be checked, or kept."""
        self._show(f"✗ {sentence}", [])

    def show_found(self, found: SelfTest) -> None:
        """Show what was found."""
        verdict = (
            self.tr("✓ This endpoint works")
            if found.passed
            else self.tr("✗ This endpoint cannot be relied on")
        )
        self._show(verdict, [*self._checks(found), *self._about(found)])

    def _checks(self, found: SelfTest) -> list[tuple[str, str]]:
        names = {
            "information": self.tr("Connection"),
            "golden pictures": self.tr("Test pictures"),
            "agreement": self.tr("Agreement"),
        }
        return [
            (
                names.get(check.name, check.name),
                f"{'✓' if check.passed else '✗'} {words.core(check.detail)}",
            )
            for check in found.checks
        ]

    def _about(self, found: SelfTest) -> list[tuple[str, str]]:
        facts = found.facts
        names = {
            "model": self.tr("Model"),
            "labels": self.tr("Labels"),
            "input": self.tr("Input"),
            "service": self.tr("Service"),
        }
        about = [(name, str(facts.get(key) or "")) for key, name in names.items()]
        times = {
            "first_ms": self.tr("First answer, after a cold start")
            if facts.get("cold_start")
            else self.tr("First answer"),
            "warm_ms": self.tr("A picture"),
        }
        for key, name in times.items():
            if isinstance(value := facts.get(key), float):
                about.append((name, words.milliseconds(value)))
        return about

    def _show(self, verdict: str, facts: list[tuple[str, str]]) -> None:
        self._verdict.setText(verdict)
        self._facts.set_facts(facts)
