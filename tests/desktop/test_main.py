"""The command `petsight-desktop`: what it says where no window opens, and the start of the app."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from desktop.bridge.claim import is_claimed, socket_name
from desktop.main import main
from desktop.services.folders import standard_folders
from petsight import __version__
from tests.desktop.bridge.desks import pictures
from tests.desktop.processes import OFFSCREEN, app, command


def test_help_and_version_load_no_qt(capsys):
    found = command("--help")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("usage: petsight-desktop [FILE | FOLDER]...")
    assert command("--version").stdout == f"petsight-desktop {__version__}\n"


@pytest.mark.parametrize("arguments", [["--nonsense"], ["-x", "photo.jpg"]])
def test_an_unknown_option(arguments):
    found = command(*arguments)
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr == f"petsight-desktop: there is no option {arguments[0]}; try --help\n"


def test_no_display():
    found = command(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert found.returncode == 2
    assert found.stderr.startswith("petsight-desktop: there is no display")


def test_a_platform_that_cannot_be_used():
    found = command(QT_QPA_PLATFORM="nonsense")
    assert found.returncode == 2
    assert "petsight-desktop: no window can be opened:" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            ModuleNotFoundError("No module named 'PySide6'", name="PySide6"),
            "pip install 'petsight[desktop]'",
        ),
        (
            ImportError("libEGL.so.1: cannot open shared object file: No such file or directory"),
            "the app needs libEGL.so.1, a library that this system lacks; on Debian",
        ),
    ],
)
def test_qt_is_missing(monkeypatch, capsys, error, sentence):
    class Missing:
        def find_spec(self, name, *_more):
            if name == "desktop.app":
                raise error

    monkeypatch.delitem(sys.modules, "desktop.app", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main([]) == 2
    assert sentence in capsys.readouterr().err


def test_the_first_frame_waits_for_nothing_slow():
    with app() as started:
        assert started.until("frame")["loaded"] == []
        assert started.close()["threads"] == []
        assert started.until("ends")["status"] == 0
        assert started.process.wait(30) == 0


def test_a_photo_as_argument_is_answered(home):
    (path,) = pictures(home, "cat")
    with app(os.path.relpath(path)) as started:
        assert started.until("answers")["answers"].keys() == {path}
        started.close()


def test_what_begins_with_a_dash_is_a_path_after_two(home):
    pictures(home, "cat")
    (home / "0000 cat.png").rename(home / "-x.png")
    with app("--", str(home / "-x.png")) as started:
        assert started.until("idle")["total"] == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_properly(home, number):
    with app(*pictures(home, "cat")) as started:
        started.until("idle")
        started.process.send_signal(number)
        assert started.until("closed")["total"] == 1
        assert started.process.wait(30) == 0


def test_a_second_start_hands_its_files_to_the_first(home):
    with app() as first:
        first.until("restored")
        found = command(*pictures(home, "cat", "dog"), **OFFSCREEN)
        assert (found.returncode, found.stdout) == (0, "")
        assert first.until("idle")["total"] == 2
        first.close()


def test_a_start_that_comes_while_the_last_one_ends_knows_what_that_one_did(home):
    with app(*pictures(home, "cat")) as first:
        first.until("idle")
        first.tell("sort")
        first.until("sorted")
        first.tell("hold")
        first.tell("close")
        first.until("ending")
        assert is_claimed(socket_name(standard_folders().data)), "nobody would wait for it"
        with app() as second:
            first.tell("end")
            assert second.until("sorted")["folder"] == str(home / "sorted")
            second.close()


def test_in_device_mode_nothing_of_the_internet_is_touched(home):
    with app(*pictures(home, "cat", "not sure")) as started:
        started.until("idle")
        started.close()
        assert started.process.stdin is not None
        started.process.stdin.close()
        rest = started.process.stdout.read() if started.process.stdout else ""
    assert '"socket"' not in rest


def test_nothing_is_written_outside_the_standard_folders(home):
    folder = home / "photos"
    before = set(pictures(folder, "cat", "dog"))
    with app(str(folder)) as started:
        started.until("idle")
        started.close()
        started.until("ends")
    written = {path for path in home.rglob("*") if path.is_file()} - set(map(Path, before))
    places = {path.relative_to(home).parts[0] for path in written}
    assert places <= {"config", "data", "cache", "state"}
    assert any(path.name == "session.sqlite" for path in written)
