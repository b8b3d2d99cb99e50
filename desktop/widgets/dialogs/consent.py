"""Before the first upload: what leaves this device?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.parts import breakable, text
from petsight.mode import Mode


class ConsentDialog(Frame):
    """Says what would be uploaded, where to and in which form.

    Closing it in any other way than by agreeing emits `rejected`.

    Signals:
        agreed(str): The origin that a person agrees to upload to.
    """

    agreed = Signal(str)

    def __init__(self, origin: str, mode: Mode, parent: QWidget | None = None) -> None:
        """Ask about an endpoint.

        Args:
            origin: Scheme and host of the endpoint.
            mode: The mode that is about to be used; in device mode, only what a person chooses is
                uploaded.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Upload pictures?"))
        self._origin = origin
        which = {
            Mode.DEVICE: self.tr("The pictures that you choose, each time."),
            Mode.AUTO: self.tr("Pictures that this device is not sure about or cannot answer."),
            Mode.CLOUD: self.tr("Every picture."),
        }[mode]
        question = self.tr("Upload to {origin}?").format(origin=breakable(origin))
        self.body.addWidget(text(question, "title"))
        form = self.tr(
            "The upright picture, stretched to the size that the endpoint's model takes, never "
            "more than 640 by 640 pixels, as a PNG without metadata. No position, date or file "
            "name leaves."
        )
        for title, content in (
            (self.tr("Which pictures"), which),
            (self.tr("In which form"), form),
            (
                self.tr("For how long"),
                self.tr(
                    "Until you choose another endpoint. The switch “Device” ends uploads at once."
                ),
            ),
        ):
            self.body.addWidget(text(title, "muted"))
            self.body.addWidget(text(content))
        self.body.addStretch()
        self.add_cancel(self.tr("Stay on this device"))
        self.add_button(self.tr("Agree"), primary=True).clicked.connect(self._agree)

    def _agree(self) -> None:
        self.agreed.emit(self._origin)
        self.accept()
