"""What the first frame shows: the upper edge of the window, and the welcome."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow, QSizePolicy, QStackedWidget, QWidget

from desktop.widgets.actions import Actions
from desktop.widgets.notices import Notices
from desktop.widgets.parts import column
from desktop.widgets.top_bar import TopBar
from desktop.widgets.welcome import Welcome


class Front(QWidget):
    """Stands in the window from the beginning; the rest is added once it has been seen.

    Attributes:
        choices: What a person can do.
        top: The upper edge, with mode switch and endpoint chip.
        notices: Messages.
    """

    def __init__(self, window: QMainWindow) -> None:
        """Make the parts for a window."""
        super().__init__()
        # What is laid out for a wide window must not keep it from becoming narrow.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.choices = Actions(window)
        self.top = TopBar(self.choices)
        self.notices = Notices()
        self._welcome = Welcome(self.choices.open_files, self.choices.open_folder)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._welcome)
        self._layout = column(self, spacing=10)
        self._layout.setContentsMargins(14, 12, 14, 12)
        self._layout.addWidget(self.top)
        self._layout.addWidget(self.notices)
        self._layout.addWidget(self._pages, 1)

    def invite(self) -> None:
        """Put the focus where an empty window begins."""
        self._welcome.setFocus()

    def add_page(self, page: QWidget) -> None:
        """Take a widget that can stand in the welcome's place."""
        self._pages.addWidget(page)

    def add_below(self, widget: QWidget) -> None:
        """Put a widget at the lower edge."""
        self._layout.addWidget(widget)

    def turn_to(self, page: QWidget | None) -> bool:
        """Show a page, None for the welcome.

        Returns:
            Whether another one was shown before.
        """
        wanted = page or self._welcome
        turned = wanted is not self._pages.currentWidget()
        self._pages.setCurrentWidget(wanted)
        if turned and page is None:
            self.invite()
        return turned
