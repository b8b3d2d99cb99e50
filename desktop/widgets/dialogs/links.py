"""Before anything is fetched from the web: from where?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets import words
from desktop.widgets.dialogs.frame import Frame
from desktop.widgets.facts import Facts
from desktop.widgets.parts import breakable, text


class LinksDialog(Frame):
    """Names the hosts that dropped links lead to.

    Signals:
        agreed(list): The links that may be fetched.
    """

    agreed = Signal(list)

    def __init__(self, links: Sequence[str], parent: QWidget | None = None) -> None:
        """Ask about links.

        Args:
            links: URLs.
            parent: The window.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Fetch from the web"))
        self._links = list(links)
        hosts = Counter(_host(link) for link in links)
        if len(self._links) == 1:
            host = breakable(next(iter(hosts)))
            question = self.tr("Fetch this picture from {host}?").format(host=host)
        else:
            question = self.tr("Fetch these pictures from the web?")
        self.body.addWidget(text(question, "title"))
        if len(self._links) > 1:
            counts = Facts()
            counts.set_facts([(words.pictures(count), host) for host, count in hosts.items()])
            self.body.addWidget(counts)
        self.body.addWidget(
            text(
                self.tr(
                    "The host learns your address on the internet and which picture is wanted. "
                    "Only https is used, no cookies are sent, and at most 10 MB are taken."
                ),
                "muted",
            )
        )
        self.body.addStretch()
        self.add_cancel(self.tr("Cancel"))
        self.add_button(self.tr("Fetch"), primary=True).clicked.connect(self._agree)

    def _agree(self) -> None:
        self.agreed.emit(self._links)
        self.accept()


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or link
    except ValueError:
        return link
