"""A virtual environment with MediaPipe, made once for each set of pinned versions and kept."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
CONSTRAINTS: Final = ROOT / "constraints-mediapipe.txt"


def mediapipe_python() -> Path:
    """Return the Python of the environment, and make the environment where there is none."""
    digest = hashlib.sha256(CONSTRAINTS.read_bytes()).hexdigest()[:12]
    folder = ROOT / ".cache" / "mediapipe-venv" / digest
    python = folder / "bin" / "python"
    finished = folder / "finished"
    if not finished.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*install, "-r", CONSTRAINTS], check=True)
        finished.touch()
    return python
