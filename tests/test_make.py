"""`make` sets up what is missing, says what it cannot, and hands names on as they are."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import require

REPOSITORY = Path(__file__).resolve().parents[1]
SETUP = REPOSITORY / "tools" / "make_venv.sh"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a checkout that is set up, with programs that print their names and arguments."""
    require(shutil.which("make"), "make")
    folder = tmp_path / "a checkout"
    (folder / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(REPOSITORY / "Makefile", folder)
    for name in ("pyproject.toml", "constraints.txt", ".venv/.base", ".venv/.desktop"):
        (folder / name).touch()
    for program in ("petsight", "petsight-desktop"):
        _program(folder / ".venv" / "bin" / program, 'printf \'<%s>\' "${0##*/}" "$@"')
    for name in ("my photo.jpg", "a.jpg", "b.jpg", "cost $HOME.jpg", "it's.jpg"):
        (folder / name).touch()
    return folder


def _program(path: Path, line: str) -> None:
    path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
    path.chmod(0o755)


def _make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("image", "arguments"),
    [
        ("my photo.jpg", ["my photo.jpg"]),
        ("cost $HOME.jpg", ["cost $HOME.jpg"]),
        ("it's.jpg", ["it's.jpg"]),
        ("a.jpg b.jpg", ["a.jpg", "b.jpg"]),
        ('"my photo.jpg" a.jpg', ["my photo.jpg", "a.jpg"]),
        ("?.jpg my*", ["a.jpg", "b.jpg", "my photo.jpg"]),
        ("missing.jpg", ["missing.jpg"]),
        ("$(touch x) `touch x`;touch", ["$(touch", "x)", "`touch", "x`;touch"]),
    ],
)
def test_run_hands_names_on(checkout: Path, image: str, arguments: list[str]) -> None:
    done = _make(checkout, "run", f"IMAGE={image}")

    assert done.stdout == "".join(f"<{word}>" for word in ["petsight", "classify", *arguments])
    assert done.returncode == 0
    assert not (checkout / "x").exists()


def test_a_tilde_is_the_home_folder(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(checkout))
    done = _make(checkout, "run", "IMAGE=~/my photo.jpg")

    assert done.stdout == f"<petsight><classify><{checkout}/my photo.jpg>"


def test_run_without_a_picture_opens_the_app(checkout: Path) -> None:
    done = _make(checkout, "run")

    assert (done.stdout, done.stderr) == ("<petsight-desktop>", "")
    assert done.returncode == 0


def test_run_with_a_picture_that_lacks_image_says_how(checkout: Path) -> None:
    done = _make(checkout, "run", "a.jpg", "b.jpg")

    assert (done.returncode, done.stdout) == (2, "")
    assert 'a picture is given as IMAGE: make run IMAGE="a.jpg b.jpg"' in done.stderr


def test_run_before_another_target_does_both(checkout: Path) -> None:
    (checkout / "mobile").mkdir()
    done = _make(checkout, "-n", "run", "mobile")

    assert "IMAGE" not in done.stderr


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("train", "train --data my photos --out runs/cats --set seed=2"),
        ("tune", "tune --data my photos --out runs/cats-search --epochs 3 --size 150 --set seed=2"),
    ],
)
def test_training_and_search_are_handed_the_folder(checkout: Path, target: str, words: str) -> None:
    (checkout / ".venv" / ".train").touch()
    _program(checkout / ".venv" / "bin" / "python", 'echo "$@"')
    done = _make(checkout, target, "DATA=my photos", "NAME=cats", "ARGS=--set seed=2")

    assert done.stdout.splitlines()[-1] == f"-m model_training {words}"


@pytest.mark.parametrize("target", ["train", "tune"])
def test_training_and_search_ask_for_a_folder(checkout: Path, target: str) -> None:
    done = _make(checkout, target)

    assert done.returncode == 2
    assert f"make {target} needs a folder of pictures" in done.stderr


def test_help_lists_every_target(checkout: Path) -> None:
    makefile = (checkout / "Makefile").read_text(encoding="utf-8")
    (targets,) = re.findall(r"^\.PHONY: (.*)", makefile, flags=re.MULTILINE)
    listed = re.findall(r"^make ([\w-]+) {2,}\w", _make(checkout).stdout, flags=re.MULTILINE)

    assert sorted(listed) == sorted(targets.split())


def _setup(folder: Path, *pythons: str | Path, path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", SETUP, *pythons],
        cwd=folder,
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def _altered_python(folder: Path, change: str) -> None:
    """Put a `python3` into a folder that differs from this one in a single fact."""
    code = f"import sys; {change}; exec(sys.argv[1])"
    _program(folder / "python3", f'exec {shlex.quote(sys.executable)} -c {shlex.quote(code)} "$2"')


def test_setup_names_the_package_that_debian_leaves_out(tmp_path: Path) -> None:
    _altered_python(tmp_path, "sys.modules['ensurepip'] = None")
    done = _setup(tmp_path, "python3.99", "python3", path=str(tmp_path))

    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert done.returncode == 1
    assert f"    apt-get install -y python{version}-venv\n" in done.stderr
    assert not (tmp_path / ".venv").exists()


def test_setup_says_that_python_is_too_old(tmp_path: Path) -> None:
    _altered_python(tmp_path, "sys.version_info = (3, 10, 9)")
    done = _setup(tmp_path, "python3", path=str(tmp_path))

    assert done.returncode == 1
    assert "needs Python 3.11 or newer, and python3 is 3.10." in done.stderr
    assert "    apt-get install -y python3.11 python3.11-venv\n" in done.stderr


def test_setup_says_that_there_is_no_python(tmp_path: Path) -> None:
    done = _setup(tmp_path, "python3", path=str(tmp_path))

    assert done.returncode == 1
    assert "    apt-get install -y python3 python3-venv\n" in done.stderr


@pytest.mark.slow
def test_setup_makes_one_environment_and_keeps_it(tmp_path: Path) -> None:
    first = _setup(tmp_path, "", "python3.99", sys.executable, path="/usr/bin:/bin")
    second = _setup(tmp_path, sys.executable, path="/usr/bin:/bin")

    assert (first.returncode, second.returncode) == (0, 0)
    assert "Setting up .venv with Python 3." in first.stdout
    assert not second.stdout
    subprocess.run([tmp_path / ".venv" / "bin" / "python", "-c", "import pip"], check=True)
