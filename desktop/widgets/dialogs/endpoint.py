"""Which endpoint is asked, with which key, and whether it works."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from desktop.bridge.endpoint import EndpointWatch
from desktop.bridge.jobs import Job
from desktop.services.endpoint import guide
from desktop.services.preferences import EndpointSettings
from desktop.widgets import words
from desktop.widgets.dialogs.address import AddressField
from desktop.widgets.dialogs.findings import Findings
from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.dialogs.page import PageDialog
from desktop.widgets.parts import row, text
from desktop.widgets.wheel import scroll_past
from petsight.errors import PetsightError

_SECONDS = (1, 120)
_COMMAND = "python -m lambda_service.deploy"


class EndpointDialog(Frame):
    """The endpoint's settings. The key goes to the system's key store and nowhere else.

    Signals:
        saved(object): The new `EndpointSettings`; an empty URL means no endpoint.
    """

    saved = Signal(object)

    def __init__(
        self, settings: EndpointSettings, watch: EndpointWatch, parent: QWidget | None = None
    ) -> None:
        """Show what is set.

        Args:
            settings: The endpoint as it is.
            watch: Checks endpoints and stores keys.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Endpoint"))
        self._watch = watch
        self._jobs: list[Job] = []
        self._looking: Job | None = None
        self._checking: Job | None = None
        self._address = AddressField(settings.url)
        self._key = QLineEdit()
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._forget = QPushButton(self.tr("&Forget"))
        self._forget.setToolTip(self.tr("Remove the key from the system's key store"))
        self._forget.setAutoDefault(False)
        self._forget.hide()
        self._timeout = QSpinBox()
        scroll_past(self._timeout)
        self._timeout.setRange(*_SECONDS)
        self._timeout.setSuffix(self.tr(" s"))
        # As in other fields; the style sheet's padding does not reach into a spin box.
        self._timeout.lineEdit().setTextMargins(9, 0, 0, 0)
        self._timeout.setValue(round(settings.timeout_s))
        self._sign = QCheckBox(self.tr("&Sign requests for AWS (AWS_IAM)"))
        self._sign.setChecked(settings.sign)
        self._findings = Findings()
        self._lay_out()
        self._connect()
        self._look_for_key()

    def _lay_out(self) -> None:
        explained = self.tr(
            "An endpoint is a petsight service of your own. Without one, everything is answered "
            "on this device."
        )
        self.body.addWidget(text(explained, "muted"))
        self._add_guide()
        key = row()
        key.addWidget(self._key, 1)
        key.addWidget(self._forget)
        self._add_title(self.tr("&Address"), self._address.edit)
        self.body.addWidget(self._address)
        self._add_title(self.tr("&Key"), self._key)
        self.body.addLayout(key)
        self._add_title(self.tr("&Longest wait for a picture"), self._timeout)
        self.body.addWidget(self._timeout)
        self.body.addWidget(self._sign)
        self.body.addWidget(self._findings)
        self.body.addStretch()
        self._check = self.add_button(self.tr("&Check"))
        self.add_cancel(self.tr("Cancel"))
        self._save = self.add_button(self.tr("Save"), primary=True)

    def _add_guide(self) -> None:
        """Offer the page that tells how to have an endpoint, or name the command that makes one."""
        title, markdown = self.tr("How to have an endpoint"), guide()
        if markdown is None:
            command = self.tr("From a checkout of petsight, “{command}” puts one on AWS.")
            self.body.addWidget(text(command.format(command=_COMMAND), "muted"))
            return
        read = QPushButton(self.tr("&How to have one…"))
        read.setAutoDefault(False)
        read.clicked.connect(lambda: PageDialog(title, markdown, self).open())
        beside = row()
        beside.addWidget(read)
        beside.addStretch()
        self.body.addLayout(beside)

    def _add_title(self, title: str, field: QWidget) -> None:
        label = QLabel(title)
        label.setBuddy(field)
        self.body.addWidget(label)

    def _connect(self) -> None:
        self._address.left.connect(self._look_for_key)
        for edited in (
            self._address.edited,
            self._key.textChanged,
            self._timeout.valueChanged,
            self._sign.toggled,
        ):
            edited.connect(self._forget_findings)
        self._forget.clicked.connect(self._forget_key)
        self._check.clicked.connect(self._begin_check)
        self._save.clicked.connect(self._begin_save)
        self.finished.connect(self._drop_jobs)

    def _entered(self) -> EndpointSettings:
        return EndpointSettings(
            self._address.written, float(self._timeout.value()), self._sign.isChecked()
        )

    def _fail(self, error: PetsightError) -> None:
        self._findings.show_failure(words.core(error.message))
        self.reveal(self._findings)

    def _correct_address(self) -> None:
        self._findings.clear()
        self._address.edit.setFocus()
        self.reveal(self._address)

    def _look_for_key(self) -> None:
        if self._looking is not None:  # for the key of another address
            self._looking.cancel()
        self._forget.hide()
        self._key.setPlaceholderText(self.tr("None needed, or stored in the system's key store"))
        if self._address.written and (endpoint := self._address.endpoint()) is not None:
            self._looking = self._keep(self._watch.has_key(endpoint.origin))
            self._looking.done.connect(self._show_key)

    def _show_key(self, stored: bool) -> None:
        self._forget.setVisible(stored)
        if stored:
            self._key.setPlaceholderText(self.tr("One is stored; a new one replaces it"))

    def _forget_key(self) -> None:
        if (endpoint := self._address.endpoint()) is not None:
            job = self._keep(self._watch.save_key(endpoint.origin, None))
            job.done.connect(self._look_for_key)
            job.failed.connect(self._fail)

    def _forget_findings(self) -> None:
        """Say nothing any more about what was set before, nor what a check still finds."""
        if self._checking is not None:
            self._checking.cancel()
            self._end_check()
        self._findings.clear()

    def _begin_check(self) -> None:
        if self._address.endpoint() is None:
            self._correct_address()
            return
        self._check.setEnabled(False)
        settings = self._entered()
        self._findings.show_busy(settings.timeout_s)
        self.reveal(self._findings)
        self._checking = self._keep(self._watch.check(settings, self._key.text() or None))
        self._checking.done.connect(self._findings.show_found)
        self._checking.failed.connect(self._fail)
        for ending in (self._checking.done, self._checking.failed):
            ending.connect(self._end_check)

    def _end_check(self) -> None:
        self._checking = None
        self._check.setEnabled(True)

    def _begin_save(self) -> None:
        if not self._address.written:
            self._end()
            return
        endpoint = self._address.endpoint()
        if endpoint is None:
            self._correct_address()
            return
        if not self._key.text():
            self._end()
            return
        self._save.setEnabled(False)
        job = self._keep(self._watch.save_key(endpoint.origin, self._key.text()))
        job.done.connect(self._end)
        job.failed.connect(self._fail)
        job.failed.connect(lambda _: self._save.setEnabled(True))

    def _end(self) -> None:
        self.saved.emit(self._entered())
        self.accept()

    def _keep(self, job: Job) -> Job:
        self._jobs.append(job)
        return job

    def _drop_jobs(self) -> None:
        for job in self._jobs:
            job.cancel()
