"""On the device means on the device: no internet socket is ever opened."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

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


def watched(arguments: list[str], **variables: str) -> tuple[list[dict[str, Any]], list[object]]:
    """Run the command line; return its answers and what it did with sockets."""
    found = subprocess.run(
        [sys.executable, "-c", WATCHED.format(arguments=arguments)],
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    status, during, seen = json.loads(found.stderr)
    assert status in (0, 1)
    assert seen == [*during, 2]
    return [json.loads(line) for line in found.stdout.splitlines()], during


def test_no_internet_socket(tmp_path):
    paths = [str(picture(tmp_path / f"{at}.png")) for at in range(5)] + [str(tmp_path / "none.jpg")]
    answers, during = watched(["classify", "--jsonl", *USE_TINY, *paths])
    assert len(answers) == 6
    assert during == []


def test_an_endpoint_in_the_environment_changes_nothing(tmp_path):
    """Not even for a picture that the device is not sure about."""
    path = str(picture(tmp_path / "odd.png", "not sure"))
    endpoint = {"PETSIGHT_ENDPOINT": "https://pets.example.com", "PETSIGHT_API_KEY": "key"}
    for mode in ([], ["--mode", "device"]):
        answers, during = watched(["classify", "--jsonl", *USE_TINY, *mode, path], **endpoint)
        assert [answer["label"] for answer in answers] == ["not sure"]
        assert during == []


def test_auto_mode_opens_none_while_the_device_is_sure(tmp_path):
    paths = [str(picture(tmp_path / f"{at}.png")) for at in range(5)]
    mode = ["--mode", "auto", "--endpoint", "http://127.0.0.1:9"]
    answers, during = watched(["classify", "--jsonl", *USE_TINY, *mode, *paths])
    assert {answer["source"] for answer in answers} == {"device"}
    assert during == []


def test_the_watch_sees_a_cloud(tmp_path):
    path = str(picture(tmp_path / "odd.png", "not sure"))
    mode = ["--mode", "auto", "--endpoint", "http://127.0.0.1:9"]
    answers, during = watched(["classify", "--jsonl", *USE_TINY, *mode, path])
    assert [answer["detail"] for answer in answers] == ["offline"]
    assert "socket.connect" in during
