"""What each action does: the person's wish, told to who can fulfil it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QAction, QGuiApplication

from desktop.bridge.desk import Desk
from desktop.services.photo import Photo
from desktop.widgets import words
from desktop.widgets.clipboard import as_mime
from desktop.widgets.notices import Level, Offer
from desktop.widgets.parts import breakable
from desktop.widgets.photo_facts import printable
from desktop.widgets.removal import Removal
from desktop.widgets.window_parts import WindowParts
from petsight.discovery import looks_like_picture
from petsight.errors import PetsightError
from petsight.labels import NOT_SURE


class Commands(QObject):
    """Connects the actions; takes the selected pictures where an action needs some."""

    def __init__(self, desk: Desk, parts: WindowParts, parent: QObject) -> None:
        """Act on a desk, by what is selected in the window's parts."""
        super().__init__(parent)
        self._desk = desk
        self._parts = parts
        self._notices = parts.notices
        self._conversations = parts.conversations
        self._removal = Removal(desk.library, parts.gallery, parts.notices, self)

    def connect_actions(self) -> None:
        """Make the actions and the buttons of the details do what they say."""
        desk, talk, actions = self._desk, self._conversations, self._parts.actions
        doings: tuple[tuple[QAction, Callable[[], object]], ...] = (
            (actions.open_files, talk.choose_files),
            (actions.open_folder, talk.choose_folder),
            (actions.paste, self.paste),
            (actions.find, self._parts.filters.search),
            (actions.select_all, self._parts.gallery.selectAll),
            (actions.copy, self.copy),
            (actions.view, self.view),
            (actions.reveal, lambda: self.reveal(self._selected[0])),
            (actions.remove, lambda: self._removal.remove(self._selected)),
            (actions.clear, talk.forget),
            (actions.retry, desk.answering.retry_failed),
            (actions.answer_again, desk.answering.answer_again),
            (actions.ask_cloud, lambda: desk.answering.ask_cloud(self._selected)),
            (actions.ask_unsure, self.ask_unsure),
            (actions.compare, lambda: desk.answering.compare(self._selected)),
            (actions.export, lambda: self.export(self._concerned)),
            (actions.export_selected, lambda: self.export(self._selected)),
            (actions.sort, lambda: talk.sort(self._concerned)),
            (actions.sort_selected, lambda: talk.sort(self._selected)),
            (actions.undo, self.undo),
            (actions.undo_sort, self.undo_sort),
            (actions.cancel, self.cancel),
            (actions.endpoint, talk.set_up_endpoint),
            (actions.settings, talk.change_settings),
            (actions.about, talk.about),
        )
        for action, do in doings:
            # Qt passes whether the action is checked, which none of these wants to know.
            action.triggered.connect(lambda _checked=False, do=do: do())
        self._connect_detail()

    def _connect_detail(self) -> None:
        detail, answering = self._parts.detail, self._desk.answering
        detail.compare_asked.connect(lambda number: answering.compare([number]))
        detail.cloud_asked.connect(answering.ask_cloud)
        detail.retry_asked.connect(answering.answer)
        detail.reveal_asked.connect(self.reveal)
        detail.remove_asked.connect(self._removal.remove)
        detail.export_asked.connect(self._parts.actions.export_selected.trigger)
        detail.sort_asked.connect(self._parts.actions.sort_selected.trigger)

    def paste(self) -> None:
        """Take in what lies on the clipboard."""
        # None where another program holds the clipboard and does not answer.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if data is None or not self._desk.intake.add_mime(data):
            self._notices.tell(self.tr("There is no picture on the clipboard."), Level.INFO)

    def copy(self) -> None:
        """Put the selected pictures and their answers onto the clipboard."""
        QGuiApplication.clipboard().setMimeData(as_mime(self._photos(self._selected)))

    def view(self) -> None:
        """Open the first selected picture in the system's viewer."""
        path = Path(self._photos(self._selected)[0].path)
        # What is no picture by its name may be a program, which the system would run.
        if looks_like_picture(path.name):
            self._conversations.show_picture(path)
        else:
            self._conversations.show_folder(path.parent)

    def reveal(self, photo_id: int) -> None:
        """Show a picture in the file manager."""
        photo = self._desk.library.photo(photo_id)
        if photo is not None:
            self._conversations.show_folder(Path(photo.path).parent)

    def cancel(self) -> None:
        """Drop what waits."""
        self._desk.intake.cancel()
        self._desk.answering.cancel()

    def ask_unsure(self) -> None:
        """Ask the cloud about every picture without a sure answer."""
        photos = self._desk.library.photos()
        self._desk.answering.ask_cloud([photo.id for photo in photos if photo.label == NOT_SURE])

    def export(self, ids: list[int]) -> None:
        """Write pictures into a file."""
        title = self.tr("Export {pictures}").format(pictures=words.pictures(len(ids)))
        self._conversations.choose_export(title, partial(self._export_to, ids))

    def undo(self) -> None:
        """Undo what the newest message offers to undo, else offer to undo the last sorting."""
        if (notice := self._notices.undoing) is not None:
            notice.accept()
        else:
            self.undo_sort()

    def undo_sort(self) -> None:
        """Offer to bring back what was sorted last, in this run or an earlier one."""
        folder = self._desk.sorting.folder
        if folder is not None:
            self._conversations.undo_sorting(folder)

    @property
    def _selected(self) -> list[int]:
        return self._parts.gallery.selected.ids()

    @property
    def _concerned(self) -> list[int]:
        """Several selected pictures, else all that are shown."""
        selected = self._selected
        return selected if len(selected) > 1 else list(self._parts.model.ids)

    def _photos(self, ids: Sequence[int]) -> list[Photo]:
        return self._desk.library.photos(ids)

    def _export_to(self, ids: list[int], path: Path) -> None:
        model = self._desk.answering.model
        labels = [label.name for label in model.labels] if model else []
        job = self._desk.outputs.export(path, ids, labels)
        show = partial(self._conversations.show_folder, path.parent)
        offer = Offer(self.tr("Show in file manager"), show)
        sentence = self.tr("Exported {pictures} to {file}.").format(
            pictures=words.pictures(len(ids)), file=breakable(printable(str(path)))
        )
        job.done.connect(lambda _: self._notices.tell(sentence, Level.INFO, offer))
        job.failed.connect(self._fail)

    def _fail(self, error: PetsightError) -> None:
        self._notices.tell(words.core(error.message), Level.ERROR)
