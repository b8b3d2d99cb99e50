"""Fetch from the small web."""

from __future__ import annotations

import subprocess
import sys

import pytest

from petsight.errors import FetchError
from petsight.fetch import fetch_image
from tests.petsight.small_web import Web
from tests.support_cli import environment

URL = "https://example.org/cat.jpg"
PICTURE = b"\xff\xd8 any bytes at all \x00"


def take(
    web: Web, url: str = URL, allowed: list[str] | None = None, seconds: float = 30.0
) -> bytes:
    """Fetch, with time enough for a busy machine unless time is the subject."""
    return fetch_image(url, allowed_hosts=allowed, seconds=seconds, network=web.network())


def refusal(
    web: Web, url: str = URL, allowed: list[str] | None = None, seconds: float = 30.0
) -> str:
    """Fetch in vain and return the sentence that is given for it."""
    with pytest.raises(FetchError) as caught:
        take(web, url, allowed, seconds)
    return caught.value.message


def output_of(code: str) -> str:
    """Run code in an interpreter of its own."""
    found = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return found.stdout.strip()
