"""The command line from outside: pipes, signals, terminals and names that nobody expects."""

from __future__ import annotations

import array
import csv
import fcntl
import io
import json
import os
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from tests.support import require
from tests.support_cli import COMMAND, USE_TINY, classify, environment, petsight
from tests.support_model import picture

WITH_INTERRUPTS = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell ignores it
from petsight.cli import main
sys.exit(main())
"""


@pytest.fixture
def cat(tmp_path):
    return picture(tmp_path / "cat.png")


def test_nothing_but_answers_is_printed(cat):
    found = classify("--jsonl", cat)
    assert (found.returncode, found.stderr) == (0, "")
    assert json.loads(found.stdout)["label"] == "cat"


def test_the_shipped_model_answers(golden_inputs):
    found = petsight("classify", "--jsonl", golden_inputs / "224x224.png")
    assert (found.returncode, found.stderr) == (0, "")
    assert list(json.loads(found.stdout)["scores"]) == ["cat", "dog"]


def test_bad_files_among_good_ones(tmp_path, cat):
    (tmp_path / "cut.png").write_bytes(cat.read_bytes()[:50])
    (tmp_path / "empty.jpg").write_bytes(b"")
    (tmp_path / "text.jpg").write_text("hello")
    os.mkfifo(tmp_path / "pipe.jpg")
    found = classify("--csv", tmp_path, tmp_path / "none.jpg", cat)
    rows = list(csv.DictReader(io.StringIO(found.stdout)))
    assert [(Path(row["path"]).name, row["label"], row["error_code"]) for row in rows] == [
        ("cat.png", "cat", ""),
        ("cut.png", "", "truncated"),
        ("empty.jpg", "", "empty"),
        ("pipe.jpg", "", "not_a_file"),
        ("text.jpg", "", "not_an_image"),
        ("none.jpg", "", "no_such_file"),
        ("cat.png", "cat", ""),
    ]
    assert (found.returncode, found.stderr) == (1, "")


def test_standard_input(cat):
    with cat.open("rb") as file:
        found = classify("--jsonl", "-", stdin=file)
    assert json.loads(found.stdout)["label"] == "cat"


@pytest.mark.timeout(60)  # the second picture would be waited for until then
def test_ctrl_c_while_waiting_for_standard_input(cat):
    command = [sys.executable, "-c", WITH_INTERRUPTS, "classify", *USE_TINY, "--jsonl"]
    command += [str(cat), "-"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(PYTHONFAULTHANDLER="1"),
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"\x89PNG")  # and never the rest
        process.stdin.flush()
        _wait_until_reading(process.pid)
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=30)
    assert (process.returncode, complaints) == (130, b"")


def _wait_until_reading(pid: int) -> None:
    """Return once the pipe that is its standard input has been emptied by the process."""
    while True:
        waiting = array.array("i", [0])
        with Path(f"/proc/{pid}/fd/0").open("rb", buffering=0) as pipe:
            fcntl.ioctl(pipe, termios.FIONREAD, waiting)
        if waiting[0] == 0:
            return
        time.sleep(0.02)  # nobody else says when another process has read


def test_standard_input_that_cannot_be_read(cat, tmp_path):
    with (tmp_path / "only-to-write").open("wb") as file:
        found = classify("--jsonl", cat, "-", stdin=file)
    assert found.returncode == 2
    assert found.stderr == "petsight: standard input cannot be read (Bad file descriptor)\n"


def test_a_folder_that_is_gone_while_we_are_in_it(cat, tmp_path):
    line = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    found = subprocess.run(
        ["/bin/sh", "-c", line, "sh", *COMMAND, "sort", *USE_TINY, str(cat), "sorted"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (found.returncode, found.stdout) == (2, "")
    assert found.stderr == "petsight: the current folder is gone; change to one that exists\n"


NAMES = [
    b"new\nline.png",
    b"not-utf8-\xff\xfe.png",
    b"-leading-dash.png",
    "emoji 🐈 猫.png".encode(),
    b'quote",comma.png',
    b"\x1b[31mred.png",
    b" space .png",
]


@pytest.fixture
def odd_names(tmp_path):
    for name in NAMES:
        picture(Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)))
    return tmp_path


@pytest.mark.parametrize("locale", ["C.UTF-8", "C", "POSIX"])
@pytest.mark.parametrize("form", ["--table", "--json", "--jsonl", "--csv"])
def test_odd_names(odd_names, form, locale):
    forms = [] if form == "--table" else [form]
    env = {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    found = classify(*forms, "--", *sorted(NAMES), cwd=odd_names, env=env)
    assert (found.returncode, found.stderr) == (0, "")
    if form == "--csv":
        rows = list(csv.DictReader(io.StringIO(found.stdout)))
        assert len(rows) == len(NAMES)
        assert {row["label"] for row in rows} == {"cat"}
    elif form == "--table":
        assert found.stdout.count("\n") == len(NAMES) + 3
        assert "\x1b" not in found.stdout
        assert "new\\nline.png" in found.stdout
    else:
        text = found.stdout
        rows = json.loads(text) if form == "--json" else list(map(json.loads, text.splitlines()))
        encoding = "utf-8" if locale == "C.UTF-8" else "ascii"
        paths = [row["path"].encode(encoding, "surrogateescape") for row in rows]
        assert paths == sorted(NAMES)


def test_ascii_terminal_encoding(tmp_path):
    path = picture(tmp_path / "猫.png")
    found = classify(path, env={"PYTHONIOENCODING": "ascii"})
    assert found.returncode == 0
    assert "\\u732b.png" in found.stdout
    assert "猫.png" in classify("--csv", path, env={"PYTHONIOENCODING": "ascii"}).stdout


def test_a_reader_that_leaves_ends_it_quietly(cat):
    command = [*COMMAND, "classify", *USE_TINY, "--jsonl", *[str(cat)] * 3000]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["label"] == "cat"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 141


def test_a_reader_that_never_came(cat):
    """Here only the very last flush meets the closed pipe."""
    for arguments in (["classify", *USE_TINY, str(cat)], ["--help"], ["model", USE_TINY[1]]):
        ours, theirs = os.pipe()
        os.close(ours)
        found = subprocess.run(
            [*COMMAND, *arguments],
            stdout=theirs,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=60,
            check=False,
        )
        os.close(theirs)
        assert (found.returncode, found.stderr) == (141, b""), arguments


def test_a_full_disk_is_one_sentence(cat):
    require(Path("/dev/full").exists(), "/dev/full")
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run(
            [*COMMAND, "classify", *USE_TINY, "--jsonl", str(cat)],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=60,
            check=False,
        )
    assert found.returncode == 2
    assert found.stderr == (b"petsight: the output cannot be written (No space left on device)\n")


@pytest.mark.parametrize(
    ("closed", "status", "stderr"),
    [
        ("<&-", 0, ""),
        ("2>&-", 0, ""),
        (">&-", 2, "petsight: there is no standard output to write to\n"),
    ],
)
def test_closed_streams(cat, closed, status, stderr):
    line = f'exec "$@" {closed}'
    found = subprocess.run(
        ["/bin/sh", "-c", line, "sh", *COMMAND, "classify", *USE_TINY, "--jsonl", str(cat)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (found.returncode, found.stderr) == (status, stderr)
    assert found.stdout.count('"label": "cat"') == (status == 0)


def test_an_interrupt_ends_a_long_batch_quietly(cat):
    command = [sys.executable, "-c", WITH_INTERRUPTS, "classify", *USE_TINY, "--jsonl"]
    with subprocess.Popen(
        [*command, *[str(cat)] * 5000],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,  # what a buffer had read ahead, communicate() would not return
        env=environment(),
    ) as process:
        assert process.stdout is not None
        rows = [process.stdout.readline()]
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    rows += rest.splitlines()
    assert (process.returncode, errors) == (130, b"")
    assert len(rows) < 5000
    assert {json.loads(row)["label"] for row in (rows[0], *rows[1:-1])} == {"cat"}


def test_no_progress_without_a_terminal(tmp_path):
    for at in range(3):
        picture(tmp_path / f"{at}.png")
    assert classify(tmp_path).stderr == ""


def test_self_test_of_this_installation():
    found = petsight("self-test", "--json")
    report = json.loads(found.stdout)
    assert (found.returncode, found.stderr, report["passed"]) == (0, "", True)
