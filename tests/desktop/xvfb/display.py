"""A screen that nobody sees, with the two buses that a screen reader needs."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SIZE: Final = (1280, 900)
NEEDED: Final = ("Xvfb", "xdotool", "dbus-daemon")


@dataclass(frozen=True, slots=True)
class Display:
    """A running X server and D-Bus session.

    Attributes:
        environment: What a program needs to show its windows there.
    """

    environment: dict[str, str]

    def xdotool(self, *words: object) -> str:
        """Run xdotool, which moves the pointer and presses keys as a person's hand would."""
        command = ["xdotool", *map(str, words)]
        done = subprocess.run(
            command, env=self.environment, stdout=subprocess.PIPE, text=True, check=True, timeout=60
        )
        return done.stdout


def what_is_missing() -> list[str]:
    """Name the programs that this machine lacks."""
    return [program for program in NEEDED if shutil.which(program) is None]


@contextlib.contextmanager
def open_display(folder: Path) -> Iterator[Display]:
    """Start an X server and a session bus on free addresses, and end them.

    Args:
        folder: For their sockets; its name must be short.
    """
    strange = ("QT_", "DBUS_", "AT_SPI_", "WAYLAND_", "XDG_", "LC_", "LANG")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(strange)}
    environment |= {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "LANG": "C.UTF-8"}
    with _server() as display, _bus(environment) as address:
        yield Display(
            environment
            | {
                "DISPLAY": display,
                "DBUS_SESSION_BUS_ADDRESS": address,
                "QT_QPA_PLATFORM": "xcb",
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            }
        )


@contextlib.contextmanager
def _server() -> Iterator[str]:
    read, write = os.pipe()
    screen = f"{SIZE[0]}x{SIZE[1]}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", screen, "-nolisten", "tcp"]
    with (
        os.fdopen(read, encoding="ascii") as numbers,
        subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server,
    ):
        os.close(write)
        try:
            yield f":{numbers.readline().strip()}"
        finally:
            server.terminate()


@contextlib.contextmanager
def _bus(environment: dict[str, str]) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()
