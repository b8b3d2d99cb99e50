"""A 64-bit ARM user space on this machine: Debian's libraries, wheels for aarch64, and qemu.

It is not the arm64 image, which needs a kernel that hands ARM programs to qemu. It is the same
versions of the same libraries in the same handler, started by the same runtime client.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.container.base_image import CONSTRAINTS

SUITE: Final = "bookworm"
PYTHON: Final = "3.11"
"""What the suite has; Debian's 3.13 would lack a wheel of the runtime client for ARM."""
SYSTEM: Final = (
    "python3,libpython3.11-stdlib,libstdc++6,libgcc-s1,zlib1g,libc6,libssl3,libffi8,libbz2-1.0,"
    "liblzma5,libexpat1,libuuid1"
)
PACKAGES: Final = (
    "ai-edge-litert", "numpy", "pillow", "pi-heif", "awslambdaric", "simplejson",
    "snapshot-restore-py",
)  # fmt: skip
PLATFORMS: Final = ("_2_28", "_2_27", "_2_17", "2014")
SOURCES: Final = Path("/etc/apt/sources.list.d/debian.sources")


@dataclass(frozen=True, slots=True)
class UserSpace:
    """Starts ARM programs.

    Attributes:
        folder: Holds the user space.
    """

    folder: Path

    @property
    def python(self) -> tuple[str, ...]:
        """The command that starts the ARM Python."""
        system = self.folder / "system"
        qemu = self.folder / "qemu" / "usr" / "bin" / "qemu-aarch64"
        # The default processor of qemu is many times slower than this one.
        command = (qemu, "-cpu", "neoverse-n1", "-L", system, system / f"usr/bin/python{PYTHON}")
        return tuple(map(str, command))

    def environment(self, *folders: Path) -> dict[str, str]:
        """Return what the ARM Python needs in its environment.

        Args:
            folders: Where it finds modules, beside its packages.
        """
        return {
            "PATH": os.environ["PATH"],
            "PYTHONHOME": str(self.folder / "system" / "usr"),
            "PYTHONPATH": os.pathsep.join(map(str, (self.folder / "packages", *folders))),
            "PYTHONDONTWRITEBYTECODE": "1",
        }


def make_user_space(cache: Path) -> UserSpace:
    """Make the user space unless it is there, in about twenty seconds.

    Args:
        cache: A folder for it, kept from run to run.
    """
    made_of = f"{SUITE} {SYSTEM} {_pins()}"
    folder = cache / f"arm64-{hashlib.sha256(made_of.encode()).hexdigest()[:12]}"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as name:
            scratch = Path(name)
            _unpack_system(scratch / "made" / "system")
            _install_packages(scratch / "made" / "packages")
            _unpack_qemu(scratch, scratch / "made" / "qemu")
            (scratch / "made").rename(folder)
    return UserSpace(folder)


def _pins() -> list[str]:
    """Return the lines of the constraints that count here, so that others can change."""
    lines = CONSTRAINTS.read_text("utf-8").splitlines()
    return [line for line in lines if line.partition("==")[0].lower() in PACKAGES]


def _unpack_system(target: Path) -> None:
    target.parent.mkdir()
    command = ["mmdebstrap", "--quiet", "--variant=extract", "--mode=root", "--architectures=arm64"]
    _run(*command, "--skip=check/qemu", f"--include={SYSTEM}", SUITE, target)


def _install_packages(target: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-compile"]
    command += ["--only-binary=:all:", "--implementation=cp", f"--python-version={PYTHON}"]
    command += [f"--platform=manylinux{tag}_aarch64" for tag in PLATFORMS]
    _run(*command, "-c", CONSTRAINTS, "--target", target, *PACKAGES)


def _unpack_qemu(scratch: Path, target: Path) -> None:
    """Unpack qemu 10 without installing it; bookworm's own crashes when a model is loaded."""
    stanza = SOURCES.read_text("utf-8").split("\n\n")[0]
    source = scratch / "backports.sources"
    suite = f"Suites: {SUITE}-backports"
    source.write_text(re.sub("^Suites:.*", suite, stanza, flags=re.MULTILINE), encoding="utf-8")
    (scratch / "lists" / "partial").mkdir(parents=True)
    apt = [
        "apt-get", "-qq", "-o", "Dir::Etc::SourceParts=/dev/null",
        "-o", f"Dir::Etc::SourceList={source}", "-o", f"Dir::State::Lists={scratch}/lists",
        "-o", f"Dir::Cache={scratch}", "-o", "Dir::State::status=/dev/null",
        "-o", "APT::Sandbox::User=root",
    ]  # fmt: skip
    _run(*apt, "update")
    _run(*apt, "download", f"qemu-user/{SUITE}-backports", folder=scratch)
    (package,) = scratch.glob("qemu-user_*.deb")
    _run("dpkg-deb", "-x", package, target)


def _run(*command: str | Path, folder: Path | None = None) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stderr[-2000:]}")


def missing_tools() -> list[str]:
    """Return the programs that this machine lacks."""
    return [tool for tool in ("mmdebstrap", "dpkg-deb", "apt-get") if shutil.which(tool) is None]
