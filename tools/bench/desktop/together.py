"""The core alone over a folder: `python -m tools.bench.desktop.together FOLDER`."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import deque
from pathlib import Path

from petsight.batch import classify_many
from petsight.classifier import DeviceClassifier
from petsight.machine import processors
from petsight.model import Model


def core_seconds(folder: Path) -> float:
    """Return how long `classify_many` takes in a process of its own, the model being loaded."""
    command = [sys.executable, "-m", __name__, str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout)


def main(folder: str) -> None:
    """Answer every picture of a folder and print the seconds."""
    classifier, paths = DeviceClassifier(Model()), sorted(Path(folder).iterdir())
    begun = time.perf_counter()
    deque(classify_many(paths, processors(), classifier), maxlen=0)
    sys.stdout.write(f"{time.perf_counter() - begun}\n")


if __name__ == "__main__":
    main(sys.argv[1])
