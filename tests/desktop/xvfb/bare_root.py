"""A system with nothing in it but the libraries that the app's documents ask for."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

LIBRARIES: Final = (
    "libegl1", "libgl1", "libdbus-1-3", "libfontconfig1", "libglib2.0-0", "libxkbcommon0",
    "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0",
)  # fmt: skip
ALWAYS: Final = ("libc6", "zlib1g", "fonts-dejavu-core")
"""What no desktop is without."""
NEEDED: Final = ("mmdebstrap", "chroot")


def what_is_missing() -> str:
    """Say what this machine lacks for making such a system; empty if nothing."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if os.geteuid() != 0:
        missing.insert(0, "root")
    return " and ".join(missing)


def make_bare_root(cache: Path) -> Path:
    """Unpack the packages, no more: no shell, no Python, nothing configured.

    Args:
        cache: Where the folder is kept from run to run.

    Returns:
        The folder, for `chroot`.
    """
    suite = platform.freedesktop_os_release()["VERSION_CODENAME"]
    packages = ",".join((*ALWAYS, *LIBRARIES))
    root = cache / f"{suite}-{hashlib.sha256(packages.encode()).hexdigest()[:12]}"
    if not root.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as name:
            made = Path(name) / "root"
            command = ["mmdebstrap", "--quiet", "--variant=extract", f"--include={packages}"]
            subprocess.run([*command, suite, made], check=True)
            made.rename(root)
    return root
