"""One picture: its preview, the answer, who gave it and why, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.bridge.explaining import Explaining
from desktop.bridge.jobs import Job
from desktop.bridge.outputs import Outputs
from desktop.services.photo import Photo, State
from desktop.widgets import photo_facts
from desktop.widgets.comparison import ComparisonView
from desktop.widgets.correction import CorrectionRow
from desktop.widgets.facts import Facts
from desktop.widgets.flow_row import FlowRow
from desktop.widgets.map_switch import MapSwitch
from desktop.widgets.parts import breakable, column, text
from desktop.widgets.photo_facts import lost
from desktop.widgets.preview import PATIENCE_MS, SIDE, Preview
from desktop.widgets.score_bars import MOST, ScoreBars, telling, thresholds

if TYPE_CHECKING:
    from petsight.modelfile import ModelInfo

FACTS: Final = 7
"""Lines about a picture that was answered."""


class PhotoView(QWidget):
    """Everything known about one picture.

    Signals:
        correct_asked(int, object): What a person says the picture shows.
        compare_asked(int), cloud_asked(int), retry_asked(int), reveal_asked(int),
            remove_asked(int): What a person wants done with the picture.
    """

    correct_asked = Signal(int, object)
    compare_asked = Signal(int)
    cloud_asked = Signal(int)
    retry_asked = Signal(int)
    reveal_asked = Signal(int)
    remove_asked = Signal(int)

    def __init__(
        self,
        outputs: Outputs,
        explaining: Explaining,
        thumbnail: Callable[[Photo], bytes | None],
        corrections: Path,
        parent: QWidget | None = None,
    ) -> None:
        """Show nothing until `show_photo` is called; for the arguments see `DetailPanel`."""
        super().__init__(parent)
        self._outputs = outputs
        self._thumbnail = thumbnail
        self._photo: Photo | None = None
        self._job: Job | None = None
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._wait.timeout.connect(self._open)
        self._preview = Preview()
        self._verdict = text(role="title")
        self._name = text(role="muted")
        self._why = text()
        self._bars = ScoreBars()
        self._map = MapSwitch(explaining)
        self._comparison = ComparisonView()
        self._correction = CorrectionRow(corrections)
        self._facts = Facts(lines=FACTS)
        self._retry = QPushButton(self.tr("Try again"))
        self._cloud = QPushButton(self.tr("Ask the cloud"))
        self._compare = QPushButton(self.tr("Compare"))
        self._compare.setToolTip(self.tr("Ask this device and the cloud, and show both answers"))
        self._reveal = QPushButton(self.tr("Show in folder"))
        self._remove = QPushButton(self.tr("Remove from the list"))
        self._cloud_usable = False
        self._lay_out()
        self._connect()

    def show_photo(self, photo: Photo, model: ModelInfo | None) -> None:
        """Show a picture, or what became of the one that is shown."""
        before, self._photo = self._photo, photo
        self._name.setText(breakable(photo_facts.printable(photo.name)))
        self._verdict.setText(photo_facts.headline(photo))
        why = photo_facts.explanation(photo)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._bars.setVisible(photo.prediction is not None)
        if photo.prediction is not None:
            self._bars.set_scores(photo.prediction.scores, thresholds(photo.prediction, model))
        self._map.set_photo(photo)
        self._comparison.setVisible(photo.comparison is not None)
        if photo.comparison is not None:
            self._comparison.set_comparison(photo.comparison, model)
        self._show_correction(photo, model)
        self._facts.set_facts(photo_facts.facts(photo))
        self._offer(photo)
        # What could not be opened may have come back, or the other way round.
        if before is None or (before.id, before.failure) != (photo.id, photo.failure):
            self._begin_preview(photo)

    def leave(self) -> None:
        """Show no picture any more."""
        self._drop_job()
        self._map.set_photo(None)
        self._photo = None

    def set_cloud(self, *, usable: bool) -> None:
        """Offer what needs an endpoint, or not."""
        self._cloud_usable = usable
        if self._photo is not None:
            self._offer(self._photo)

    def _lay_out(self) -> None:
        buttons = FlowRow()
        buttons.set_widgets((self._retry, self._cloud, self._compare, self._reveal, self._remove))
        layout = column(self, spacing=10)
        for widget in (self._preview, self._verdict, self._name, self._why, self._bars):
            layout.addWidget(widget)
        layout.addWidget(self._map)
        layout.addWidget(self._comparison)
        layout.addWidget(self._correction)
        layout.addWidget(buttons)
        layout.addWidget(self._facts)
        layout.addStretch()

    def _connect(self) -> None:
        for button, signal in (
            (self._retry, self.retry_asked),
            (self._cloud, self.cloud_asked),
            (self._compare, self.compare_asked),
            (self._reveal, self.reveal_asked),
            (self._remove, self.remove_asked),
        ):
            button.clicked.connect(lambda _=False, signal=signal: self._ask(signal))
        self._correction.corrected.connect(self._corrected)
        self._map.painted.connect(self._preview.set_map)

    def _ask(self, signal: SignalInstance) -> None:
        if self._photo is not None:
            signal.emit(self._photo.id)

    def _corrected(self, labels: object) -> None:
        if self._photo is not None:
            self.correct_asked.emit(self._photo.id, labels)

    def _offer(self, photo: Photo) -> None:
        """Show the buttons that make sense for a picture."""
        failed = photo.state is State.FAILED
        self._retry.setVisible(failed)
        self._remove.setVisible(failed)
        for button in (self._cloud, self._compare):
            button.setVisible(self._cloud_usable and not lost(photo))

    def _show_correction(self, photo: Photo, model: ModelInfo | None) -> None:
        if photo.prediction is not None:
            names = tuple(telling(photo.prediction.scores))
        else:
            names = tuple(label.name for label in model.labels[:MOST]) if model else ()
        sensible = photo.correction is not None or (photo.digest is not None and not lost(photo))
        self._correction.setVisible(bool(names) and sensible)
        if names:
            self._correction.set_labels(names)
            self._correction.set_photos([photo])

    def _begin_preview(self, photo: Photo) -> None:
        self._drop_job()
        data = self._thumbnail(photo)
        image = QImage.fromData(data) if data else None
        self._preview.set_image(image)
        self._preview.setVisible(not lost(photo))
        self._preview.setAccessibleDescription(photo_facts.printable(photo.name))
        if not lost(photo):
            self._wait.start()

    def _open(self) -> None:
        if self._photo is not None:
            self._job = self._outputs.preview(self._photo.id, SIDE)
            self._job.done.connect(self._preview.set_image)
            self._job.failed.connect(self._go_without)

    def _go_without(self) -> None:
        """Show no empty ground in place of a picture that cannot be opened."""
        self._preview.setVisible(not self._preview.empty)

    def _drop_job(self) -> None:
        self._wait.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
