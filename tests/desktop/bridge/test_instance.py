"""A second start hands its files to the first."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket

from desktop.bridge.claim import is_claimed, socket_name
from desktop.bridge.instance import MAX_BYTES, Instance, hand_over
from tests.support_cli import ROOT

SCRIPT = """
import sys
from PySide6.QtCore import QCoreApplication
from desktop.bridge.claim import is_claimed
from desktop.bridge.instance import Instance, hand_over

app = QCoreApplication([])
name, paths = sys.argv[1], sys.argv[2:]
if is_claimed(name) and hand_over(name, paths):
    print("handed over", flush=True)
else:
    instance = Instance(name)
    instance.listen()
    print("runs", flush=True)
    app.exec()
"""


@pytest.fixture
def name(home) -> str:
    return socket_name(home)


@pytest.fixture
def first(qtbot, name):
    assert not is_claimed(name)
    instance = Instance(name)
    instance.listen()
    yield instance
    instance.close()


def start(name: str, *paths: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, name, *paths], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGCONT)
    process.kill()
    process.communicate(timeout=30)


def test_a_second_process_hands_over_and_ends(qtbot, first, name):
    paths = ["/photos/naïve façade — 猫.jpg", os.fsdecode(b"/photos/caf\xe9.jpg")]
    with qtbot.waitSignal(first.received) as told:
        process = start(name, *paths)
    assert told.args == [paths]
    assert process.communicate(timeout=30)[0].strip() == "handed over"
    assert process.returncode == 0


def test_no_paths_are_handed_over_too(qtbot, first, name):
    with qtbot.waitSignal(first.received) as told:
        process = start(name)
    assert told.args == [[]]
    assert process.communicate(timeout=30)[0].strip() == "handed over"


def test_a_socket_that_a_killed_app_left_behind(qtbot, name):
    process = start(name)
    assert line(process) == "runs"
    kill(process)
    assert is_claimed(name)
    assert not hand_over(name, ["/a.jpg"])
    instance = Instance(name)
    instance.listen()
    with qtbot.waitSignal(instance.received):
        second = start(name, "/b.jpg")
    assert second.communicate(timeout=30)[0].strip() == "handed over"
    instance.close()


def test_an_app_that_hangs_is_left_alone(name):
    process = start(name)
    assert line(process) == "runs"
    process.send_signal(signal.SIGSTOP)
    assert not hand_over(name, ["/a.jpg"])
    kill(process)


@pytest.mark.parametrize("data", [b"", b"\0\0", b"\0\0\0\x09/a.jpg", b"\xff" * 8])
def test_nonsense_changes_nothing(qtbot, first, name, data):
    stranger = QLocalSocket()
    with qtbot.assertNotEmitted(first.received, wait=100):
        stranger.connectToServer(name)
        assert stranger.waitForConnected(1000)
        stranger.write(data)
        stranger.flush()
    stranger.abort()
    with qtbot.waitSignal(first.received):
        process = start(name, "/a.jpg")
    process.communicate(timeout=30)


def test_too_long_a_list_is_refused(qtbot, first, name):
    stranger = QLocalSocket()
    stranger.connectToServer(name)
    assert stranger.waitForConnected(1000)
    with qtbot.waitSignal(stranger.disconnected):
        stranger.write((MAX_BYTES + 1).to_bytes(4, "big"))


def test_relative_paths_are_dropped(qtbot, first, name):
    with qtbot.waitSignal(first.received) as told:
        process = start(name, "relative.jpg", "/absolute.jpg")
    assert told.args == [["/absolute.jpg"]]
    process.communicate(timeout=30)


def test_the_socket_is_the_persons_own(first, name, home):
    assert Path(name).parent == home / "run"
    assert Path(name).stat().st_mode & 0o077 == 0


def test_other_folders_other_app(home, monkeypatch):
    assert socket_name(home) != socket_name(home / "other")
    assert socket_name(home) == socket_name(home)
    monkeypatch.delenv("XDG_RUNTIME_DIR")
    assert "/" not in socket_name(home)
    monkeypatch.setenv("XDG_RUNTIME_DIR", f"/{'x' * 120}")
    assert "/" not in socket_name(home)
