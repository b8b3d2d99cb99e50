"""The commands of README and docs, as written."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lambda_service.local import LocalServer
from tests.support import require

REPOSITORY = Path(__file__).resolve().parent.parent
README = (REPOSITORY / "README.md").read_text("utf-8")
PAGES = {
    path.name: path.read_text("utf-8")
    for path in (REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md")))
}
BLOCKS = [
    (name, language, block)
    for name, page in PAGES.items()
    for language, block in re.findall(r"^```(\w+)\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
]
COMMANDS = [
    line.split("  #")[0].rstrip()
    for _, language, block in BLOCKS
    for line in block.splitlines()
    if language == "sh" and re.match(r"(cat .*\| )?petsight |curl ", line)
]
PYTHON = {name: block for name, language, block in BLOCKS if language == "python"}


@pytest.fixture
def home(tmp_path: Path, golden_inputs: Path) -> Path:
    """Return a folder that has the pictures that README speaks of."""
    picture, other = golden_inputs / "baseline.jpg", golden_inputs / "rgba.png"
    for folder in ("Pictures/trip", "photos"):
        (tmp_path / folder).mkdir(parents=True)
        shutil.copy(picture, tmp_path / folder / "one.jpg")
    for name in ("photo.jpg", "a.jpg"):
        shutil.copy(picture, tmp_path / name)
    shutil.copy(other, tmp_path / "b.png")
    return tmp_path


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Return the URL of a development server, which README calls $ENDPOINT."""
    with LocalServer() as server:
        yield server.url


def run(command: list[str], home: Path, **variables: str) -> str:
    script = home / "bin" / "petsight"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m petsight "$@"\n')
    script.chmod(0o755)
    path = f"{script.parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"HOME": str(home), "PATH": path, "PYTHONPATH": str(REPOSITORY)}
    environment |= variables
    done = subprocess.run(
        command, cwd=home, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_there_are_commands_to_test():
    assert len(COMMANDS) >= 7
    assert list(PYTHON) == ["README.md", "explain.md", "output.md", "sorting.md"]


@pytest.mark.parametrize("command", COMMANDS)
def test_shell(command, home, endpoint):
    variables = {"ENDPOINT": endpoint, "PETSIGHT_API_KEY": "a-key"}
    output = run(["bash", "-c", f"set -o pipefail; {command}"], home, **variables)
    assert output or ">" in command


@pytest.mark.parametrize("page", PYTHON)
def test_python(page, home):
    lines = run([sys.executable, "-c", PYTHON[page]], home).splitlines()
    if page == "README.md":
        assert [line.split()[0] for line in lines[1:]] == ["a.jpg", "b.png"]
    if page == "output.md":
        with (home / "answers.csv").open(encoding="utf-8", newline="") as file:
            assert [row["path"] for row in csv.DictReader(file)] == ["a.jpg", "b.png"]


def test_a_picture_of_many_megabytes_by_curl(home, endpoint):
    """Before it sends more than a megabyte, curl asks whether it may."""
    [command] = [command for command in COMMANDS if command.startswith("curl ")]
    with (home / "photo.jpg").open("ab") as file:
        file.write(bytes(4 * 2**20))
    variables = {"ENDPOINT": endpoint, "PETSIGHT_API_KEY": "a-key"}
    assert '"label"' in run(["bash", "-c", command], home, **variables)


def test_make_run(golden_inputs):
    """The first command of all; a fresh clone is set up by the `make test` that runs this."""
    require((REPOSITORY / ".venv" / ".base").exists(), "the environment that make sets up")
    picture = golden_inputs / "baseline.jpg"
    done = subprocess.run(
        ["make", "--no-print-directory", "run", f"IMAGE={picture}"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert picture.name in done.stdout


def test_links_lead_somewhere():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert links
    assert [link for link in links if not (REPOSITORY / link).exists()] == []


def test_the_house_names_what_there_is():
    named = set(re.findall(r"^\| .*$", README.split("## The house")[1], re.MULTILINE))
    folders = set(re.findall(r"`(\w+)/`", "\n".join(named)))
    assert folders >= {"petsight", "lambda_service", "model_training", "assets", "tests", "tools"}
    assert all((REPOSITORY / folder).is_dir() for folder in folders)
