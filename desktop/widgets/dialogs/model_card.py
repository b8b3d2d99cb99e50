"""A model file that somebody dropped: what is it, and shall it be used?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from desktop.bridge.jobs import start
from desktop.widgets import words
from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.facts import Facts
from desktop.widgets.parts import breakable, text
from petsight.errors import PetsightError
from petsight.modelfile import ModelFile, read_model_file

translate = QCoreApplication.translate


class ModelCardDialog(Frame):
    """Reads a model file in a thread and shows what it says about itself.

    Signals:
        used(object): The `Path` of a model file that shall be used.
    """

    used = Signal(object)

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        """Begin to read.

        Args:
            path: The `.tflite` file.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Model file"))
        self._path = path
        self._title = text(breakable(path.name), "title")
        self._said = text(self.tr("Reading the file…"))
        self._facts = Facts()
        for widget in (self._title, self._said, self._facts):
            self.body.addWidget(widget)
        self.body.addStretch()
        self.add_cancel(self.tr("Cancel"))
        self._use = self.add_button(self.tr("Use this model"), primary=True)
        self._use.setEnabled(False)
        self._use.clicked.connect(self._accept)
        self._job = start(lambda _job: read_model_file(path), self)
        self._job.done.connect(self._show)
        self._job.failed.connect(self._fail)
        self.finished.connect(self._job.cancel)

    def _show(self, file: ModelFile) -> None:
        info = file.info
        self._title.setText(breakable(f"{info.name} {info.version}"))
        self._said.setText(
            self.tr("All pictures are answered anew with it; it is used until you choose another.")
        )
        self._facts.set_facts(
            [
                (self.tr("File"), str(self._path)),
                (self.tr("Size"), words.file_size(len(file.content))),
                (self.tr("Made for"), info.tier),
                (self.tr("Input"), f"{info.width} x {info.height}"),
                (self.tr("Preprocessing"), info.preprocess_id),
                *(
                    (words.answer(label.name), self._thresholds(label.reject, label.accept))
                    for label in info.labels
                ),
                *((_name(name), _figures(value)) for name, value in info.metrics.items()),
                ("SHA-256", file.sha256),
            ]
        )
        self._use.setEnabled(True)

    def _thresholds(self, reject: float, accept: float) -> str:
        return self.tr("no up to {reject}, yes from {accept}").format(
            reject=words.percent(reject, 0), accept=words.percent(accept, 0)
        )

    def _fail(self, error: PetsightError) -> None:
        self._said.setText(words.core(error.message))

    def _accept(self) -> None:
        self.used.emit(self._path)
        self.accept()


def _name(figure: str) -> str:
    """Name a figure in the person's language where training gives it, else as its maker did."""
    names = {
        "heldout": translate("ModelCardDialog", "held back from training"),
        "test": translate("ModelCardDialog", "test"),
        "pictures": translate("ModelCardDialog", "pictures"),
        "told_apart": translate("ModelCardDialog", "told apart"),
        "right": translate("ModelCardDialog", "right"),
        "not_sure": translate("ModelCardDialog", "not sure"),
        "calibration_error": translate("ModelCardDialog", "calibration error"),
    }
    return names.get(figure, figure.replace("_", " "))


def _figures(value: object) -> str:
    """Write figures as their maker named them; a pair is a count of another one."""
    if isinstance(value, dict):
        return ", ".join(f"{_name(name)} {_figures(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "/".join(_figures(each) for each in value)
    return f"{value:.4g}" if isinstance(value, float) else str(value)
