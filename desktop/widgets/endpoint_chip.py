"""The small button that says how the endpoint is doing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.services.endpoint import EndpointState, Reach
from desktop.widgets import words

_DOT = 10
_COLOURS = {
    Reach.CHECKING: QColor("#d08a00"),
    Reach.READY: QColor("#1f9d55"),
    Reach.UNREACHABLE: QColor("#d0342c"),
}


class EndpointChip(QToolButton):
    """Off, checking, ready or unreachable, as a dot and in words; a click opens the settings.

    The words carry the state, so nobody has to tell the colours apart.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show "off" until `set_state` is called."""
        super().__init__(parent)
        self.setObjectName("endpointChip")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(_DOT, _DOT))
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._state = EndpointState(Reach.OFF)
        self.set_state(self._state)

    def set_state(self, state: EndpointState) -> None:
        """Show how the endpoint is doing."""
        self._state = state
        said = words.reach(state)
        self.setText(said)
        self.setAccessibleName(self.tr("Cloud endpoint: {state}").format(state=said))
        explained = words.reach_explained(state)
        self.setToolTip(explained)
        self.setAccessibleDescription(explained)
        self.setIcon(QIcon(self._dot()))

    def changeEvent(self, event: QEvent) -> None:
        """Draw the dot anew when light becomes dark."""
        if event.type() == QEvent.Type.PaletteChange:
            self.setIcon(QIcon(self._dot()))
        super().changeEvent(event)

    def _dot(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(QSize(_DOT, _DOT) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring = QRectF(1, 1, _DOT - 2, _DOT - 2)
        colour = _COLOURS.get(self._state.reach)
        painter.setPen(colour or self.palette().color(QPalette.ColorRole.PlaceholderText))
        if colour is not None:
            painter.setBrush(colour)
        painter.drawEllipse(ring)
        painter.end()
        return pixmap
