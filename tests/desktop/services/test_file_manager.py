"""Folders shown by a program of the system's, for which a script stands."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from desktop.services import file_manager
from desktop.services.file_manager import FileManagerError, opener, show


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that notes what it is asked; nothing is there yet."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path / "xdg-open"


def write(program: Path, script: str) -> str:
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt opens folders itself")
def test_the_systems_program_is_found(program):
    write(program, "exit 0")
    assert opener() == str(program)


def test_a_folder_is_shown_and_nothing_else_is_said(program, tmp_path, capfd):
    folder = tmp_path / "a folder with «all» 'kinds' of $names"
    show(write(program, f'echo noise; echo more >&2; echo "$1" > {tmp_path}/asked'), folder)
    assert (tmp_path / "asked").read_text() == f"{folder}\n"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("script", ["exit 3", None])
def test_nothing_shows_folders(program, tmp_path, script):
    path = str(program) if script is None else write(program, script)
    with pytest.raises(FileManagerError, match="no program shows this"):
        show(path, tmp_path)


@pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")
def test_a_file_manager_that_stays_is_not_waited_for(program, tmp_path, monkeypatch):
    monkeypatch.setattr(file_manager, "PATIENCE_S", 0.0)
    os.mkfifo(tmp_path / "end")
    show(write(program, f"cd {tmp_path}; echo $$ > number; read _ < end"), tmp_path)
    (tmp_path / "end").write_text("now\n")
    os.waitpid(int((tmp_path / "number").read_text()), 0)


@pytest.mark.parametrize("former", [None, "/opt/lib"])
def test_the_libraries_of_a_packaged_app_stay_with_it(program, tmp_path, monkeypatch, former):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/petsight/_internal")
    if former:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", former)
    show(write(program, f'echo "$LD_LIBRARY_PATH" > {tmp_path}/seen'), tmp_path)
    assert (tmp_path / "seen").read_text() == f"{former or ''}\n"
