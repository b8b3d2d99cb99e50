"""The built wheel works in an empty environment, from any folder."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[1]
ASSETS = REPOSITORY / "assets"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "-w", folder, REPOSITORY], check=True)
    (built,) = folder.glob("petsight-*.whl")
    return built


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder with the programs of an environment that holds nothing but the wheel."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    install: list[str | Path] = [scripts / "python", "-m", "pip", "install", "-q"]
    subprocess.run([*install, "-c", REPOSITORY / "constraints.txt", wheel], check=True)
    return scripts


def _run(program: Path, *arguments: str | Path, cwd: Path) -> str:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "PETSIGHT"))
    }
    command = [program, *arguments]
    done = subprocess.run(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("folder", ["models", "golden", "icons"])
def test_every_asset_of_a_device_is_inside_unchanged(wheel: Path, folder: str) -> None:
    everything = [path for path in (ASSETS / folder).rglob("*") if path.is_file()]
    files = [path for path in everything if path.stem != "petsight-cloud"]
    assert files
    with zipfile.ZipFile(wheel) as archive:
        for path in files:
            inside = archive.read(f"petsight/assets/{path.relative_to(ASSETS).as_posix()}")
            assert inside == path.read_bytes(), path


def test_the_model_of_the_cloud_stays_outside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        models = [name for name in archive.namelist() if name.endswith(".tflite")]
    assert models == ["petsight/assets/models/petsight-edge.tflite"]


def test_nothing_but_petsight_and_its_licence_is_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    folders = {name.split("/")[0] for name in names}
    assert folders == {"petsight", "desktop", "petsight-0.1.0.dist-info", "petsight-0.1.0.data"}
    assert "desktop/translations/petsight_de.qm" in names
    assert "petsight/py.typed" in names
    assert "petsight-0.1.0.dist-info/licenses/LICENSE" in names


def test_menus_find_the_app_where_it_is_installed(scripts: Path) -> None:
    share = scripts.parent / "share"
    assert (share / "icons" / "hicolor" / "scalable" / "apps" / "petsight.svg").exists()
    entry = (share / "applications" / "petsight.desktop").read_text(encoding="utf-8")
    program = re.search(r"^Exec=(\S+) %F$", entry, re.MULTILINE)
    assert program is not None
    assert (scripts / program[1]).exists()


def test_without_qt_the_app_says_what_to_install(scripts: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [scripts / "petsight-desktop"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install 'petsight[desktop]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_classifies_from_another_folder(scripts: Path, tmp_path: Path, golden_inputs: Path) -> None:
    picture = golden_inputs / "baseline.jpg"
    (row,) = json.loads(_run(scripts / "petsight", "classify", "--json", picture, cwd=tmp_path))

    shipped = (ASSETS / "models" / "petsight-edge.tflite").read_bytes()
    assert row["model_sha256"] == hashlib.sha256(shipped).hexdigest()
    assert row["source"] == "device"
    assert all(0 <= score <= 1 for score in row["scores"].values())


def test_self_test_passes_from_another_folder(scripts: Path, tmp_path: Path) -> None:
    assert "everything works" in _run(scripts / "petsight", "self-test", cwd=tmp_path)


def test_the_package_in_use_is_the_installed_one(scripts: Path, tmp_path: Path) -> None:
    where = _run(
        scripts / "python", "-c", "import petsight; print(petsight.__file__)", cwd=tmp_path
    )
    assert Path(where).is_relative_to(scripts.parent)


def test_neither_tensorflow_nor_qt_comes_along(scripts: Path, tmp_path: Path) -> None:
    listing = _run(scripts / "python", "-m", "pip", "list", "--format=json", cwd=tmp_path)
    names = {entry["name"].lower() for entry in json.loads(listing)}

    assert {"petsight", "ai-edge-litert", "numpy", "pillow"} <= names
    assert not {
        name for name in names if name.startswith(("tensorflow", "keras", "pyside", "pyqt"))
    }
