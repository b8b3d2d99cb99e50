"""On the device means on the device: no internet socket is ever opened."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.support_cli import USE_TINY, environment
from tests.support_model import picture

WATCHED = """
import json, socket, sys

seen = []

def hook(event, arguments):
    if event == "socket.__new__":
        seen.append(int(arguments[1]))
    elif event.startswith("socket.") and event != "socket.gethostname":
        seen.append(event)

sys.addaudithook(hook)
from petsight.cli import main
status = main({arguments!r})
during = list(seen)
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()  # the watch itself works
print(json.dumps([status, during, seen]), file=sys.stderr)
"""


def test_no_internet_socket(tmp_path):
    paths = [str(picture(tmp_path / f"{at}.png")) for at in range(5)] + [str(tmp_path / "none.jpg")]
    arguments = ["classify", "--jsonl", *USE_TINY, *paths]
    found = subprocess.run(
        [sys.executable, "-c", WATCHED.format(arguments=arguments)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert len(found.stdout.splitlines()) == 6
    status, during, seen = json.loads(found.stderr)
    assert status == 1
    assert during == []
    assert seen == [2]
