"""The panel beside the gallery: everything known about what is selected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.bridge.explaining import Explaining
from desktop.bridge.outputs import Outputs
from desktop.services.photo import Photo
from desktop.widgets.parts import column, text
from desktop.widgets.photo_view import PhotoView
from desktop.widgets.selection_view import SelectionView

if TYPE_CHECKING:
    from petsight.modelfile import ModelInfo

_MARGIN: Final = 12
_LEAST: Final = 280
"""Pixels of width that two answers beside each other need."""


class DetailPanel(QScrollArea):
    """Shows nothing, one picture, or a summary of several.

    Signals:
        correct_asked(list, object): A person says what pictures of these numbers show: labels, ()
            for none of them, None to take it back.
        compare_asked(int): Ask both device and cloud about a picture.
        cloud_asked(list): Ask the cloud about the pictures of these numbers.
        retry_asked(list): Answer these pictures again.
        reveal_asked(int): Show a picture's file in the file manager.
        remove_asked(list): Take these pictures out of the list.
        export_asked(), sort_asked(): Export the pictures shown, or sort them into folders.
    """

    correct_asked = Signal(list, object)
    compare_asked = Signal(int)
    cloud_asked = Signal(list)
    retry_asked = Signal(list)
    reveal_asked = Signal(int)
    remove_asked = Signal(list)
    export_asked = Signal()
    sort_asked = Signal()

    def __init__(
        self,
        outputs: Outputs,
        explaining: Explaining,
        thumbnail: Callable[[Photo], bytes | None],
        corrections: Path,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing until `show_photos` is called.

        Args:
            outputs: Opens the picture for looking at.
            explaining: Makes maps of the evidence in it.
            thumbnail: Returns a picture's thumbnail if it is at hand; shown until the picture is.
            corrections: The folder of corrected pictures.
            parent: The widget around it.
        """
        super().__init__(parent)
        self.setAccessibleName(self.tr("Details"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setMinimumWidth(_LEAST)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = text(self.tr("Select a picture to see more about it."), "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._photo = PhotoView(outputs, explaining, thumbnail, corrections)
        self._selection = SelectionView(corrections)
        inside = QWidget()
        layout = column(inside)
        layout.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        for view in (self._nothing, self._photo, self._selection):
            layout.addWidget(view)
        self.setWidget(inside)
        self._connect()
        self.show_photos((), None)

    def show_photos(self, photos: Sequence[Photo], model: ModelInfo | None) -> None:
        """Show what is selected, or what became of it.

        Args:
            photos: What is selected; one is shown whole, several are summed up.
            model: This device's model, whose thresholds are marked.
        """
        one, several = len(photos) == 1, len(photos) > 1
        self._nothing.setVisible(not photos)
        self._photo.setVisible(one)
        self._selection.setVisible(several)
        if one:
            self._photo.show_photo(photos[0], model)
        else:
            self._photo.leave()
        if several:
            self._selection.show_photos(photos, model)

    def set_cloud(self, *, usable: bool) -> None:
        """Offer to ask the cloud, or say that an endpoint is needed."""
        self._photo.set_cloud(usable=usable)
        self._selection.set_cloud(usable=usable)

    def _connect(self) -> None:
        self._photo.correct_asked.connect(
            lambda photo_id, labels: self.correct_asked.emit([photo_id], labels)
        )
        self._selection.correct_asked.connect(self.correct_asked)
        self._photo.compare_asked.connect(self.compare_asked)
        self._photo.cloud_asked.connect(lambda photo_id: self.cloud_asked.emit([photo_id]))
        self._photo.retry_asked.connect(lambda photo_id: self.retry_asked.emit([photo_id]))
        self._photo.reveal_asked.connect(self.reveal_asked)
        self._photo.remove_asked.connect(lambda photo_id: self.remove_asked.emit([photo_id]))
        self._selection.cloud_asked.connect(self.cloud_asked)
        self._selection.retry_asked.connect(self.retry_asked)
        self._selection.remove_asked.connect(self.remove_asked)
        self._selection.export_asked.connect(self.export_asked)
        self._selection.sort_asked.connect(self.sort_asked)
