"""Write the constraints files: exact versions of everything that petsight and its extras pull in.

    python tools/pin.py

pip resolves into an empty environment without installing anything, under the oldest Python that
petsight runs on, so that every pinned version also exists there.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
OLDEST: Final = (3, 11)
PINNED: Final = ("cloud", "desktop", "dev", "heif", "lambda", "training")
MEDIAPIPE: Final = ["mediapipe>=1.2"]
"""Somebody else's program that reads our model files; see `tools.agreement`."""
OTHER_RUNTIMES: Final = ("ai-edge-litert", "tensorflow")
HEADER: Final = (
    "# Exact versions of {content}.\n# Written by tools/pin.py; run that again, do not edit.\n"
)


def main() -> None:
    """Resolve all sets of packages and write their files."""
    if sys.version_info[:2] != OLDEST:
        sys.exit(f"run this with Python {OLDEST[0]}.{OLDEST[1]}, the oldest that petsight supports")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    base, extras = project["dependencies"], project["optional-dependencies"]
    write(
        "constraints.txt",
        "petsight's dependencies and those of its extras except tflite-runtime",
        base + [line for name in PINNED for line in extras[name]],
    )
    write(
        "constraints-tflite-runtime.txt",
        "petsight's dependencies with tflite-runtime in LiteRT's place (Python 3.11 only)",
        [line for line in base if not line.startswith(OTHER_RUNTIMES)] + extras["tflite-runtime"],
    )
    write("constraints-mediapipe.txt", "MediaPipe, which has an environment of its own", MEDIAPIPE)


def write(name: str, content: str, requirements: list[str]) -> None:
    """Resolve requirements and write the file that pins them."""
    lines = "".join(f"{pin}\n" for pin in resolve(requirements))
    (ROOT / name).write_text(HEADER.format(content=content) + lines, encoding="utf-8")
    print(f"{name}: {lines.count('==')} packages")


def resolve(requirements: list[str]) -> list[str]:
    """Return `name==version` of everything that pip would install, sorted."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"]
    command += ["--ignore-installed", "--report", "-", *requirements]
    report = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return sorted(pin(entry["metadata"]) for entry in json.loads(report)["install"])


def pin(metadata: dict[str, Any]) -> str:
    """Return one line, with the name in the form that PyPA calls normalised."""
    name = re.sub(r"[-_.]+", "-", metadata["name"]).lower()
    return f"{name}=={metadata['version']}"


if __name__ == "__main__":
    main()
