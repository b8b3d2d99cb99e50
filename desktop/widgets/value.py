"""Text to be selected and copied."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget


class Value(QTextEdit):
    """Looks like a label and breaks inside long words, yet what is copied from it is the text.

    A label breaks only at blanks, or at invisible marks that a copied path would carry along.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing until `set_value` is called."""
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # A stop of the Tab key at every value would make the way to the buttons long.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_value(self, content: str, name: str) -> None:
        """Show a text.

        Args:
            content: Plain text.
            name: What it is, for screen readers.
        """
        self.setAccessibleName(name)
        if content != self.toPlainText():
            self.setPlainText(content)
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Say that narrow means high."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width, in pixels."""
        document = self.document().clone(None)
        document.setTextWidth(width)
        return round(document.size().height())

    def sizeHint(self) -> QSize:
        """Return the size of the lines at the present width."""
        return QSize(self.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Ask for one line: any width will do."""
        return QSize(0, self.fontMetrics().lineSpacing())
