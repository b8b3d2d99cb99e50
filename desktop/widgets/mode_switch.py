"""The switch that says where answers come from, with a line on what that means."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from desktop.widgets import words
from desktop.widgets.parts import column, row, text
from petsight.mode import Mode

_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_SEGMENTS: Final = """
QToolButton { border-radius: 0; margin-left: -1px; padding: 5px 14px; }
QToolButton:focus { padding: 4px 13px; }
QToolButton:checked { background: palette(highlight); color: palette(highlighted-text); }
QToolButton[segment="device"] { border-top-left-radius: 8px; border-bottom-left-radius: 8px; }
QToolButton[segment="cloud"] { border-top-right-radius: 8px; border-bottom-right-radius: 8px; }
QToolButton:checked:focus { border-color: palette(text); }
"""


class ModeSwitch(QWidget):
    """Three buttons of which one is down, and what that one does and uploads.

    Signals:
        chosen(Mode): A person chose another mode. The switch shows it at once; who must ask first
            calls `set_mode` to take it back.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show "device" until `set_mode` is called."""
        super().__init__(parent)
        self.setAccessibleName(self.tr("Where answers come from"))
        self._mode = Mode.DEVICE
        self._group = QButtonGroup(self)
        self._buttons = {mode: self._add_button(mode) for mode in Mode}
        self._line = text(role="muted")
        segments = row(spacing=0)
        self.setStyleSheet(_SEGMENTS)
        for button in self._buttons.values():
            segments.addWidget(button)
        segments.addStretch()
        layout = column(self, spacing=4)
        layout.addLayout(segments)
        layout.addWidget(self._line)
        self._group.buttonClicked.connect(self._clicked)
        self.set_mode(Mode.DEVICE)

    @property
    def mode(self) -> Mode:
        """The mode that is shown."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Show a mode; `chosen` stays silent."""
        self._mode = mode
        self._buttons[mode].setChecked(True)
        for value, button in self._buttons.items():
            # One stop for the Tab key; the arrows move within, as in every group of radio buttons.
            here = value is mode
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        self._line.setText(words.mode_explained(mode))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move to the next mode by the arrow keys."""
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
            return
        modes = list(Mode)
        position = modes.index(self._mode) + step
        if 0 <= position < len(modes):
            self._choose(modes[position])
            self._buttons[self._mode].setFocus(Qt.FocusReason.TabFocusReason)

    def _add_button(self, mode: Mode) -> QToolButton:
        button = QToolButton()
        button.setText(words.mode(mode))
        button.setCheckable(True)
        button.setProperty("segment", mode.value)
        button.setToolTip(words.mode_explained(mode))
        button.setAccessibleDescription(words.mode_explained(mode))
        self._group.addButton(button)
        return button

    def _clicked(self, button: QToolButton) -> None:
        self._choose(next(mode for mode, known in self._buttons.items() if known is button))

    def _choose(self, mode: Mode) -> None:
        if mode is not self._mode:
            self.set_mode(mode)
            self.chosen.emit(mode)
