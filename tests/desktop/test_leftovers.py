"""The look at what a test leaves behind sees each kind."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

from tests.desktop.leftovers import Leftovers


def _nothing() -> None:
    """Let nothing happen meanwhile."""


def test_a_thread_is_seen_until_it_ends() -> None:
    before, release = Leftovers.now(), threading.Event()
    thread = threading.Thread(target=release.wait, name="forgotten")
    thread.start()
    assert any("forgotten" in name for name in Leftovers.now().names - before.names)

    release.set()
    assert before.wait_for_end(thread.join) == []


def test_a_process_is_seen_until_it_ends() -> None:
    before = Leftovers.now()
    with subprocess.Popen(["sleep", "60"]) as process:
        assert f"process {process.pid}" in Leftovers.now().names
        process.kill()
    assert before.wait_for_end(_nothing) == []


def test_an_open_file_is_seen_until_it_is_closed(tmp_path: Path) -> None:
    before = Leftovers.now()
    with (tmp_path / "open.txt").open("w"):
        assert Leftovers.now().names - before.names == {f"file {tmp_path / 'open.txt'}"}
    assert before.wait_for_end(_nothing) == []
