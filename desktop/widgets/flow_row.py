"""A row of widgets that goes on in the next line where the width ends, like text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

SPACING: Final = 6
"""Between widgets and between lines, in pixels."""


class FlowRow(QWidget):
    """Gives every widget its own size; the height follows from the width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without widgets."""
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Show these, in this order; those shown before and not now are let go."""
        for widget in self._widgets:
            if widget not in widgets:
                widget.hide()
                widget.deleteLater()
        for widget in widgets:
            if widget.parentWidget() is not self:
                decided = widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
                stays_hidden = decided and widget.isHidden()
                widget.setParent(self)
                widget.setVisible(not stays_hidden)
        self._widgets = list(widgets)
        self._place()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Say that narrow means high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width, in pixels."""
        return max((rect.bottom() + 1 for _, rect in self._lines(width)), default=0)

    def sizeHint(self) -> QSize:
        """Return the size of the lines at the present width."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Ask for the height alone: any width will do."""
        return QSize(0, self.heightForWidth(self.width()))

    def event(self, event: QEvent) -> bool:
        """Place the widgets anew when one of them wants another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Break the lines anew."""
        self._place()
        self.updateGeometry()

    def _place(self) -> None:
        for widget, rect in self._lines(self.width()):
            widget.setGeometry(rect)

    def _lines(self, width: int) -> list[tuple[QWidget, QRect]]:
        """Return where each widget that is shown stands at a width."""
        placed = []
        x = y = line = 0
        for widget in self._widgets:
            if widget.isHidden():
                continue
            size = widget.sizeHint()
            size.setWidth(min(size.width(), max(width, 1)))
            if x and x + size.width() > width:
                x, y, line = 0, y + line + SPACING, 0
            placed.append((widget, QRect(QPoint(x, y), size)))
            x += size.width() + SPACING
            line = max(line, size.height())
        return placed
