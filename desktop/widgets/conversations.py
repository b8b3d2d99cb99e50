"""The dialogs: which one answers what the app asks, and what follows from the answer."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.bridge.desk import Desk
from desktop.widgets.file_dialog import file_dialog
from desktop.widgets.notices import Level, Notices
from desktop.widgets.parts import breakable
from desktop.widgets.photo_facts import printable
from desktop.widgets.places import Places
from petsight.mode import Mode

# The dialogs' own modules are imported when one is opened: the first frame does not wait for them.


class Conversations(QObject):
    """Opens dialogs that never stop the rest of the app; one of each kind at a time."""

    def __init__(self, desk: Desk, notices: Notices, window: QWidget) -> None:
        """Open dialogs for a window, and those that the desk asks for."""
        super().__init__(window)
        self._desk = desk
        self._notices = notices
        self._window = window
        self._places = Places()
        self._open: dict[type[QDialog], QDialog] = {}
        desk.answering.consent_needed.connect(self.ask_consent)
        desk.answering.endpoint_needed.connect(self.set_up_endpoint)
        desk.intake.links_offered.connect(self.offer_links)
        desk.intake.model_offered.connect(self.offer_model)

    def choose_files(self) -> None:
        """Let the person choose files to add: pictures, or anything, such as a model."""
        from petsight.discovery import EXTENSIONS

        mode = QFileDialog.FileMode.ExistingFiles
        dialog = self._file_dialog(self.tr("Open files"), mode, "pictures")
        endings = " ".join(f"*{extension}" for extension in sorted(EXTENSIONS))
        pictures = self.tr("Pictures ({endings})").format(endings=endings)
        dialog.setNameFilters([pictures, self.tr("All files (*)")])
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.filesSelected.connect(self._desk.intake.add_paths)
        dialog.open()

    def choose_folder(self) -> None:
        """Let the person choose a folder to add."""
        mode = QFileDialog.FileMode.Directory
        dialog = self._file_dialog(self.tr("Open folder"), mode, "pictures")
        dialog.filesSelected.connect(self._desk.intake.add_paths)
        dialog.open()

    def choose_export(self, title: str, export: Callable[[Path], object]) -> None:
        """Let the person choose a file to write to.

        Args:
            title: Of the dialog.
            export: Called with the path.
        """
        dialog = self._file_dialog(title, QFileDialog.FileMode.AnyFile, "export")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Table (*.csv)"), self.tr("JSON (*.json)")])
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("json" if ".json" in chosen else "csv")
        )
        dialog.selectFile("petsight.csv")
        dialog.fileSelected.connect(lambda path: export(Path(path)))
        dialog.open()

    def sort(self, ids: Sequence[int]) -> None:
        """Ask where to sort pictures into."""
        from desktop.widgets.dialogs.sorting import SortDialog

        def make() -> QDialog:
            settings = self._desk.settings
            last = settings.now.sort_folder
            dialog = SortDialog(self._desk.sorting, ids, self._places, self._window, last=last)
            dialog.sorted_into.connect(lambda folder: settings.change(sort_folder=folder))
            dialog.undo_asked.connect(self.undo_sorting)
            dialog.reveal_asked.connect(self.show_folder)
            return dialog

        self._show(SortDialog, make)

    def undo_sorting(self, folder: Path) -> None:
        """Say what was sorted into a folder last, and undo it on request."""
        from desktop.widgets.dialogs.undo import UndoDialog

        self._show(UndoDialog, lambda: UndoDialog(self._desk.sorting, folder, self._window))

    def set_up_endpoint(self) -> None:
        """Show the endpoint's settings."""
        from desktop.widgets.dialogs.endpoint import EndpointDialog

        def make() -> QDialog:
            settings = self._desk.settings
            dialog = EndpointDialog(settings.now.endpoint, self._desk.endpoint, self._window)
            dialog.saved.connect(lambda endpoint: settings.change(endpoint=endpoint))
            dialog.finished.connect(self._without_endpoint)
            return dialog

        self._show(EndpointDialog, make)

    def ask_consent(self, origin: str) -> None:
        """Say what would be uploaded, and ask whether that may be."""
        from desktop.widgets.dialogs.consent import ConsentDialog

        def make() -> QDialog:
            settings = self._desk.settings
            dialog = ConsentDialog(origin, settings.now.mode, self._window)
            dialog.agreed.connect(lambda agreed: settings.change(agreed_origin=agreed))
            dialog.rejected.connect(self._refuse)
            return dialog

        self._show(ConsentDialog, make)

    def offer_links(self, links: Sequence[str]) -> None:
        """Ask whether links may be fetched."""
        from desktop.widgets.dialogs.links import LinksDialog

        dialog = LinksDialog(links, self._window)
        dialog.agreed.connect(self._desk.intake.fetch)
        dialog.open()

    def offer_model(self, path: str) -> None:
        """Show a model file's card, and ask whether it shall be used."""
        from desktop.widgets.dialogs.model_card import ModelCardDialog

        dialog = ModelCardDialog(Path(path), self._window)
        dialog.used.connect(lambda used: self._desk.settings.change(model=str(used)))
        dialog.used.connect(self._desk.answering.load_model)
        dialog.open()

    def change_settings(self) -> None:
        """Show the settings."""
        from desktop.widgets.dialogs.settings import SettingsDialog

        def make() -> QDialog:
            dialog = SettingsDialog(
                self._desk.settings, self._desk.folders.corrections, self._window
            )
            dialog.clear_asked.connect(self.forget)
            dialog.reveal_asked.connect(self.show_folder)
            return dialog

        self._show(SettingsDialog, make)

    def forget(self) -> None:
        """Ask whether all pictures shall be forgotten."""
        from desktop.widgets.dialogs.forget import ForgetDialog

        def make() -> QDialog:
            inbox = f"{self._desk.folders.inbox}{os.sep}"
            photos = self._desk.library.photos()
            only_here = sum(photo.path.startswith(inbox) for photo in photos)
            corrections = self._desk.folders.corrections.is_dir()
            dialog = ForgetDialog(
                len(photos), only_here, corrections=corrections, parent=self._window
            )
            dialog.agreed.connect(self._forget)
            return dialog

        self._show(ForgetDialog, make)

    def show_folder(self, folder: Path) -> None:
        """Show a folder in the system's file manager; where there is none, say where it lies."""
        self._show_elsewhere(
            folder,
            self.tr("The file manager was asked to show {place}."),
            self.tr("No file manager could be opened for {place}."),
        )

    def show_picture(self, path: Path) -> None:
        """Open a picture in the program that the system has for pictures."""
        self._show_elsewhere(
            path,
            self.tr("The picture viewer was asked to show {place}."),
            self.tr("No picture viewer could be opened for {place}."),
        )

    def about(self) -> None:
        """Show version, model card and licences."""
        from desktop.widgets.dialogs.about import AboutDialog

        self._show(AboutDialog, lambda: AboutDialog(self._desk.answering.model, self._window))

    def _show_elsewhere(self, path: Path, done: str, failed: str) -> None:
        # Said also where it was done: what another program opens may lie behind this window.
        place = breakable(printable(str(path)))
        job = self._desk.outputs.show(path)
        job.done.connect(lambda _: self._notices.tell(done.format(place=place), Level.INFO))
        job.failed.connect(lambda _: self._notices.tell(failed.format(place=place)))

    def _show(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        if kind in self._open:
            self._open[kind].activateWindow()
            return
        dialog = self._open[kind] = make()
        dialog.finished.connect(lambda: self._open.pop(kind, None))
        dialog.open()

    def _forget(self, corrections: bool) -> None:
        self._desk.intake.cancel()
        self._desk.answering.cancel()
        self._desk.library.clear()
        if corrections:
            job = self._desk.correcting.forget()
            job.failed.connect(lambda error: self._desk.notice.emit(error.message))

    def _refuse(self) -> None:
        self._desk.answering.decline()
        self._desk.settings.change(mode=Mode.DEVICE)

    def _without_endpoint(self) -> None:
        settings = self._desk.settings.now
        if settings.endpoint.url:
            return
        if settings.mode is not Mode.DEVICE:
            self._desk.notice.emit(
                "no endpoint is set up that could be asked; this device answers instead"
            )
        self._refuse()

    def _file_dialog(self, title: str, mode: QFileDialog.FileMode, purpose: str) -> QFileDialog:
        dialog = file_dialog(self._window, title, mode)
        self._places.lead(dialog, purpose, inside=mode is QFileDialog.FileMode.Directory)
        return dialog
