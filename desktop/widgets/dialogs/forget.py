"""Before all pictures are forgotten: how many, and what is deleted with them?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.parts import text


class ForgetDialog(Frame):
    """Asks whether everything shall be forgotten; `accepted` is the yes."""

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
            stay = self.tr("So do the copies of pictures that you corrected; Settings show where.")
            self.body.addWidget(text(stay, "muted"))
        self.body.addStretch()
        self.add_button(self.tr("Forget")).clicked.connect(self.accept)
        self.add_cancel(self.tr("Keep")).setDefault(True)
