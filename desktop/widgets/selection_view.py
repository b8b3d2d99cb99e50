"""Several selected pictures, summed up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.services.photo import Photo, State
from desktop.widgets import words
from desktop.widgets.correction import CorrectionRow, correctable
from desktop.widgets.facts import Facts
from desktop.widgets.parts import column, text
from desktop.widgets.score_bars import MOST

if TYPE_CHECKING:
    from petsight.modelfile import ModelInfo


class SelectionView(QWidget):
    """How many are selected, what they show, and what can be done with them.

    Signals:
        correct_asked(list, object): What a person says these numbers show.
        cloud_asked(list): Ask the cloud about these numbers.
        retry_asked(list): Answer those again that failed.
        remove_asked(list): Take them out of the list.
        export_asked(), sort_asked(): Export what is selected, or sort it into folders.
    """

    correct_asked = Signal(list, object)
    cloud_asked = Signal(list)
    retry_asked = Signal(list)
    remove_asked = Signal(list)
    export_asked = Signal()
    sort_asked = Signal()

    def __init__(self, corrections: Path, parent: QWidget | None = None) -> None:
        """Show nothing until `show_photos` is called.

        Args:
            corrections: The folder of corrected pictures.
            parent: The widget around it.
        """
        super().__init__(parent)
        self._photos: Sequence[Photo] = ()
        self._title = text(role="title")
        self._counts = Facts()
        self._correction = CorrectionRow(corrections)
        self._cloud = QPushButton(self.tr("Ask the cloud"))
        self._retry = QPushButton(self.tr("Try the failed ones again"))
        self._remove = QPushButton(self.tr("Remove from the list"))
        self._export = QPushButton(self.tr("Export…"))
        self._sort = QPushButton(self.tr("Sort into folders…"))
        layout = column(self)
        for widget in (self._title, self._counts, self._correction, self._export, self._sort):
            layout.addWidget(widget)
        for widget in (self._cloud, self._retry, self._remove):
            layout.addWidget(widget)
        layout.addStretch()
        self._correction.corrected.connect(self._corrected)
        self._export.clicked.connect(self.export_asked)
        self._sort.clicked.connect(self.sort_asked)
        self._cloud.clicked.connect(lambda: self.cloud_asked.emit(self._ids()))
        self._retry.clicked.connect(lambda: self.retry_asked.emit(self._ids(State.FAILED)))
        self._remove.clicked.connect(lambda: self.remove_asked.emit(self._ids()))

    def show_photos(self, photos: Sequence[Photo], model: ModelInfo | None) -> None:
        """Sum pictures up.

        Args:
            photos: What is selected.
            model: This device's model, whose labels are offered as corrections.
        """
        self._photos = photos
        self._title.setText(words.selected_count(len(photos)))
        labels = Counter(photo.label for photo in photos if photo.label is not None)
        states = Counter(photo.state for photo in photos if photo.label is None)
        counts = [(words.answer(label), count) for label, count in sorted(labels.items())]
        counts += [(words.state(state), count) for state, count in sorted(states.items())]
        self._counts.set_facts([(name, words.number(count)) for name, count in counts])
        self._retry.setVisible(bool(states[State.FAILED]))
        self._show_correction(model)

    def set_cloud(self, *, usable: bool) -> None:
        """Offer to ask the cloud, or not."""
        self._cloud.setVisible(usable)

    def _show_correction(self, model: ModelInfo | None) -> None:
        photos = correctable(self._photos)
        self._correction.setVisible(bool(photos) and model is not None)
        if photos and model is not None:
            self._correction.set_labels([label.name for label in model.labels[:MOST]])
            self._correction.set_photos(photos)

    def _corrected(self, labels: object) -> None:
        ids = [photo.id for photo in correctable(self._photos)]
        self.correct_asked.emit(ids, labels)

    def _ids(self, state: State | None = None) -> list[int]:
        return [photo.id for photo in self._photos if state is None or photo.state is state]
