"""Ask `reader.py`, which reads the screen in a process of its own."""

from __future__ import annotations

import contextlib
import json
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.desktop.xvfb.display import Display

PYTHON: Final = "/usr/bin/python3"
"""The system's Python, whose packages have the bindings of AT-SPI."""
READER: Final = Path(__file__).with_name("reader.py")
PATIENCE_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Node:
    """An object on the screen.

    Attributes:
        role: What it is: "push button", "list item".
        name: What a screen reader says.
        place: Left, top, width and height in pixels of the screen; None for what has no place.
        states: What holds for it, such as "showing", "focused" or "checked".
        children: What is inside.
    """

    role: str
    name: str
    place: tuple[int, int, int, int] | None
    states: frozenset[str]
    children: tuple[Node, ...]

    @classmethod
    def of(cls, plain: dict[str, Any]) -> Node:
        """Make an object from its JSON form."""
        return cls(
            plain["role"],
            plain["name"],
            tuple(plain["place"]) if plain["place"] else None,
            frozenset(plain["states"]),
            tuple(cls.of(child) for child in plain["children"]),
        )

    def walk(self) -> Iterator[Node]:
        """Go through this object and all that is inside."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def middle(self) -> tuple[int, int]:
        """The point on the screen to aim at."""
        assert self.place is not None
        x, y, width, height = self.place
        return x + width // 2, y + height // 2


class ScreenReader:
    """Reads one display."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def _ask(self, **request: str) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def tree(self, program: str) -> Node | None:
        """Return everything that a program shows; None if it is not there."""
        plain = self._ask(do="tree", program=program)
        return None if plain is None else Node.of(plain)

    def press(self, program: str, name: str) -> bool:
        """Activate a button or menu entry by its name; False if there is none."""
        return bool(self._ask(do="press", program=program, name=name))

    def wait_for(self, program: str, wanted: Callable[[Node], bool]) -> Node:
        """Wait for an object, which tells nobody that it has come.

        Args:
            program: Whose object.
            wanted: Whether it is the one.

        Returns:
            The first such object that is to be seen.
        """
        deadline = time.monotonic() + PATIENCE_S
        while True:
            root = self.tree(program)
            nodes = [] if root is None else list(root.walk())
            for node in nodes:
                if "showing" in node.states and wanted(node):
                    return node
            seen = sorted({f"{node.role}: {node.name}" for node in nodes if node.name})
            assert time.monotonic() < deadline, "not there; instead:\n" + "\n".join(seen)
            time.sleep(0.1)


@contextlib.contextmanager
def screen_reader(display: Display) -> Iterator[ScreenReader]:
    """Start reading a display, before the programs start that shall be read."""
    with subprocess.Popen(
        [PYTHON, READER],
        env=display.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        reader = ScreenReader(process)
        reader.tree("")
        try:
            yield reader
        finally:
            process.terminate()


def bindings_missing() -> bool:
    """Whether the system's Python cannot read the screen."""
    code = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    try:
        done = subprocess.run([PYTHON, "-c", code], check=False, capture_output=True)
    except OSError:
        return True
    return done.returncode != 0
