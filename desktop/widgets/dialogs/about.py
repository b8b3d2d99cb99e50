"""About petsight: its version, the card of its model, and what it is built on."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.dialogs.page import page
from desktop.widgets.parts import text
from petsight import __version__
from petsight.modelfile import ModelInfo
from petsight.resources import model_path

_BUILT_ON: Final = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("LiteRT", "Apache-2.0"),
    ("NumPy", "BSD-3-Clause"),
    ("Pillow", "MIT-CMU"),
    ("pi-heif", "BSD-3-Clause"),
    ("libheif, libde265", "LGPL-3.0"),
    ("requests", "Apache-2.0"),
    ("urllib3, keyring", "MIT"),
    ("tqdm", "MPL-2.0, MIT"),
)


class AboutDialog(Frame):
    """Version, model card and licences."""

    def __init__(self, model: ModelInfo | None, parent: QWidget | None = None) -> None:
        """Show what runs.

        Args:
            model: The model in use, once it is loaded.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("About petsight"))
        self.body.addWidget(text(f"petsight {__version__}", "title"))
        self.body.addWidget(
            text(
                self.tr(
                    "Does this photo show a cat, a dog, both, or neither? Answered on your own "
                    "device; nothing is uploaded unless you choose an endpoint."
                )
            )
        )
        if model is not None:
            used = self.tr("Model in use: {model}").format(model=f"{model.name} {model.version}")
            self.body.addWidget(text(used, "muted"))
        tabs = QTabWidget()
        tabs.setMinimumHeight(270)
        tabs.addTab(page(_card(), self.tr("Model card")), self.tr("Model card"))
        tabs.addTab(page(self._licences(), self.tr("Licences")), self.tr("Licences"))
        self.body.addWidget(tabs, 1)
        self.add_cancel(self.tr("Close"))

    def _licences(self) -> str:
        own = self.tr("petsight is licensed under the Apache License 2.0. It is built on:")
        # The tool that collects texts does not look into f-strings.
        part, licence = self.tr("Part"), self.tr("Licence")
        head = f"| {part} | {licence} |\n| --- | --- |\n"
        rows = "\n".join(f"| {name} | {terms} |" for name, terms in _BUILT_ON)
        return f"{own}\n\n{head}{rows}\n"


def _card() -> str:
    """Return the card of the shipped model; a build without one has none to show."""
    card = model_path().with_suffix(".md")
    return card.read_text("utf-8") if card.is_file() else ""
