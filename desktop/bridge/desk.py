"""Everything behind the window, made once and wired together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.bridge import jobs
from desktop.bridge.answering import Answering
from desktop.bridge.correcting import Correcting
from desktop.bridge.endpoint import EndpointWatch
from desktop.bridge.explaining import Explaining
from desktop.bridge.intake import Intake
from desktop.bridge.library import Library
from desktop.bridge.outputs import Outputs
from desktop.bridge.settings import Settings
from desktop.bridge.sorting import Sorting
from desktop.services.folders import Folders
from desktop.services.preferences import Preferences
from petsight.mode import Mode

if TYPE_CHECKING:
    from desktop.services.logs import LogFile

CLOSE_S: Final = 1.0
"""What each of the two kinds of threads may take to end."""


class Desk(QObject):
    """What the window is given.

    Attributes:
        folders: Where everything is kept.
        settings: The preferences: the one truth about mode, endpoint, consent and model.
        library: The pictures.
        intake: How pictures come in.
        answering: Who answers them.
        endpoint: How the endpoint is.
        outputs: What leaves the app.
        correcting: What people put right.
        sorting: Sorts pictures into folders, and back.
        explaining: Where in a picture the evidence lies.

    Signals:
        notice: With a sentence of any of them.
    """

    notice = Signal(str)

    def __init__(self, folders: Folders, settings: Settings) -> None:
        """Make everything; nothing slow happens before `begin`.

        Args:
            folders: Where everything is kept.
            settings: The preferences; who made them closes them, after the desk.
        """
        super().__init__()
        self.folders = folders
        self._log: LogFile | None = None
        self.settings = settings
        self.library = Library()
        self.intake = Intake(folders.inbox)
        self.answering = Answering(self.library)
        self.endpoint = EndpointWatch(self.answering.device)
        self.outputs = Outputs(self.library)
        self.correcting = Correcting(self.library, folders.corrections)
        self.sorting = Sorting(self.library)
        self.explaining = Explaining(self.library, self.answering.device)
        self._wire()

    def begin(self) -> None:
        """Load the model and the session, and start to answer; called after the first frame."""
        # Loads a good deal of the standard library, which the first frame does not wait for.
        from desktop.services.logs import LogFile

        self._log = LogFile(self.folders.state, names=self.settings.now.log_names)
        if self.settings.damage:
            self.notice.emit(self.settings.damage)
        preferences = self.settings.now
        self.library.open(self.folders.session)
        self.correcting.begin()
        self.answering.start(Path(preferences.model) if preferences.model else None)
        self.look_for_sorting()
        self._apply(preferences)

    def look_for_sorting(self) -> None:
        """Look whether what an earlier run sorted can be undone; its disk may be there by now."""
        folder = self.settings.now.sorted_into
        if folder is not None and self.sorting.folder is None:
            self.sorting.remember(Path(folder))

    def close(self) -> None:
        """End everything within some two seconds, whatever hangs; asks nothing, loses nothing."""
        self.intake.close()
        self.endpoint.close()
        self.answering.close(CLOSE_S)
        self.library.finish_opening()
        jobs.end_all(CLOSE_S)
        # What jobs still brought, such as where they moved files, is to be remembered too.
        QCoreApplication.sendPostedEvents()
        self.library.close()
        if self._log is not None:
            self._log.close()

    def _wire(self) -> None:
        self.intake.found.connect(self.library.add)
        self.intake.failed.connect(self.notice)
        self.intake.crowded.connect(self.answering.outcomes.hold)
        self.intake.calm.connect(self.answering.outcomes.release)
        self.library.waiting.connect(self.answering.answer)
        self.library.unasked.connect(self.answering.go_on)
        self.library.cleared.connect(self.intake.forget)
        self.library.notice.connect(self.notice)
        self.answering.heard.connect(self.endpoint.heard)
        self.answering.notice.connect(self.notice)
        self.answering.model_failed.connect(self.notice)
        self.answering.model_chosen.connect(lambda model: self.settings.change(model=model))
        self.endpoint.key_changed.connect(self.answering.renew)
        self.sorting.folder_changed.connect(lambda folder: self.settings.change(sorted_into=folder))
        self.settings.changed.connect(self._apply)
        self.settings.notice.connect(self.notice)

    def _apply(self, preferences: Preferences) -> None:
        if self._log is not None:
            self._log.names = preferences.log_names
        self.answering.choose(preferences)
        watched = preferences.mode is not Mode.DEVICE and preferences.endpoint.url
        self.endpoint.watch(preferences.endpoint if watched else None)
