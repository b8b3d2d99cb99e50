"""What a part of the window says, as a person reads it."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QWidget

from desktop.widgets.value import Value

Widget = TypeVar("Widget", bound=QWidget)


def visible(widget: QWidget, kind: type[Widget]) -> list[Widget]:
    """What is to be seen, once Qt has laid out what is new."""
    QCoreApplication.processEvents()
    return [child for child in widget.findChildren(kind) if child.isVisible()]


def said(widget: QWidget) -> str:
    """Every text in order, one a line, with ordinary blanks and no marks where it may break."""
    texts = [_text(child) for child in visible(widget, QWidget)]
    return "\n".join(text for text in texts if text)


def _text(widget: QWidget) -> str | None:
    if isinstance(widget, QLabel):
        return widget.text().replace("\u200b", "").replace("\u00a0", " ")
    return widget.toPlainText().replace("\u00a0", " ") if isinstance(widget, Value) else None
