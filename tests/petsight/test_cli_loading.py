"""Ctrl-C while `petsight` is still loading, where C code would lose or misread it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from petsight.cli import main
from petsight.loading import loading
from tests.support_cli import USE_TINY, environment
from tests.support_model import TINY, picture

INTERRUPTED = """
import signal, sys
event, wanted, action, *arguments = sys.argv[1:]
signal.signal(signal.SIGINT, getattr(signal, action))
from petsight.cli import main

def interrupt(name, given):
    if name == event and str(given[0]) == wanted:
        signal.raise_signal(signal.SIGINT)

sys.addaudithook(interrupt)
sys.exit(main(arguments))
"""
MOMENTS = [
    pytest.param("import", "_datetime", id="numpy's C code imports a module"),
    pytest.param("open", str(TINY), id="the model is read"),
]


def interrupted(event: str, wanted: str, action: str, photo: Path) -> tuple[int, bytes]:
    command = [sys.executable, "-c", INTERRUPTED, event, wanted, action]
    found = subprocess.run(
        [*command, "classify", *USE_TINY, "--jsonl", photo],
        env=environment(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return found.returncode, found.stderr


@pytest.fixture
def photo(tmp_path):
    return picture(tmp_path / "cat.png")


@pytest.mark.parametrize(("event", "wanted"), MOMENTS)
def test_ctrl_c_ends_it_at_once(event, wanted, photo):
    found = interrupted(event, wanted, "default_int_handler", photo)
    assert found == (-signal.SIGINT, b"")


@pytest.mark.parametrize(("event", "wanted"), MOMENTS)
def test_where_it_is_ignored_it_stays_ignored(event, wanted, photo):
    assert interrupted(event, wanted, "SIG_IGN", photo) == (0, b"")


def test_afterwards_ctrl_c_is_what_it_was(photo, capsys):
    before = signal.getsignal(signal.SIGINT)
    assert before is signal.default_int_handler
    assert main(["classify", *USE_TINY, str(photo)]) == 0
    assert signal.getsignal(signal.SIGINT) is before
    with pytest.raises(ValueError, match="broken"), loading():
        raise ValueError("broken")
    assert signal.getsignal(signal.SIGINT) is before
