"""A phone's browser, shared by the page's tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserType, sync_playwright

from tests.support import require

PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


def launch(kind: BrowserType, *options: str) -> Browser:
    """Start a headless Chromium: the system's own, of which nothing is downloaded.

    Args:
        kind: Playwright's own Chromium.
        options: Of its command line.
    """
    program = shutil.which("chromium")
    require(program, "Debian's chromium")
    # Chromium's sandbox refuses to run for root.
    for_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return kind.launch(executable_path=program, args=[*for_root, *options])


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Return a Chromium that the tests of a package share."""
    with sync_playwright() as playwright:
        running = launch(playwright.chromium)
        yield running
        running.close()
