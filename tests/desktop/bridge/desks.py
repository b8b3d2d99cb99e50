"""A whole desk for tests: real services in the test's own folders, with the tiny model."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop.bridge.desk import Desk
from desktop.bridge.settings import Settings
from desktop.services.folders import standard_folders
from desktop.services.photo import Photo
from desktop.services.preferences import Preferences, PreferenceStore
from tests.support_model import TINY, picture

MODEL = Preferences(model=str(TINY))


@contextlib.contextmanager
def desk_at_work(**preferences: Any) -> Iterator[Desk]:
    """Open a desk as the app does, and close it."""
    folders = standard_folders()
    store = PreferenceStore(folders.preferences)
    if preferences or not folders.preferences.exists():
        store.save(replace(MODEL, **preferences))
    settings = Settings(store)
    desk = Desk(folders, settings)
    desk.begin()
    try:
        yield desk
    finally:
        desk.close()
        settings.close()


def pictures(folder: Path, *answers: str) -> list[str]:
    """Write pictures that the tiny model answers so, and return their paths in order."""
    folder.mkdir(parents=True, exist_ok=True)
    return [
        str(picture(folder / f"{number:04} {answer}.png", answer, (40 + number % 60, 40)))
        for number, answer in enumerate(answers)
    ]


def labels(desk: Desk) -> dict[str, str | None]:
    """What was answered so far, by the file's name; a failure's code where there is no answer."""
    return {photo.name: _label(photo) for photo in desk.library.photos()}


def _label(photo: Photo) -> str | None:
    if photo.failure is not None:
        return photo.failure.code
    return photo.prediction.label if photo.prediction else None
