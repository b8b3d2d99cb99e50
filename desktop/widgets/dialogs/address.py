"""The address of an endpoint, and below it what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedWidget, QWidget

from desktop.services.endpoint import completed
from desktop.widgets import words
from desktop.widgets.parts import breakable, column, text
from petsight.cloud.endpoint import Endpoint, parse_endpoint
from petsight.errors import EndpointError

_LINES = 2
"""What nearly every complaint takes; the fields below then stay where they are."""


class AddressField(QWidget):
    """A field with a line of advice, which makes room for a complaint until the next edit.

    Signals:
        edited(): Another address stands there.
        left(): A person is done with it, at least for now.

    Attributes:
        edit: What is written into.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, url: str, parent: QWidget | None = None) -> None:
        """Show an address.

        Args:
            url: Empty for none yet.
            parent: The dialog.
        """
        super().__init__(parent)
        self.edit = QLineEdit(url)
        self.edit.setPlaceholderText("https://…")
        advice = self.tr("It begins with https:// or, on this device, with http://.")
        self._advice = _line(text(advice, "muted"))
        self._complaint = _line(text())
        self._below = QStackedWidget()
        self._below.addWidget(self._advice)
        self._below.addWidget(self._complaint)
        layout = column(self, spacing=4)
        layout.addWidget(self.edit)
        layout.addWidget(self._below)
        self.edit.textChanged.connect(self._forgive)
        self.edit.textChanged.connect(self.edited)
        self.edit.editingFinished.connect(self.left)

    @property
    def written(self) -> str:
        """The address as it was written, usable or not."""
        return self.edit.text().strip()

    def endpoint(self) -> Endpoint | None:
        """Return the endpoint that was written; complain and return None if it cannot be used."""
        if not self.written:
            self._complain(self.tr("Write the address of an endpoint first."))
            return None
        if (whole := completed(self.written)) is not None:
            self._complain(self.tr("Write the whole address: {url}").format(url=whole))
            return None
        try:
            return parse_endpoint(self.written)
        except EndpointError as exc:
            self._complain(words.core(exc.message))
            return None

    def _complain(self, sentence: str) -> None:
        self._complaint.setText(f"✗ {breakable(sentence)}")
        self._below.setCurrentWidget(self._complaint)

    def _forgive(self) -> None:
        self._below.setCurrentWidget(self._advice)


def _line(label: QLabel) -> QLabel:
    label.setMinimumHeight(_LINES * label.fontMetrics().lineSpacing())
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label
