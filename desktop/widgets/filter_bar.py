"""Search, filter and order of the gallery."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QIcon, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QWidget

from desktop.services.arrange import Filter
from desktop.services.collection import Counts
from desktop.services.order import Order
from desktop.services.photo import State
from desktop.widgets import words
from desktop.widgets.count_bar import filter_for
from desktop.widgets.glyphs import glyph_icon
from desktop.widgets.parts import row
from desktop.widgets.search_field import SearchField
from desktop.widgets.theme import tones_of
from petsight.labels import NEITHER, NOT_SURE

TYPING_MS: Final = 150
"""Letters typed in quick succession search once."""
WITH_EXPORT: Final = 620
"""Below this width, in pixels, the menu alone offers to export."""
WITH_ORDER: Final = 480
"""Below this one, the button for the order has its drawing alone, so that the search has room."""


class FilterBar(QWidget):
    """A search field, two buttons with menus for what is shown and in which order, and a way out.

    Signals:
        changed: With the `Filter`, the `Order`, and whether it is descending.
    """

    changed = Signal(object, object, bool)

    def __init__(self, export: QAction, parent: QWidget | None = None) -> None:
        """Show everything in the order in which it was added.

        Args:
            export: What the last button does.
            parent: The widget around it.
        """
        super().__init__(parent)
        self._filter = Filter()
        self._order = Order.ADDED
        self._descending = False
        self._answers: list[str] = []
        self._search = SearchField(clearButtonEnabled=True)
        # What is dropped here belongs to the window, not into the text.
        self._search.setAcceptDrops(False)
        self._search.setPlaceholderText(self.tr("Search by name"))
        self._search.setAccessibleName(self.tr("Search by name"))
        self._lens = self._search.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._lens.setText(self._search.accessibleName())  # it is a button to a screen reader
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._typed)
        self._search.textChanged.connect(self._typing.start)
        self._show = self._menu_button(self._fill_filters, self.tr("What is shown"))
        self._sort = self._menu_button(self._fill_orders, self.tr("Order"))
        self._export = QToolButton()
        self._export.setDefaultAction(export)
        self._export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._export.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout = row(self)
        layout.addWidget(self._search, 1)
        for button in (self._show, self._sort, self._export):
            layout.addWidget(button)
        self._label()

    @property
    def filter(self) -> Filter:
        """What is shown."""
        return self._filter

    def set_filter(self, chosen: Filter) -> None:
        """Show something else, within what is searched for."""
        self._filter = replace(chosen, text=self._filter.text)
        self._tell()

    def show_all(self) -> None:
        """Show everything, whatever was chosen and searched for."""
        self._search.clear()
        self._typing.stop()
        self._filter = Filter()
        self._tell()

    def set_order(self, order: Order, *, descending: bool) -> None:
        """Show it in another order."""
        self._order, self._descending = order, descending
        self._tell()

    def set_answers(self, labels: Iterable[str], counts: Counts) -> None:
        """Offer the labels of the model, and the answers that pictures have got."""
        known = [*labels, *counts.answers]
        special = (NEITHER, NOT_SURE)
        self._answers = [name for name in dict.fromkeys(known) if name not in special]
        self._answers.extend(special)

    def search(self) -> None:
        """Put the cursor into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer to export, and name the order, where there is room."""
        width = event.size().width()
        self._export.setVisible(width >= WITH_EXPORT)
        style = Qt.ToolButtonStyle
        named = width >= WITH_ORDER
        self._sort.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if named else style.ToolButtonIconOnly
        )

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icons anew when light becomes dark."""
        if event.type() == QEvent.Type.PaletteChange:
            self._label()
        super().changeEvent(event)

    def _typed(self) -> None:
        self._filter = replace(self._filter, text=self._search.text().strip())
        self._tell()

    def _tell(self) -> None:
        self._label()
        self.changed.emit(self._filter, self._order, self._descending)

    def _menu_button(self, fill: object, name: str) -> QToolButton:
        button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setToolTip(name)
        menu = QMenu(button)
        menu.aboutToShow.connect(fill)
        button.setMenu(menu)
        return button

    def _filters(self) -> dict[str, Filter]:
        found = {self.tr("All pictures"): Filter()}
        found |= {words.answer(name): filter_for(name) for name in self._answers}
        for state in (State.FAILED, State.WAITING):
            found[words.state(state)] = Filter(state=state)
        found[self.tr("Sure")] = Filter(sure=True)
        found[self.tr("Corrected")] = Filter(corrected=True)
        return found

    def _orders(self) -> dict[Order, str]:
        return {
            Order.ADDED: self.tr("Added"),
            Order.NAME: self.tr("Name"),
            Order.DATE: self.tr("Date"),
            Order.CONFIDENCE: self.tr("Confidence"),
        }

    def _fill_filters(self) -> None:
        menu = self._show.menu()
        menu.clear()
        plain = replace(self._filter, text="")
        for text, chosen in self._filters().items():
            action = _choice(menu, text, chosen == plain)
            action.triggered.connect(lambda _=False, to=chosen: self.set_filter(to))

    def _fill_orders(self) -> None:
        menu = self._sort.menu()
        menu.clear()
        for order, text in self._orders().items():
            action = _choice(menu, text, order is self._order)
            action.triggered.connect(
                lambda _=False, to=order: self.set_order(to, descending=self._descending)
            )
        menu.addSeparator()
        turned = _choice(menu, self.tr("Descending"), self._descending)
        turned.triggered.connect(
            lambda: self.set_order(self._order, descending=not self._descending)
        )

    def _label(self) -> None:
        colour = QColor(tones_of(self.palette()).text)
        plain = replace(self._filter, text="")
        names = {chosen: text for text, chosen in self._filters().items()}
        self._show.setText(f" {names.get(plain) or words.answer(plain.answer or NEITHER)}")
        self._lens.setIcon(glyph_icon("search", colour))
        self._show.setIcon(glyph_icon("filter", colour))
        self._sort.setText(f" {self._orders()[self._order]}")
        self._sort.setIcon(glyph_icon("sort", colour))


def _choice(menu: QMenu, text: str, chosen: bool) -> QAction:
    action = menu.addAction(text)
    action.setCheckable(True)
    action.setChecked(chosen)
    return action
