"""`petsight sort` from outside: signals, and names that are no text."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.petsight.sorting_support import names
from tests.support_cli import COMMAND, ROOT, USE_TINY, environment, petsight
from tests.support_model import COLOURS, picture

ALL = sorted(f"{answer}/{answer}.png" for answer in COLOURS)


@pytest.fixture
def photos(tmp_path):
    """One picture for every answer."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for answer in COLOURS:
        picture(folder / f"{answer}.png", answer)
    return folder


def test_ctrl_c_ends_in_order_and_the_next_call_goes_on(photos, destination):
    script = """
import os, signal, sys
from petsight.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
link = os.link
def interrupted(*names):
    link(*names)
    os.kill(os.getpid(), signal.SIGINT)
os.link = interrupted
sys.exit(main())
"""
    command = [sys.executable, "-c", script, "sort", "--move", *USE_TINY]
    done = subprocess.run(
        [*command, str(photos), str(destination)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
    again = petsight("sort", "--move", *USE_TINY, photos, destination)
    assert (again.returncode, again.stderr) == (0, "")
    assert (sorted(names(destination)), names(photos)) == (ALL, [])


def test_killed_in_the_middle_the_same_command_finishes(photos, destination):
    """Killed as a user's system kills: from outside, once two pictures are sorted."""
    command = [*COMMAND, "sort", "--move", *USE_TINY, str(photos), str(destination)]
    script = """
import os, sys
from petsight.cli import main
link, done = os.link, []
def waiting(*names):
    if len(done) == 2:
        print("ready", flush=True)
        sys.stdin.read()
    done.append(link(*names))
os.link = waiting
main()
"""
    with subprocess.Popen(
        [sys.executable, "-c", script, *command[len(COMMAND) :]],
        env=environment(),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGKILL)
    assert len(names(photos)) + len(names(destination)) == len(COLOURS)
    assert len(names(destination)) == 2
    again = petsight(*command[len(COMMAND) :])
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.startswith("moved: 4 (")
    assert (sorted(names(destination)), names(photos)) == (ALL, [])


def test_names_that_are_no_text(photos, destination):
    odd = Path(os.fsdecode(os.fsencode(photos) + b"/\xff\n.png"))
    picture(odd)
    done = petsight("sort", "--dry-run", *USE_TINY, odd, destination)
    assert done.stdout == f"{photos}/\\udcff\\n.png -> {destination}/cat/\\udcff\\n.png\n"
    assert petsight("sort", *USE_TINY, odd, destination).returncode == 0
    assert os.listdir(os.fsencode(destination / "cat")) == [b"\xff\n.png"]  # noqa: PTH208 - bytes
