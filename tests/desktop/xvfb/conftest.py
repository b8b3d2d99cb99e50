"""One screen for all tests, and the app on it anew for each."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.desktop.xvfb.display import Display, open_display, what_is_missing
from tests.desktop.xvfb.screen_reader import ScreenReader, bindings_missing, screen_reader
from tests.desktop.xvfb.user import REPOSITORY, User
from tests.support import require


@pytest.fixture(scope="session")
def display() -> Iterator[Display]:
    """Return an X server with a session bus."""
    require(not what_is_missing(), " and ".join(what_is_missing()))
    with tempfile.TemporaryDirectory(prefix="ps-") as name, open_display(Path(name)) as opened:
        yield opened


@pytest.fixture(scope="session")
def reader(display: Display) -> Iterator[ScreenReader]:
    """Return a screen reader, which is there before any program."""
    require(not bindings_missing(), "python3-gi and gir1.2-atspi-2.0")
    with screen_reader(display) as opened:
        yield opened


@pytest.fixture
def start(display: Display, reader: ScreenReader, home: Path) -> Iterator[Callable[..., User]]:
    """Return what starts the app with arguments and waits for its window."""
    own = {key: os.environ[key] for key in os.environ if key.startswith("XDG_")}
    environment = display.environment | own | {"HOME": str(home)}
    with contextlib.ExitStack() as running:

        def begin(*arguments: object, early: Sequence[str] = ()) -> User:
            command = [sys.executable, "-m", "desktop", *map(str, arguments)]
            process = running.enter_context(
                subprocess.Popen(command, cwd=REPOSITORY, env=environment)
            )
            running.callback(process.kill)
            user = User(display, reader, process)
            running.callback(user.leave)
            user.wait_for_window(*early)
            return user

        yield begin


@pytest.fixture
def app(start: Callable[..., User]) -> User:
    """Return a user in front of the empty app."""
    return start()
