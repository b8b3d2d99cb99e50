"""The row of buttons by which a person says what a picture really shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.services.photo import Photo
from desktop.widgets import words
from desktop.widgets.flow_row import FlowRow
from desktop.widgets.parts import column, text
from desktop.widgets.photo_facts import printable
from petsight.labels import AND, NEITHER

_PAIR = 2


def choices(labels: Sequence[str]) -> list[tuple[str, ...]]:
    """Return what a picture may be said to show: each label, two of them together, () for none.

    With more than two labels there are too many pairs to name each.
    """
    both = [tuple(labels)] if len(labels) == _PAIR else []
    return [*((label,) for label in labels), *both, ()]


def correctable(photos: Sequence[Photo]) -> list[Photo]:
    """Return the pictures that have an answer, which may be wrong."""
    return [photo for photo in photos if photo.prediction is not None]


def tells_something(choice: Sequence[str], photos: Sequence[Photo]) -> bool:
    """Tell whether a choice says of any picture what its answer does not already claim."""
    name = AND.join(choice) or NEITHER
    return any(photo.label != name or not _claims(photo) for photo in photos)


def question(photos: Sequence[Photo]) -> str:
    """Ask what pictures show: what they really do, where no answer claims anything."""
    if any(map(_claims, photos)):
        return QCoreApplication.translate("CorrectionRow", "This is wrong: it is…")
    return QCoreApplication.translate("CorrectionRow", "It is really…")


def _claims(photo: Photo) -> bool:
    """Tell whether an answer stands that nobody has corrected and that is sure."""
    return photo.correction is None and photo.prediction is not None and photo.prediction.sure


class CorrectionRow(QWidget):
    """A button for every choice; what is down is what the person says.

    What the answer claims has no button until the person says something else. Two labels have a
    button for both, and one button is down at most. Of three labels or more, several are down where
    a picture shows several.

    Signals:
        corrected(object): The labels in the model's order, () for none of them, None where a
            correction is taken back.
    """

    corrected = Signal(object)

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        """Show no buttons until `set_labels` is called.

        Args:
            folder: Where copies of corrected pictures are kept.
            parent: The widget around it.
        """
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._photos: Sequence[Photo] = ()
        self._buttons: dict[frozenset[str], QPushButton] = {}
        self._title = text()
        self._kept = text(role="muted")
        self._kept.setToolTip(printable(str(folder)))
        self._kept.setAccessibleDescription(self._kept.toolTip())
        self._row = FlowRow()
        self._back = QPushButton(self.tr("Take the correction back"))
        self._back.clicked.connect(lambda: self.corrected.emit(None))
        layout = column(self, spacing=4)
        layout.addWidget(self._title)
        layout.addWidget(self._row)
        layout.addWidget(self._kept)
        layout.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)

    def set_labels(self, labels: Sequence[str]) -> None:
        """Offer the labels of a model."""
        if tuple(labels) == self._labels and self._buttons:
            return
        self._labels = tuple(labels)
        self._buttons = {frozenset(each): self._make_button(each) for each in choices(labels)}
        self._row.set_widgets(list(self._buttons.values()))

    def set_photos(self, photos: Sequence[Photo]) -> None:
        """Show what a person said about pictures, and offer to take it back.

        Args:
            photos: One or more; a button is down where it was said of them all.
        """
        self._photos = photos
        if len(photos) == 1:
            self._title.setText(question(photos))
            self._kept.setText(self.tr("A copy of the picture is kept on this computer."))
        else:
            self._title.setText(self.tr("They are really…"))
            self._kept.setText(self.tr("Copies of corrected pictures are kept on this computer."))
        corrections = {photo.correction for photo in photos}
        for part in (self._kept, self._back):
            part.setVisible(corrections != {None})
        self._press(corrections.pop() if len(corrections) == 1 else None)

    def _press(self, correction: tuple[str, ...] | None) -> None:
        if correction is None:
            down = set()
        elif frozenset(correction) in self._buttons:
            down = {frozenset(correction)}
        else:
            down = {frozenset([label]) for label in correction}
        for choice, button in self._buttons.items():
            button.setChecked(choice in down)
            names = [label for label in self._labels if label in choice]
            button.setVisible(bool(down) or tells_something(names, self._photos))

    def _make_button(self, choice: tuple[str, ...]) -> QPushButton:
        name = words.answer(AND.join(choice) or NEITHER)
        button = QPushButton(name)
        button.setCheckable(True)
        # The button's text alone would not tell a screen reader what pressing it means.
        button.setAccessibleName(self.tr("It is: {answer}").format(answer=name))
        button.clicked.connect(lambda down: self._clicked(choice, down=down))
        return button

    def _clicked(self, choice: tuple[str, ...], *, down: bool) -> None:
        joins = len(self._labels) > _PAIR and choice
        said: tuple[str, ...] | None = choice
        if joins or not down:
            single = self._buttons
            said = tuple(each for each in self._labels if single[frozenset([each])].isChecked())
            said = said or None
        self._press(said)
        self.corrected.emit(said)
