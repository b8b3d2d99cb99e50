"""The command line on a terminal: sentences, colours and progress."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import require
from tests.support_cli import COMMAND, USE_TINY, environment
from tests.support_model import picture


@pytest.fixture
def cat(tmp_path):
    return picture(tmp_path / "cat.png")


def on_terminal(*arguments: str | Path, **env: str) -> tuple[int, str]:
    """Run `petsight classify` on a terminal of its own; return its status and the screen."""
    require(sys.platform != "win32", "a POSIX terminal")
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 100))
    command = [*COMMAND, "classify", *USE_TINY, *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(**env)
    ) as process:
        os.close(theirs)
        chunks = []
        while True:
            try:
                chunk = os.read(ours, 65536)
            except OSError:  # Linux: nobody holds the other end any more
                break
            if not chunk:
                break
            chunks.append(chunk)
        status = process.wait(60)
    os.close(ours)
    return status, b"".join(chunks).decode("utf-8").replace("\r\n", "\n")


def test_sentence_on_a_terminal(cat):
    status, screen = on_terminal(cat)
    assert status == 0
    lines = screen.splitlines()
    assert lines[0] == f"{cat}: \x1b[32mcat (100.0 %)\x1b[0m"
    assert re.fullmatch(
        r"\x1b\[2m  cat 100\.0 %   dog 0\.0 %   bird 0\.0 %   \d+ ms\x1b\[0m", lines[1]
    )
    assert len(lines) == 2


def test_sentence_about_a_failure_on_a_terminal(tmp_path):
    status, screen = on_terminal(tmp_path / "none.jpg")
    assert status == 1
    assert screen == f"{tmp_path}/none.jpg: \x1b[31mthere is no such file\x1b[0m\n"


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_no_colour(cat, env):
    status, screen = on_terminal(cat, cat, **env)
    assert status == 0
    assert "\x1b[3" not in screen
    assert "cat" in screen


def test_colour_needs_no_color_to_say_something(cat):
    assert "\x1b[32m" in on_terminal(cat, NO_COLOR="")[1]


def test_table_with_progress_on_a_terminal(tmp_path):
    for at in range(6):
        picture(tmp_path / f"{at}.png")
    status, screen = on_terminal(tmp_path)
    assert status == 0
    assert "6/6 [" in screen
    # What stays on the screen is what follows the last carriage return of each line.
    stays = [line.rpartition("\r")[2] for line in screen.split("\n")[:-1]]
    assert sum(line.startswith(f"{tmp_path}/") for line in stays) == 6
    assert re.fullmatch(r"6 pictures in \d+\.\d s: 6 cat", stays[-1])
    assert not any("pictures/s" in line for line in stays)


def test_quiet_shows_no_progress(tmp_path):
    for at in range(3):
        picture(tmp_path / f"{at}.png")
    assert "[" not in on_terminal(tmp_path, "--quiet", NO_COLOR="1")[1]
