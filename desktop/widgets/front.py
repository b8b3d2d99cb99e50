"""What stands in the window from the beginning: the welcome, and room for what comes later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets.welcome import Welcome

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.widgets.actions import Actions
    from desktop.widgets.notices import Notices
    from desktop.widgets.top_bar import TopBar

ONE_LINE: Final = 720
"""Below this width of its own, in pixels, the upper edge has two lines."""
SIDE: Final = 14
EDGE: Final = 53
EDGE_OF_TWO: Final = 110
"""Heights of the upper edge, in pixels: what it needs, so that nothing moves when it comes."""


class Front(QWidget):
    """Shows the welcome in the first frame, and takes in the rest once it has been seen."""

    def __init__(self) -> None:
        """Leave room for what comes later."""
        super().__init__()
        # What is laid out for a wide window must not keep it from becoming narrow.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._edge = QWidget()
        self._welcome = Welcome()
        self._pages = QStackedWidget()
        self._pages.addWidget(self._welcome)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(10)
        self._layout.setContentsMargins(SIDE, 12, SIDE, 12)
        self._layout.addWidget(self._edge)
        self._layout.addWidget(self._pages, 1)

    def furnish(self, actions: Actions, top: TopBar, notices: Notices) -> None:
        """Take in what an empty window has: the upper edge, buttons and messages."""
        top.setMinimumHeight(self._edge.minimumHeight())
        self._layout.replaceWidget(self._edge, top)
        self._edge.deleteLater()
        self._edge = top
        self._layout.insertWidget(1, notices)
        for part in (notices, top):
            part.lower()  # first among the children, which is the order of a screen reader
        self._welcome.offer(actions.open_files, actions.open_folder)
        self._welcome.invite()

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
        self._measure(wanted)
        if turned and page is None:
            self._welcome.invite()
        return turned

    def _measure(self, shown: QWidget) -> None:
        """Let a page that is not seen ask for no height of the window."""
        kinds = QSizePolicy.Policy
        for place in range(self._pages.count()):
            page = self._pages.widget(place)
            assert page is not None
            height = kinds.Preferred if page is shown else kinds.Ignored
            page.setSizePolicy(kinds.Preferred, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave more room where the upper edge has two lines."""
        wide = event.size().width() - 2 * SIDE >= ONE_LINE
        self._edge.setMinimumHeight(EDGE if wide else EDGE_OF_TWO)
        self._layout.activate()  # now, not after the first frame
