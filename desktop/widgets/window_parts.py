"""The parts of the window that the first frame does not wait for."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow, QMenu

from desktop.bridge.desk import Desk
from desktop.widgets.actions import Actions
from desktop.widgets.announcer import Announcer
from desktop.widgets.conversations import Conversations
from desktop.widgets.count_bar import CountBar
from desktop.widgets.detail import DetailPanel
from desktop.widgets.filter_bar import FilterBar
from desktop.widgets.front import Front
from desktop.widgets.gallery import GalleryView
from desktop.widgets.gallery_model import GalleryModel
from desktop.widgets.notices import Notices
from desktop.widgets.pixmaps import Pixmaps
from desktop.widgets.progress_bar import ProgressStrip
from desktop.widgets.top_bar import TopBar
from desktop.widgets.workspace import Workspace


class WindowParts:
    """Everything inside the window, made and in its place but not yet connected.

    Attributes:
        actions: What a person can do.
        notices: Messages.
        top: The upper edge, with mode switch and endpoint chip.
        model: The list behind the gallery.
        pixmaps: The gallery's thumbnails.
        gallery: The cards.
        filters: Search, filter and order.
        detail: What is known about the selected pictures.
        workspace: Gallery and details.
        counts: How many pictures have which answer.
        strip: How far a batch is.
        announcer: Speaks to screen readers.
        conversations: The dialogs.
        context: The menu of the selected pictures.
    """

    def __init__(self, desk: Desk, window: QMainWindow, front: Front) -> None:
        """Make the parts of a window, and put them where its front has room for them."""
        self.actions = Actions(window)
        self.notices = Notices()
        self.top = TopBar(self.actions)
        self.model = GalleryModel(desk.library, window)
        self.pixmaps = Pixmaps(desk.library.thumbnail, window)
        self.gallery = GalleryView(self.model, self.pixmaps)
        self.filters = FilterBar(self.actions.export)
        self.detail = DetailPanel(
            desk.outputs, desk.explaining, desk.library.thumbnail, desk.folders.corrections
        )
        self.workspace = Workspace(self.filters, self.gallery, self.detail, self.actions.back)
        self.counts = CountBar()
        self.strip = ProgressStrip(self.actions.pause, self.actions.cancel)
        self.announcer = Announcer(window)
        self.conversations = Conversations(desk, self.notices, window)
        self.context = QMenu(window)
        self.actions.fill_context(self.context)
        self._front = front
        front.furnish(self.actions, self.top, self.notices)
        front.add_page(self.workspace)
        front.add_below(self.strip)
        front.add_below(self.counts)

    def show_pictures(self, *, some: bool) -> None:
        """Show the gallery, or the welcome of an empty window."""
        self.counts.setVisible(some)
        if self._front.turn_to(self.workspace if some else None):
            self.workspace.show_gallery()
            if some:
                self.gallery.setFocus()
