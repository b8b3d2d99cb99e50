"""A model is loaded without a word, and nobody else's words are lost for good."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from petsight.native import standard_error_aside
from tests.support_cli import ROOT, environment

LOAD = "import os; from petsight import Model; Model(); os.write(2, b'after')"


def run(script: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script]
    return subprocess.run(
        command, env=environment(), cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_a_model_is_loaded_without_a_word():
    done = run(LOAD)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "after")


def test_the_runtime_would_say_something():
    """Else nothing of this would be needed any more."""
    silence = "import contextlib, petsight.native as native\n"
    silence += "native.standard_error_aside = contextlib.nullcontext\n"
    assert "XNNPACK" in run(silence + LOAD).stderr


def test_a_closed_standard_error_is_no_trouble():
    done = run("import os; os.close(2); from petsight import Model; print(Model().info.width)")
    assert (done.returncode, done.stdout) == (0, "224\n")


@pytest.fixture
def said(capfd):
    def read():
        os.write(2, b"end")
        return capfd.readouterr().err

    return read


def test_only_the_block_is_silent(said):
    os.write(2, b"before ")
    with standard_error_aside():
        os.write(2, b"inside ")
    os.write(2, b"after ")
    assert said() == "before after end"


def test_an_error_ends_the_silence(said):
    with pytest.raises(KeyError), standard_error_aside():
        raise KeyError
    assert said() == "end"


def test_many_threads_leave_it_as_it_was(said):
    start = threading.Barrier(8)

    def silent(_):
        start.wait(10)
        for _ in range(50):
            with standard_error_aside():
                os.write(2, b"inside ")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(silent, range(8)))
    assert said() == "end"
