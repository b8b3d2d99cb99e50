"""Where the app keeps things, by the custom of each system."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Final

_APP: Final = "petsight"
_XDG: Final = {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
}
"""The variables of the XDG Base Directory Specification, and what holds without them."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The app's own folders. They need not exist: who writes into one makes it.

    Attributes:
        config: What a person chose.
        data: What is worth keeping.
        cache: What can be made again.
        state: What happened.
    """

    config: Path
    data: Path
    cache: Path
    state: Path

    @property
    def preferences(self) -> Path:
        """The file of the preferences."""
        return self.config / "preferences.json"

    @property
    def session(self) -> Path:
        """The file of photos, answers and thumbnails."""
        return self.data / "session.sqlite"

    @property
    def corrections(self) -> Path:
        """The folder of what people put right."""
        return self.data / "corrections"

    @property
    def inbox(self) -> Path:
        """The folder of pasted and fetched pictures."""
        return self.data / "pictures"


def standard_folders(
    environ: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> Folders:
    """Tell where the app's folders are.

    Args:
        environ: The environment; `XDG_*` count on Linux and its like, `APPDATA` and `LOCALAPPDATA`
            on Windows.
        platform: As in `sys.platform`.

    Returns:
        The folders; nothing is made.
    """
    if platform == "darwin":
        library = _home(environ, "HOME") / "Library"
        kept = library / "Application Support" / _APP
        return Folders(kept, kept, library / "Caches" / _APP, library / "Logs" / _APP)
    if platform == "win32":
        profile = _home(environ, "USERPROFILE") / "AppData"
        roaming = _absolute(environ.get("APPDATA")) or profile / "Roaming"
        local = (_absolute(environ.get("LOCALAPPDATA")) or profile / "Local") / _APP
        return Folders(roaming / _APP, local, local / "Cache", local / "Logs")
    home = _home(environ, "HOME")
    places = [_absolute(environ.get(name)) or home / usual for name, usual in _XDG.items()]
    return Folders(*(place / _APP for place in places))


def _home(environ: Mapping[str, str], name: str) -> Path:
    return _absolute(environ.get(name)) or Path.home()


def _absolute(value: str | None) -> Path | None:
    """Return a path, unless it is empty or relative, which the specification wants ignored."""
    return Path(value) if value and PurePath(value).is_absolute() else None
