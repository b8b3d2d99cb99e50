"""What a person chose, and the file that remembers it."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Final

from desktop.services.order import Order
from petsight.errors import EndpointError, PetsightError
from petsight.mode import Mode

_Readers = dict[str, Callable[[Any], Any]]


class PreferencesError(PetsightError):
    """What a person chose cannot be remembered."""

    code: ClassVar[str] = "preferences_not_saved"


class Theme(StrEnum):
    """Which colours the window has."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """Which endpoint is asked, and how.

    Attributes:
        url: As a person wrote it; empty for none. Its key lies in the system's key store.
        timeout_s: Seconds that one picture may take, 1 to 120.
        sign: Whether requests are signed for AWS.
    """

    url: str = ""
    timeout_s: float = 12.0
    sign: bool = False

    @property
    def origin(self) -> str | None:
        """The endpoint's origin; None where no endpoint is set or its URL cannot be used."""
        # Imported here: few people set an endpoint.
        from petsight.cloud.endpoint import parse_endpoint

        try:
            return parse_endpoint(self.url).origin if self.url else None
        except EndpointError:
            return None


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose; a change makes a new one.

    Attributes:
        mode: Who answers.
        endpoint: Which endpoint is asked.
        agreed_origin: The origin of the endpoint that uploads were agreed to for.
        model: Path of a model file; None for the shipped one.
        language: A code such as "de"; None for the system's.
        theme: Light, dark, or as the system has it.
        log_names: Whether names of pictures may appear in the log.
        order: What the gallery is sorted by.
        descending: Whether the last comes first.
        geometry: The window's, in Qt's own form as Base64.
        splitter: The same of gallery and panel.
        sorted_into: The folder whose last sorting can be undone.
        sort_folder: The folder that was sorted into last, which is offered the next time.
    """

    mode: Mode = Mode.DEVICE
    endpoint: EndpointSettings = field(default_factory=EndpointSettings)
    agreed_origin: str | None = None
    model: str | None = None
    language: str | None = None
    theme: Theme = Theme.SYSTEM
    log_names: bool = False
    order: Order = Order.ADDED
    descending: bool = False
    geometry: str | None = None
    splitter: str | None = None
    sorted_into: str | None = None
    sort_folder: str | None = None


class PreferenceStore:
    """The file that preferences are kept in.

    Attributes:
        notice: A sentence about a damaged file, once `load` met one.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is read yet.

        Args:
            path: It need not exist.
        """
        self._path = path
        self._lock = threading.Lock()
        self.notice: str | None = None

    def load(self) -> Preferences:
        """Read what was saved.

        A value that makes no sense is as if it had never been chosen; a file that makes none is set
        aside, with `.damaged` behind its name.

        Returns:
            The preferences, those of a first start where nothing can be read.
        """
        try:
            document = json.loads(self._path.read_bytes())
            if not isinstance(document, dict):
                raise TypeError("not an object")
        except OSError:
            return Preferences()
        except (ValueError, TypeError, RecursionError):
            with contextlib.suppress(OSError):
                self._path.replace(self._path.with_name(f"{self._path.name}.damaged"))
            self.notice = "The settings could not be read; all of them are as at first."
            return Preferences()
        return _preferences(document)

    def save(self, preferences: Preferences) -> None:
        """Write everything; a kill leaves the old file or the new one.

        Args:
            preferences: What to write.

        Raises:
            PreferencesError: The file cannot be written.
        """
        document = dataclasses.asdict(preferences)
        partial = self._path.with_name(f"{self._path.name}.part")
        try:
            with self._lock:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                partial.write_text(json.dumps(document, indent=1), encoding="utf-8")
                partial.replace(self._path)
        except OSError as exc:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
            raise PreferencesError(f"the settings cannot be saved ({exc.strerror})") from exc


def _preferences(document: dict[str, Any]) -> Preferences:
    endpoint = document.get("endpoint")
    return Preferences(
        endpoint=EndpointSettings(
            **_sound(endpoint if isinstance(endpoint, dict) else {}, _OF_ENDPOINT)
        ),
        **_sound(document, _OF_PREFERENCES),
    )


def _sound(document: dict[str, Any], readers: _Readers) -> dict[str, Any]:
    """Return the values that can be read; the others keep their defaults."""
    values = {}
    for name, read in readers.items():
        with contextlib.suppress(KeyError, ValueError, TypeError):
            values[name] = read(document[name])
    return values


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not 1 <= value <= 120:
        raise ValueError
    return float(value)


_OF_ENDPOINT: Final[_Readers] = {"url": _text, "timeout_s": _seconds, "sign": _switch}
_OF_PREFERENCES: Final[_Readers] = {
    "mode": Mode,
    "agreed_origin": _optional,
    "model": _optional,
    "language": _optional,
    "theme": Theme,
    "log_names": _switch,
    "order": Order,
    "descending": _switch,
    "geometry": _optional,
    "splitter": _optional,
    "sorted_into": _optional,
    "sort_folder": _optional,
}
