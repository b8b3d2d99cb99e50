"""What the person has chosen, kept on disk by and by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services.preferences import Preferences, PreferenceStore

if TYPE_CHECKING:
    from desktop.bridge.jobs import Job

SAVE_AFTER_MS: Final = 1000
"""A window that is dragged about changes the geometry many times a second."""


class Settings(QObject):
    """The preferences of this run.

    Signals:
        changed: With the new `Preferences`; only if something differs.
        notice: With a sentence: they could not be read or kept.
    """

    changed = Signal(object)
    notice = Signal(str)

    def __init__(self, store: PreferenceStore) -> None:
        """Go on from what was kept.

        Args:
            store: Where they are kept.
        """
        super().__init__()
        self._store = store
        self._now = self._saved = store.load()
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save_soon)

    @property
    def now(self) -> Preferences:
        """The preferences as they are."""
        return self._now

    @property
    def damage(self) -> str | None:
        """A sentence where what was kept could not be read."""
        return self._store.notice

    def change(self, **fields: Any) -> None:
        """Change some of the fields of `Preferences`.

        An agreement to upload ends with its endpoint: another origin, or none, takes it back.
        """
        changed = replace(self._now, **fields)
        if "agreed_origin" not in fields and changed.endpoint.origin != self._now.endpoint.origin:
            changed = replace(changed, agreed_origin=None)
        if changed != self._now:
            self._now = changed
            self._timer.start()
            self.changed.emit(changed)

    def close(self) -> None:
        """Keep what is not kept yet."""
        self._timer.stop()
        if self._now != self._saved:
            self._store.save(self._now)

    def _save_soon(self) -> None:
        # Brings threads and the log, which the first frame does not wait for.
        from desktop.bridge.jobs import start

        preferences = self._now

        def save(_job: Job) -> None:
            self._store.save(preferences)

        self._saved = preferences
        start(save, self).failed.connect(lambda error: self.notice.emit(error.message))
