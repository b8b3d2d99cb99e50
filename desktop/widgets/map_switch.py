"""The question why, and the answer: a map of what speaks for a label, laid over the picture."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.bridge.explaining import Explaining
from desktop.bridge.jobs import Job
from desktop.bridge.pixels import to_qimage
from desktop.services.photo import Photo
from desktop.widgets import words
from desktop.widgets.flow_row import FlowRow
from desktop.widgets.parts import column, text
from desktop.widgets.preview import PATIENCE_MS, SIDE
from desktop.widgets.score_bars import MOST
from petsight.errors import ModelError, PetsightError

if TYPE_CHECKING:
    from desktop.services.explaining import Maps

_FAINT: Final = 0.1
"""Heat that can hardly be seen."""


class MapSwitch(QWidget):
    """A button that asks why, and one for each label that has a map.

    It stays down from one picture to the next; nothing is loaded before it is pressed.

    Signals:
        painted(object): What to show in place of the picture: a QImage, or None for the picture.
    """

    painted = Signal(object)

    def __init__(self, explaining: Explaining, parent: QWidget | None = None) -> None:
        """Show nothing until `set_photo` is called.

        Args:
            explaining: Makes the maps.
            parent: The widget around it.
        """
        super().__init__(parent)
        self._explaining = explaining
        self._photo: Photo | None = None
        self._maps: Maps | None = None
        self._chosen = ""
        self._job: Job | None = None
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._wait.timeout.connect(self._ask)
        self._why = QPushButton(self.tr("Why?"))
        self._why.setCheckable(True)
        self._why.setAccessibleName(self.tr("Why this answer"))
        self._why.setToolTip(self.tr("Show where in the picture the evidence lies"))
        self._why.setAccessibleDescription(self._why.toolTip())
        self._why.toggled.connect(self._toggled)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        # Further down the same labels stand on the buttons that correct the answer.
        self._title = text(self.tr("Show what speaks for:"))
        self._row = FlowRow()
        self._said = text(role="muted")
        layout = column(self, spacing=4)
        layout.addWidget(self._why, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._title, self._row, self._said):
            layout.addWidget(part)
        self._title.hide()
        self._say("")
        self.set_photo(None)

    def set_photo(self, photo: Photo | None) -> None:
        """Follow the picture that is shown, or what became of it; None where there is none."""
        before, self._photo = self._photo, photo
        asked = _asked(photo)
        self.setVisible(bool(asked))
        if asked != _asked(before):
            self._drop()
            if asked and self._why.isChecked():
                self._wait.start()

    def _toggled(self, down: bool) -> None:
        self._drop()
        if down:
            self._ask()
        else:
            self._offer(())
            self._explaining.rest()

    def _ask(self) -> None:
        if self._photo is not None:
            self._job = self._explaining.explain(self._photo.id, SIDE, MOST)
            self._job.done.connect(self._arrived)
            self._job.failed.connect(self._failed)

    def _drop(self) -> None:
        """Let go of the map and of what is under way; the buttons stay for the next picture."""
        self._wait.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._maps = None
        self._chosen = ""
        self.painted.emit(None)

    def _arrived(self, maps: Maps) -> None:
        self._maps = maps
        self._offer(tuple(maps.by_label))
        best = max(maps.by_label, key=lambda label: maps.by_label[label].score)
        self._choose(self._chosen if self._chosen in maps.by_label else best)

    def _offer(self, labels: Sequence[str]) -> None:
        """Have a button for each label, and nothing said."""
        self._say("")
        if tuple(labels) != tuple(self._buttons):
            self._buttons = {label: self._make_button(label) for label in labels}
            self._row.set_widgets(list(self._buttons.values()))
            self._title.setVisible(bool(labels))
            row = (self._why, *self._buttons.values())
            for before, after in pairwise(row):  # what is made later would come last of all
                QWidget.setTabOrder(before, after)

    def _make_button(self, label: str) -> QPushButton:
        button = QPushButton(words.answer(label))
        button.setCheckable(True)
        spoken = self.tr("What speaks for: {answer}").format(answer=words.answer(label))
        button.setAccessibleName(spoken)
        button.clicked.connect(lambda: self._choose(label))
        self._group.addButton(button)
        return button

    def _choose(self, label: str) -> None:
        self._chosen = label
        self._buttons[label].setChecked(True)
        if self._maps is not None and self._photo is not None:  # else it is on its way
            shown = self._maps.by_label[label]
            self._say(self._reading(label, shown.peak) + self._whose(self._maps.model_sha256))
            self.painted.emit(to_qimage(shown.image))

    def _reading(self, label: str, peak: float) -> str:
        if peak < _FAINT:
            said = self.tr("Hardly anything in the picture speaks for: {answer}.")
        else:
            said = self.tr("The lighter and more yellow a place, the more it speaks for: {answer}.")
        return said.format(answer=words.answer(label))

    def _whose(self, model_sha256: str) -> str:
        """Say so where the map is not of the model that gave the answer; begins with a blank."""
        prediction = self._photo.prediction if self._photo else None
        if prediction is None or prediction.model_sha256 == model_sha256:
            return ""
        if prediction.source == "cloud":
            said = self.tr("The cloud gave the answer; the map is of this device's model.")
        else:
            said = self.tr("Another model gave the answer; the map is of the one in use now.")
        return f" {said}"

    def _failed(self, error: PetsightError) -> None:
        self._offer(())
        if isinstance(error, ModelError):
            self._say(self.tr("There is no map of this model's answers."))
        else:
            self._say(words.core(error.message))

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))


def _asked(photo: Photo | None) -> tuple[object, ...]:
    """Return what makes another map: another picture, another content, another answer."""
    if photo is None or photo.prediction is None:
        return ()
    return photo.id, photo.digest, photo.prediction.model_sha256
