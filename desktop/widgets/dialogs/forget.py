"""Before all pictures are forgotten: how many, and what is deleted with them?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.parts import text


class ForgetDialog(Frame):
    """Asks whether everything shall be forgotten.

    Signals:
        agreed(bool): It shall, and whether corrections too.
    """

    agreed = Signal(bool)

    def __init__(
        self, pictures: int, only_here: int, *, corrections: bool, parent: QWidget | None = None
    ) -> None:
        """Ask about all pictures.

        Args:
            pictures: How many there are.
            only_here: How many of them were pasted or fetched, and are deleted.
            corrections: Whether copies of corrected pictures are kept.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Forget everything?"))
        question = self.tr("Forget %Ln picture(s) and their answers?", "", pictures)
        self.body.addWidget(text(question, "title"))
        if only_here:
            deleted = self.tr(
                "%Ln pasted or fetched picture(s) exist only here and are deleted.", "", only_here
            )
            self.body.addWidget(text(deleted))
        kept = self.tr("Your own files stay where they are.")
        self.body.addWidget(text(kept, "muted"))
        if corrections:
            stay = self.tr(
                "The copies of pictures that you corrected stay too, unless you choose otherwise: "
                "a picture that comes back is known again. Settings show where they lie."
            )
            self.body.addWidget(text(stay, "muted"))
        too = QCheckBox(self.tr("&Delete my corrections too"))
        self.body.addWidget(too)
        too.setVisible(corrections)
        self.body.addStretch()
        self.add_button(self.tr("Forget all")).clicked.connect(self.accept)
        self.accepted.connect(lambda: self.agreed.emit(too.isChecked()))
        self.add_cancel(self.tr("Cancel")).setDefault(True)
