"""The engine as tests see it: its parts in a real browser, called from Python."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import ConsoleMessage, Page

from tests.mobile.server import Site

Size = tuple[int, int]
"""Width and height."""


class RefusedError(Exception):
    """What the engine says instead of an answer."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message = code, message


@dataclass
class Probe:
    """A page that holds the bundle of `probe.ts`.

    Attributes:
        page: The page itself.
        site: Serves it.
        console: What the page and its workers wrote to the console.
    """

    page: Page
    site: Site
    console: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.goto(f"{self.site.url}/index.html")

    def _note(self, message: ConsoleMessage) -> None:
        self.console.append(f"{message.type}: {message.text}")

    def run(self, script: str, *arguments: Any) -> Any:
        """Call a function of the page, and raise what it throws.

        Args:
            script: The body of a function of `a`, the list of arguments.
            arguments: Anything that JSON can say.
        """
        call = f"a => outcome(async () => {{ {script} }})"
        found = self.page.evaluate(call, list(arguments))
        if "message" in found:
            raise RefusedError(found["code"], found["message"])
        return found.get("value")

    def open(self, data: bytes) -> NDArray[np.uint8]:
        """Decode a file in the page: RGB, shape (height, width, 3)."""
        found = self.run("return open(a[0])", self.site.add("picture", data))
        pixels = _bytes(found["data"]).reshape(found["height"], found["width"], 4)
        assert (pixels[..., 3] == 255).all()
        return pixels[..., :3]

    def prepare(self, data: bytes, size: Size) -> NDArray[np.uint8]:
        """Decode and stretch a file: RGB, shape (1, height, width, 3)."""
        found = self.run("return prepare(a[0], a[1])", self.site.add("picture", data), _size(size))
        return _bytes(found).reshape(1, size[1], size[0], 3)

    def stretch(self, rgb: NDArray[np.uint8], size: Size) -> NDArray[np.uint8]:
        """Stretch pixels: from shape (height, width, 3) to (1, height, width, 3)."""
        height, width = rgb.shape[:2]
        rgba = np.dstack([rgb, np.full((height, width), 255, np.uint8)])
        path = self.site.add("pixels", rgba.tobytes())
        call = "return stretch(a[0], a[1], a[2])"
        found = self.run(call, path, _size((width, height)), _size(size))
        return _bytes(found).reshape(1, size[1], size[0], 3)

    def wait_for_no_worker(self) -> None:
        """Wait until the page's workers have ended, of which the browser tells a little later."""
        deadline = time.monotonic() + 30
        while self.page.workers:
            assert time.monotonic() < deadline, "a worker goes on"
            self.page.wait_for_timeout(10)


def decode_base64(text: str) -> bytes:
    """Return the bytes of what `probe.ts` wrote."""
    return base64.b64decode(text)


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(decode_base64(text), np.uint8)


def _size(size: Size) -> dict[str, int]:
    return {"width": size[0], "height": size[1]}
