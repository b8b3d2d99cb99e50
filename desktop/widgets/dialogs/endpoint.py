"""Which endpoint is asked, with which key, and whether it works."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QSpinBox, QWidget

from desktop.bridge.endpoint import EndpointWatch
from desktop.bridge.jobs import Job
from desktop.services.preferences import EndpointSettings
from desktop.widgets import words
from desktop.widgets.dialogs.findings import Findings
from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.parts import breakable, row, text
from desktop.widgets.wheel import scroll_past
from petsight.cloud.endpoint import Endpoint, parse_endpoint
from petsight.errors import EndpointError, PetsightError

_SECONDS = (1, 120)


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
        self._url = QLineEdit(settings.url)
        self._url.setPlaceholderText("https://…")
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
        self._timeout.setValue(round(settings.timeout_s))
        self._sign = QCheckBox(self.tr("&Sign requests for AWS (AWS_IAM)"))
        self._sign.setChecked(settings.sign)
        self._complaint = text()
        self._complaint.hide()
        self._findings = Findings()
        self._lay_out()
        self._url.editingFinished.connect(self._look_for_key)
        self._forget.clicked.connect(self._forget_key)
        self.finished.connect(self._drop_jobs)
        self._look_for_key()

    def _lay_out(self) -> None:
        explained = self.tr(
            "An endpoint is a petsight service of your own; the page docs/cloud.md tells how to "
            "have one. Without one, everything is answered on this device."
        )
        self.body.addWidget(text(explained, "muted"))
        key = row()
        key.addWidget(self._key, 1)
        key.addWidget(self._forget)
        self._add_field(self.tr("&Address"), self._url)
        self.body.addWidget(self._url)
        self.body.addWidget(self._complaint)
        self._add_field(self.tr("&Key"), self._key)
        self.body.addLayout(key)
        self._add_field(self.tr("&Longest wait for a picture"), self._timeout)
        self.body.addWidget(self._timeout)
        self.body.addWidget(self._sign)
        self.body.addWidget(self._findings)
        self.body.addStretch()
        self._check = self.add_button(self.tr("&Check"))
        self._check.clicked.connect(self._begin_check)
        self.add_cancel(self.tr("Cancel"))
        self._save = self.add_button(self.tr("Save"), primary=True)
        self._save.clicked.connect(self._begin_save)

    def _add_field(self, title: str, field: QWidget) -> None:
        label = QLabel(title)
        label.setBuddy(field)
        self.body.addWidget(label)

    def _entered(self) -> EndpointSettings:
        return EndpointSettings(
            self._url.text().strip(), float(self._timeout.value()), self._sign.isChecked()
        )

    def _endpoint(self) -> Endpoint | None:
        """Return the endpoint that was entered; complain and return None if it cannot be used."""
        written = self._url.text().strip()
        if not written:
            self._complain(self.tr("Write the address of an endpoint first."))
            return None
        if "://" not in written:
            whole = f"{_scheme(written)}://{written}"
            sentence = self.tr(
                "The address begins with https:// or, on this device, http://: {url}"
            )
            self._complain(sentence.format(url=whole))
            return None
        try:
            endpoint = parse_endpoint(written)
        except EndpointError as exc:
            self._fail(exc)
            return None
        self._complaint.hide()
        return endpoint

    def _fail(self, error: PetsightError) -> None:
        self._complain(words.core(error.message))

    def _complain(self, sentence: str) -> None:
        self._complaint.setText(f"✗ {breakable(sentence)}")
        self._complaint.show()

    def _look_for_key(self) -> None:
        if self._looking is not None:  # for the key of another address
            self._looking.cancel()
        self._forget.hide()
        self._key.setPlaceholderText(self.tr("None needed, or stored in the system's key store"))
        if self._url.text().strip() and (endpoint := self._endpoint()) is not None:
            self._looking = self._keep(self._watch.has_key(endpoint.origin))
            self._looking.done.connect(self._show_key)

    def _show_key(self, stored: bool) -> None:
        self._forget.setVisible(stored)
        if stored:
            self._key.setPlaceholderText(self.tr("One is stored; a new one replaces it"))

    def _forget_key(self) -> None:
        if (endpoint := self._endpoint()) is not None:
            job = self._keep(self._watch.save_key(endpoint.origin, None))
            job.done.connect(self._look_for_key)
            job.failed.connect(self._fail)

    def _begin_check(self) -> None:
        if self._endpoint() is None:
            return
        self._check.setEnabled(False)
        self._findings.show_busy()
        job = self._keep(self._watch.check(self._entered(), self._key.text() or None))
        job.done.connect(self._findings.show_found)
        job.failed.connect(lambda error: self._findings.show_failure(words.core(error.message)))
        for ending in (job.done, job.failed):
            ending.connect(lambda _: self._check.setEnabled(True))

    def _begin_save(self) -> None:
        if not self._url.text().strip():
            self._end()
            return
        endpoint = self._endpoint()
        if endpoint is None:
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


def _scheme(address: str) -> str:
    """Guess what belongs in front of an address without a scheme."""
    here = address.partition("/")[0].partition(":")[0] in ("localhost", "127.0.0.1")
    return "http" if here else "https"
