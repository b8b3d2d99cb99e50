"""Names and values below each other, to be read, selected and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.widgets.parts import mark
from desktop.widgets.value import Value


class Facts(QWidget):
    """Two columns; a value breaks anywhere rather than widen the window."""

    def __init__(self, parent: QWidget | None = None, *, lines: int = 0) -> None:
        """Show nothing until `set_facts` is called.

        Args:
            parent: The panel or dialog.
            lines: How many to make ahead, where there will be no time for it later.
        """
        super().__init__(parent)
        self._lines: list[tuple[QLabel, Value]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        for _ in range(lines):
            self._add_line()

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show names and values; those without a value are left out."""
        known = [fact for fact in facts if fact[1]]
        # Widgets are used again: to make them takes longer than a frame.
        while len(self._lines) < len(known):
            self._add_line()
        for place, (name, value) in enumerate(self._lines):
            shown = place < len(known)
            if shown:
                name.setText(known[place][0])
                value.set_value(known[place][1], known[place][0])
            name.setVisible(shown)
            value.setVisible(shown)

    def _add_line(self) -> None:
        name, value = QLabel(), Value()
        name.setTextFormat(Qt.TextFormat.PlainText)
        mark(name, "muted")
        line = len(self._lines)
        self._grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(value, line, 1)
        name.hide()
        value.hide()
        self._lines.append((name, value))
