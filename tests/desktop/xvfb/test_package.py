"""The package that `make package` builds, in a system that has nothing but the listed libraries."""

from __future__ import annotations

import configparser
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from desktop.services.session import Session
from tests.desktop.xvfb.bare_root import make_bare_root, what_is_missing
from tests.desktop.xvfb.display import Display
from tests.desktop.xvfb.user import REPOSITORY
from tests.support import require

pytestmark = pytest.mark.slow

PATIENCE_S = 60


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the app and return its folder."""
    folder = tmp_path_factory.mktemp("package")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    command += [f"--distpath={folder / 'dist'}", f"--workpath={folder / 'build'}"]
    subprocess.run([*command, REPOSITORY / "packaging" / "petsight.spec"], check=True)
    return folder / "dist" / "petsight"


@pytest.fixture
def root(package: Path, golden_inputs: Path) -> Iterator[Path]:
    """Return the bare system with the app and a picture in it, and a home that is empty."""
    require(not what_is_missing(), what_is_missing())
    bare = make_bare_root(REPOSITORY / ".cache" / "bare")
    with tempfile.TemporaryDirectory(dir=bare, prefix="home-") as home:
        shutil.copytree(package, Path(home) / "petsight", symlinks=True)
        (Path(home) / "photos").mkdir()
        shutil.copy(golden_inputs / "baseline.jpg", Path(home) / "photos")
        yield Path(home)


@pytest.mark.parametrize(
    ("platform", "argument"), [("offscreen", "photos/baseline.jpg"), ("xcb", "photos")]
)
def test_it_answers_where_nothing_else_is(
    root: Path, display: Display, platform: str, argument: str
) -> None:
    home = Path("/") / root.name
    environment = {"HOME": str(home), "QT_QPA_PLATFORM": platform, "LANG": "C.UTF-8"}
    environment["DISPLAY"] = display.environment["DISPLAY"]
    chroot = shutil.which("chroot") or "chroot"
    program, opened = home / "petsight" / "petsight-desktop", home / argument
    with subprocess.Popen([chroot, root.parent, program, opened], env=environment) as process:
        try:
            label = _answer(root / ".local" / "share" / "petsight" / "session.sqlite", process)
            if platform == "xcb":
                display.xdotool("search", "--sync", "--onlyvisible", "--pid", process.pid)
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=PATIENCE_S) == 0
        finally:
            process.kill()
    assert label == "neither"


def _answer(session: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until the session file, which tells nobody of its changes, holds an answer."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the app has ended"
        copy = session.with_name("copy.sqlite")
        if session.exists():
            shutil.copy(session, copy)
            for part in ("-wal", "-shm"):
                if (beside := Path(f"{session}{part}")).exists():
                    shutil.copy(beside, f"{copy}{part}")
            reader = Session(copy)
            photos = reader.load()
            reader.close()
            if photos and photos[0].prediction is not None:
                return photos[0].prediction.label
        time.sleep(0.2)
    raise AssertionError("there is no answer")


def test_nothing_of_the_workshop_comes_along(package: Path) -> None:
    names = {path.name for path in package.rglob("*")}
    assert not names & {"tensorflow", "botocore", "matplotlib", "pytest", "scipy"}
    assert not {name for name in names if name.startswith(("libQt6Qml", "libQt6Quick"))}


def test_menus_and_file_managers_find_name_and_icon(package: Path) -> None:
    entry = configparser.RawConfigParser(delimiters="=")
    entry.read(package / "share" / "applications" / "petsight.desktop", encoding="utf-8")
    fields = entry["Desktop Entry"]

    program, argument = fields["exec"].split()
    assert os.access(package / program, os.X_OK)
    assert argument == "%F"
    for size in (16, 48, 256):
        icon = package / f"share/icons/hicolor/{size}x{size}/apps" / f"{fields['icon']}.png"
        with Image.open(icon) as image:
            assert image.size == (size, size)
            assert image.getchannel("A").getextrema() == (0, 255), "round corners"
