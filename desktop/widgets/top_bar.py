"""The upper edge of the window: open, where answers come from, and a menu of the rest."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from desktop.widgets.actions import Actions
from desktop.widgets.endpoint_chip import EndpointChip
from desktop.widgets.front import ONE_LINE
from desktop.widgets.glyphs import glyph_icon
from desktop.widgets.mode_switch import ModeSwitch
from desktop.widgets.parts import mark
from desktop.widgets.theme import tones_of

WITH_WORDS: Final = 440
"""Below this width the button to open has its drawing alone."""


class TopBar(QWidget):
    """Holds the mode switch and the endpoint's chip.

    Attributes:
        mode: The switch.
        chip: The endpoint's state.
        menu: Everything that concerns the window.
    """

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        """Make the parts."""
        super().__init__(parent)
        self.mode = ModeSwitch()
        self.mode.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.chip = EndpointChip()
        self._open = QPushButton(self.tr("Open"))
        self._open.setAccessibleName(self.tr("Open"))
        mark(self._open, "primary")
        opening = QMenu(self._open)
        opening.addActions((actions.open_files, actions.open_folder, actions.paste))
        self._open.setMenu(opening)
        self._more = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        mark(self._more, "quiet")
        self._more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._more.setIconSize(QSize(20, 20))
        self._more.setToolTip(self.tr("More"))
        self._more.setAccessibleName(self.tr("More"))
        self.menu = QMenu(self._more)
        actions.fill_menu(self.menu)
        self._more.setMenu(self.menu)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._wide: bool | None = None
        self._arrange(wide=True)
        self._draw()
        for first, second in (
            (self._open, self.mode),
            (self.mode, self.chip),
            (self.chip, self._more),
        ):
            QWidget.setTabOrder(first, second)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when light becomes dark."""
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one line or two."""
        width = event.size().width()
        self._arrange(wide=width >= ONE_LINE)
        self._open.setText(self.tr("Open") if width >= WITH_WORDS else "")

    def _arrange(self, *, wide: bool) -> None:
        if wide is self._wide:
            return
        self._wide = wide
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(self._open, 0, 0, top | left)
        if wide:
            self._grid.addWidget(self.mode, 0, 1, top)
        else:
            self._grid.addWidget(self.mode, 1, 0, 1, 4)
        self._grid.addWidget(self.chip, 0, 2, top)
        self._grid.addWidget(self._more, 0, 3, top)
        self._grid.setColumnStretch(0, 0 if wide else 1)
        self._grid.setColumnStretch(1, 1 if wide else 0)

    def _draw(self) -> None:
        tones = tones_of(self.palette())
        self._open.setIcon(glyph_icon("add", QColor(tones.on_accent)))
        self._more.setIcon(glyph_icon("more", QColor(tones.text), side=20))
