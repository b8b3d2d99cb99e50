"""Node's part of the page: its packages, and bundles of its sources."""

from __future__ import annotations

import functools
import shutil
import subprocess
from pathlib import Path
from typing import Final

from tests.support import require

MOBILE: Final = Path(__file__).resolve().parents[2] / "mobile"
RUNTIME: Final = MOBILE / "node_modules" / "@litertjs" / "core" / "wasm"


@functools.cache
def packages() -> Path:
    """Install what the lock names, unless it is there, and return the folder of programs."""
    require(shutil.which("node") and shutil.which("npm"), "node and npm")
    installed = MOBILE / "node_modules" / ".package-lock.json"
    lock = MOBILE / "package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        run(["npm", "ci", "--no-audit", "--no-fund"])
        installed.touch()
    return MOBILE / "node_modules" / ".bin"


def run(command: list[str]) -> None:
    """Run a program in the page's folder; what it printed is the failure's text."""
    done = subprocess.run(command, cwd=MOBILE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def bundle(source: Path, target: Path, *options: str) -> None:
    """Pack a TypeScript file and all that it imports into one script, as the page's build does."""
    esbuild = packages() / "esbuild"
    run([str(esbuild), str(source), f"--outfile={target}", "--bundle", "--target=es2022", *options])
