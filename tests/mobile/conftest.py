"""A phone's browser, shared by the page's tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support import require

PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Return a headless Chromium: the system's own, of which nothing is downloaded."""
    program = shutil.which("chromium")
    require(program, "Debian's chromium")
    # Chromium's sandbox refuses to run for root.
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=options)
        yield running
        running.close()
