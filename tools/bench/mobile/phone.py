"""The page in a browser of a phone's size, as its service serves it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypedDict

from playwright.sync_api import BrowserContext, Page, sync_playwright

OBSERVER: Final = Path(__file__).with_name("observe.js")
LIMIT_MS: Final = 900_000
"""A step that takes longer will not end at all."""


class Observed(TypedDict):
    """What `observe.js` noted; moments are milliseconds since the page was opened.

    Attributes:
        ready: When the model was loaded.
        chosen: When the latest photos were chosen.
        answered: When each answer was shown.
        listing: How long the browser held the page's thread to list the chosen files, before
            the page was given them.
        lag: How much later than due a timer of the page's own thread came at worst since then.
    """

    ready: float
    chosen: float
    answered: list[float]
    listing: float
    lag: float


class Phone:
    """A browser that has opened the page before, so that everything is cached."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self._context = context
        self._url = url
        page = self.open()
        page.wait_for_selector(".offline[data-state=ready]", timeout=LIMIT_MS)
        page.close()

    def open(self) -> Page:
        """Open the page and wait until it can answer."""
        page = self._context.new_page()
        page.goto(self._url)
        page.wait_for_selector("html[data-engine=settled]", timeout=LIMIT_MS)
        return page

    def opening_s(self) -> float:
        """Open the page, and return the seconds until it could answer."""
        page = self.open()
        try:
            return look(page)["ready"] / 1e3
        finally:
            page.close()


def answer(page: Page, photos: Sequence[Path]) -> Observed:
    """Choose photos in an open page, and wait until all are answered."""
    before = len(look(page)["answered"])
    page.set_input_files("input[type=file][multiple]", photos)
    page.wait_for_function("count => answers(count)", arg=before + len(photos), timeout=LIMIT_MS)
    return look(page)


def look(page: Page) -> Observed:
    """Return what was noted so far."""
    found: Observed = page.evaluate("observed")
    return found


def stages_ms(page: Page) -> dict[str, float]:
    """Return how long each stage of the latest answer took, as the page keeps it for a reload."""
    kept = map(json.loads, page.evaluate("Object.values(sessionStorage)"))
    found: dict[str, float] = max(kept, key=lambda photo: photo["id"])["prediction"]["timings_ms"]
    return found


@contextmanager
def phone(profile: Path) -> Iterator[Phone]:
    """Serve the page and open it once.

    Args:
        profile: An empty folder for what the browser keeps.
    """
    with _served() as url, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=shutil.which("chromium"),
            # Chromium's sandbox refuses to run for root.
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
            viewport={"width": 390, "height": 844},
            has_touch=True,
            is_mobile=True,
        )
        context.add_init_script(path=OBSERVER)
        try:
            yield Phone(context, url)
        finally:
            context.close()


@contextmanager
def _served() -> Iterator[str]:
    """Run the development server and return the page's address."""
    command = [sys.executable, "-m", "lambda_service.local", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        lines = iter(server.stdout or ())
        found = next(filter(None, (re.search(r"http://\S+", line) for line in lines)))
        # A pipe that nobody reads fills up with the service's log, and then the service waits.
        reader = threading.Thread(target=deque, args=(lines, 0))
        reader.start()
        try:
            yield f"{found[0]}/app/"
        finally:
            server.terminate()
            reader.join()
