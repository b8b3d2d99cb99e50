"""Somebody who sits in front of the app: looks, drags, clicks and types."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.desktop.xvfb import clipboard, photograph, source
from tests.desktop.xvfb.display import SIZE, Display
from tests.desktop.xvfb.screen_reader import PATIENCE_S, Node, ScreenReader

REPOSITORY: Final = Path(__file__).resolve().parents[3]
PROGRAM: Final = "petsight"
STEPS: Final = 4
"""A drag that jumps is no drag: programs want to see the pointer on its way."""


class User:
    """Knows the app by what it shows, and works it by pointer and keyboard."""

    def __init__(
        self, display: Display, reader: ScreenReader, process: subprocess.Popen[bytes]
    ) -> None:
        self.display = display
        self.process = process
        self._reader = reader
        self._programs = contextlib.ExitStack()

    def wait_for_window(self, *early: str) -> Node:
        """Wait until the app is there, put its window into the corner and give it the keyboard.

        No window manager runs, who would do that otherwise.

        Args:
            early: Keys to press as soon as there is anything of a window.
        """
        window = self.display.xdotool(
            "search", "--sync", "--onlyvisible", "--pid", self.process.pid
        ).split()[-1]
        self.display.xdotool("windowmove", window, 0, 0, "windowfocus", "--sync", window)
        if early:
            self.keys(*early)
        return self.see(lambda node: node.role == "frame")

    def see(self, wanted: Callable[[Node], bool]) -> Node:
        """Wait for something to be seen."""
        return self._reader.wait_for(PROGRAM, wanted)

    def look(self) -> Node:
        """Return all that the app shows at this moment."""
        while (root := self._reader.tree(PROGRAM)) is None:  # it changed under the reader's eyes
            assert self.process.poll() is None, "the app has ended"
        return root

    def focused(self) -> Node:
        """Return what the keys go to."""
        return self.see(lambda node: "focused" in node.states)

    def read(self, *words: str) -> Node:
        """Wait for something that says all these words, in whatever case."""
        lower = [word.lower() for word in words]
        return self.see(lambda node: all(word in node.name.lower() for word in lower))

    def sees(self, *words: str) -> bool:
        """Whether something that says all these words is there at this moment."""
        nodes = [node for node in self.look().walk() if "showing" in node.states]
        return any(all(word.lower() in node.name.lower() for word in words) for node in nodes)

    def wait_until_gone(self, *words: str) -> None:
        """Wait until nothing says these words any more."""
        deadline = time.monotonic() + PATIENCE_S
        while self.sees(*words):
            assert time.monotonic() < deadline, f"{words} stays"
            time.sleep(0.05)

    def press(self, name: str) -> None:
        """Activate a button or an entry of a menu as assistive technology does."""
        assert self._reader.press(PROGRAM, name), name

    def keys(self, *names: str) -> None:
        """Press keys by the names that X gives them: "Tab", "ctrl+a", "Return"."""
        self.display.xdotool("key", "--delay", 60, *names)

    def type(self, text: str) -> None:
        """Write a text."""
        self.display.xdotool("type", "--delay", 20, text)

    def click(self, node: Node) -> None:
        """Click into the middle of something."""
        self.display.xdotool("mousemove", *node.middle, "sleep", 0.05, "click", 1)

    def drag_in(self, kind: str, values: Sequence[object]) -> str:
        """Drag something out of another program and drop it into the middle of the window.

        The other program stays until the app asked it for what was dropped, and longer.

        Args:
            kind: See `source`.
            values: Of that kind.

        Returns:
            What the other program was told: "CopyAction", or "IgnoreAction" where nobody took it.
        """
        target = self.see(lambda node: node.role == "frame").middle
        corner = SIZE[0] - source.SIDE, SIZE[1] - source.SIDE
        words = [*corner, kind, *values]
        other = self._programs.enter_context(self.program(source.__name__, *words))
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"
        start = corner[0] + source.SIDE // 2, corner[1] + source.SIDE // 2
        self.display.xdotool(*_movement(start, target))
        return other.stdout.readline().strip()

    def copy_elsewhere(self, kind: str, values: Sequence[object]) -> None:
        """Copy something in another program, to be pasted into the app."""
        other = self._programs.enter_context(self.program(clipboard.__name__, kind, *values))
        assert other.stdout is not None
        assert other.stdout.readline() == "ready\n"

    def screenshot(self, path: Path) -> None:
        """Save what is on the screen, pixel by pixel."""
        with self.program(photograph.__name__, path) as camera:
            assert camera.wait(timeout=30) == 0

    def leave(self) -> None:
        """End the other programs."""
        self._programs.close()

    @contextlib.contextmanager
    def program(self, module: str, *words: object) -> Iterator[subprocess.Popen[str]]:
        """Run a module as a program on the same screen, and end it."""
        with subprocess.Popen(
            [sys.executable, "-m", module, *map(str, words)],
            cwd=REPOSITORY,
            env=self.display.environment,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.terminate()


def _movement(start: tuple[int, int], target: tuple[int, int]) -> list[object]:
    words: list[object] = ["mousemove", *start, "sleep", 0.1, "mousedown", 1]
    for step in range(1, STEPS + 1):
        x, y = (a + (b - a) * step // STEPS for a, b in zip(start, target, strict=True))
        words += ["sleep", 0.03, "mousemove", x, y]
    return [*words, "sleep", 0.15, "mouseup", 1]
