"""Language, colours, the log, and what the app remembers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QWidget

from desktop.bridge.settings import Settings
from desktop.services.preferences import Theme
from desktop.translations import LANGUAGES
from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.facts import Facts
from desktop.widgets.parts import breakable, text
from desktop.widgets.wheel import scroll_past


class SettingsDialog(Frame):
    """Every choice holds at once; there is nothing to save.

    Signals:
        clear_asked(): A person wants all pictures and answers forgotten; who is told asks first.
        reveal_asked(object): A person wants to see a folder, a `Path`, in the file manager.
    """

    clear_asked = Signal()
    reveal_asked = Signal(object)

    def __init__(
        self, settings: Settings, corrections: Path, parent: QWidget | None = None
    ) -> None:
        """Show what is chosen.

        Args:
            settings: The preferences, which this dialog changes.
            corrections: The folder of what people put right; it need not exist.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        self._corrections = corrections
        self._add_choice(
            self.tr("&Language"),
            [(None, self.tr("As the system")), *LANGUAGES.items()],
            "language",
        )
        self.body.addWidget(text(self.tr("Another language shows at the next start."), "muted"))
        self._add_choice(
            self.tr("&Colours"),
            [
                (Theme.SYSTEM, self.tr("As the system")),
                (Theme.LIGHT, self.tr("Light")),
                (Theme.DARK, self.tr("Dark")),
            ],
            "theme",
        )
        self._add_log_names()
        self._add_agreement()
        self._add_corrections()
        self._add_clear()
        self.body.addStretch()
        self.add_cancel(self.tr("Close"))

    def _add_choice(
        self, title: str, choices: Sequence[tuple[str | None, str]], field: str
    ) -> None:
        values = [value for value, _ in choices]
        box = QComboBox()
        scroll_past(box)
        box.addItems([name for _, name in choices])
        box.setCurrentIndex(values.index(getattr(self._settings.now, field)))
        box.activated.connect(lambda place: self._settings.change(**{field: values[place]}))
        label = QLabel(title)
        label.setBuddy(box)
        self.body.addWidget(label)
        self.body.addWidget(box)

    def _add_log_names(self) -> None:
        box = QCheckBox(self.tr("Write &names of pictures into the log"))
        box.setChecked(self._settings.now.log_names)
        box.toggled.connect(lambda on: self._settings.change(log_names=on))
        self.body.addWidget(box)

    def _add_agreement(self) -> None:
        origin = self._settings.now.agreed_origin
        if origin is None:
            return
        agreed = text(self.tr("You agreed to upload to {origin}.").format(origin=breakable(origin)))
        button = QPushButton(self.tr("&Take the agreement back"))
        button.clicked.connect(lambda: self._settings.change(agreed_origin=None))
        button.clicked.connect(lambda: button.setEnabled(False))
        button.setAutoDefault(False)
        self.body.addWidget(agreed)
        self.body.addWidget(button)

    def _add_corrections(self) -> None:
        kept = self.tr(
            "Pictures that you correct are also copied into a folder. It stays when all else is "
            "forgotten, unless you want it deleted too."
        )
        self.body.addWidget(text(kept, "muted"))
        place = Facts()
        place.set_facts([(self.tr("Corrections"), str(self._corrections))])
        self.body.addWidget(place)
        show = QPushButton(self.tr("&Show the corrections"))
        show.setAutoDefault(False)
        show.setEnabled(self._corrections.is_dir())
        show.clicked.connect(lambda: self.reveal_asked.emit(self._corrections))
        self.body.addWidget(show)

    def _add_clear(self) -> None:
        remembered = self.tr(
            "Pictures and answers are remembered until they are removed. Forgetting them leaves "
            "your files where they are, but deletes pictures that you pasted or fetched from the "
            "web: they exist only here."
        )
        self.body.addWidget(text(remembered, "muted"))
        forget = QPushButton(self.tr("&Forget all pictures and answers…"))
        forget.setAutoDefault(False)
        forget.clicked.connect(self.clear_asked)
        self.body.addWidget(forget)
