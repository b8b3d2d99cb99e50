"""`petsight classify` with an endpoint, as a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from tests.petsight.misbehaving import silent
from tests.support_cli import COMMAND, USE_TINY, environment
from tests.support_model import picture


@pytest.fixture
def cat(tmp_path):
    return str(picture(tmp_path / "cat.png"))


WITH_INTERRUPTS = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell ignores it
from petsight.cli import main
sys.exit(main())
"""


def test_an_interrupt_does_not_wait_for_an_endpoint_that_hangs(server, cat):
    """Without help, every picture in flight would take its 10 seconds."""
    server.script.append(None)
    server.always = silent
    command = [sys.executable, "-c", WITH_INTERRUPTS, "classify", *USE_TINY, "--jsonl"]
    arguments = ["--mode", "cloud", "--endpoint", server.url, *[cat] * 8]
    with subprocess.Popen(
        [*command, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        while len(server.pictures) < 8:
            server.stopping.wait(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=8)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_from_outside(server, cat):
    arguments = ["--mode", "cloud", "--endpoint", server.url, cat]
    found = subprocess.run(
        [*COMMAND, "classify", "--jsonl", *USE_TINY, *arguments],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (found.returncode, found.stderr) == (0, "")
    row = json.loads(found.stdout)
    assert (row["label"], row["source"]) == ("cat", "cloud")
