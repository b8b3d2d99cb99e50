"""Language, colours, the log, and what the app remembers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QWidget

from desktop.bridge.settings import Settings
from desktop.services.preferences import Theme
from desktop.translations import LANGUAGES
from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.parts import text
from desktop.widgets.wheel import scroll_past


class SettingsDialog(Frame):
    """Every choice holds at once; there is nothing to save.

    Signals:
        clear_asked(): A person wants all pictures and answers forgotten; who is told asks first.
    """

    clear_asked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        """Show what is chosen.

        Args:
            settings: The preferences, which this dialog changes.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
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
        agreed = text(self.tr("You agreed to upload to {origin}.").format(origin=origin))
        button = QPushButton(self.tr("&Take the agreement back"))
        button.clicked.connect(lambda: self._settings.change(agreed_origin=None))
        button.clicked.connect(lambda: button.setEnabled(False))
        button.setAutoDefault(False)
        self.body.addWidget(agreed)
        self.body.addWidget(button)

    def _add_clear(self) -> None:
        self.body.addWidget(
            text(
                self.tr(
                    "Pictures and answers are remembered until they are removed. Forgetting them "
                    "deletes no picture of yours."
                ),
                "muted",
            )
        )
        forget = QPushButton(self.tr("&Forget all pictures and answers…"))
        forget.setAutoDefault(False)
        forget.clicked.connect(self.clear_asked)
        self.body.addWidget(forget)
