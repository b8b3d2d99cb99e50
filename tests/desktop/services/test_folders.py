"""Where things are kept on each system."""

from __future__ import annotations

import logging
import os
from pathlib import Path, PurePath

import pytest

from desktop.services.corrections import Corrections
from desktop.services.folders import Folders, standard_folders
from desktop.services.inbox import Inbox
from desktop.services.logs import LogFile
from desktop.services.preferences import Preferences, PreferenceStore
from desktop.services.session import Session
from tests.desktop.services.making import DIGEST, answered

HOME = {"HOME": "/home/me"}


def folders(*paths: str) -> Folders:
    return Folders(*map(Path, paths))


def test_linux_without_variables():
    assert standard_folders(HOME, "linux") == folders(
        "/home/me/.config/petsight",
        "/home/me/.local/share/petsight",
        "/home/me/.cache/petsight",
        "/home/me/.local/state/petsight",
    )


def test_linux_with_variables():
    environ = HOME | {
        "XDG_CONFIG_HOME": "/c",
        "XDG_DATA_HOME": "/d",
        "XDG_CACHE_HOME": "/e",
        "XDG_STATE_HOME": "/s",
    }
    wanted = folders("/c/petsight", "/d/petsight", "/e/petsight", "/s/petsight")
    assert standard_folders(environ, "linux") == wanted


@pytest.mark.parametrize("value", ["", "relative", "./x", "~/x"])
def test_variables_that_the_specification_wants_ignored(value):
    environ = HOME | {"XDG_DATA_HOME": value}
    assert standard_folders(environ, "linux").data == Path("/home/me/.local/share/petsight")


def test_macos():
    assert standard_folders(HOME | {"XDG_DATA_HOME": "/d"}, "darwin") == folders(
        "/home/me/Library/Application Support/petsight",
        "/home/me/Library/Application Support/petsight",
        "/home/me/Library/Caches/petsight",
        "/home/me/Library/Logs/petsight",
    )


def test_windows():
    environ = {"APPDATA": "/roaming", "LOCALAPPDATA": "/local", "USERPROFILE": "/me"}
    assert standard_folders(environ, "win32") == folders(
        "/roaming/petsight", "/local/petsight", "/local/petsight/Cache", "/local/petsight/Logs"
    )
    assert standard_folders({"USERPROFILE": "/me"}, "win32").config == Path(
        "/me/AppData/Roaming/petsight"
    )


def test_this_process(home):
    found = standard_folders()
    assert found.session == home / "data" / "petsight" / "session.sqlite"
    assert found.preferences == home / "config" / "petsight" / "preferences.json"


def test_nothing_is_written_outside(home, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    kept = standard_folders()
    picture = tmp_path / "a.jpg"
    picture.write_bytes(b"a picture")
    PreferenceStore(kept.preferences).save(Preferences())
    Inbox(kept.inbox).keep(b"1", "a.png")
    Corrections(kept.corrections).add(str(picture), DIGEST, ("cat",), "dog")
    session = Session(kept.session)
    session.save([answered()])
    session.close()
    log = LogFile(kept.state)
    logging.getLogger("desktop").warning("something")
    log.close()
    places = {
        PurePath(path).relative_to(home).parts[:2] for path, _, names in os.walk(home) if names
    }
    assert places == {(part, "petsight") for part in ("config", "data", "state")}
    assert list(tmp_path.iterdir()) == [picture]
