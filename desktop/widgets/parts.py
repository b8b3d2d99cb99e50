"""Small parts that panels and dialogs are put together from."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

_BREAK: Final = "\u200b"


def column(parent: QWidget | None = None, spacing: int = 8) -> QVBoxLayout:
    """Make a layout from top to bottom, without a margin."""
    layout = QVBoxLayout() if parent is None else QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def row(parent: QWidget | None = None, spacing: int = 8) -> QHBoxLayout:
    """Make a layout from left to right, without a margin."""
    layout = QHBoxLayout() if parent is None else QHBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    return layout


def text(content: str = "", role: str | None = None) -> QLabel:
    """Make a label of plain text that wraps and never widens the window.

    Args:
        content: What it says.
        role: "title", or a property that the style sheet knows, such as "muted".
    """
    label = _Text()
    label.setText(content)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    policy = label.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    label.setSizePolicy(policy)
    if role == "title":
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        label.setFont(font)
    elif role is not None:
        mark(label, role)
    return label


class _Text(QLabel):
    """A label of which a screen reader hears the words, not where they may break."""

    def setText(self, content: str) -> None:
        super().setText(content)
        self.setAccessibleName(unbroken(content))


def breakable(content: str) -> str:
    """Let long words break: after the marks of a path, and after every 16 characters of a word."""
    marked = re.sub(r"[/\\._-]", f"\\g<0>{_BREAK}", content)
    return re.sub(rf"[^\s{_BREAK}]{{16}}", f"\\g<0>{_BREAK}", marked)


def unbroken(content: str) -> str:
    """Take back what `breakable` did."""
    return content.replace(_BREAK, "")


def mark(widget: QWidget, role: str) -> None:
    """Give a widget a property that the style sheet knows, such as "muted" or "primary"."""
    widget.setProperty(role, True)  # noqa: FBT003 - Qt's signature


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
