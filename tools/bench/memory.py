"""Memory over thousands of pictures, in a process of its own: `python -m tools.bench.memory`."""

from __future__ import annotations

import itertools
import resource
import subprocess
import sys
from pathlib import Path
from typing import Final

from petsight.batch import classify_many
from petsight.classifier import DeviceClassifier
from petsight.model import Model
from tools.bench.figures import Figure

GROWTH_MB: Final = 30.0
SETTLED: Final = 200
"""Pictures after which every cache, pool and thread is there."""


def memory_figures(model: Path, pictures: Path, count: int) -> list[Figure]:
    """Measure how much a process grows while it answers.

    Args:
        model: The model file that answers.
        pictures: A folder with JPEGs, answered over and over.
        count: How many answers to give in all.

    Returns:
        Resident memory once settled, and how much more it is at the end.
    """
    command = [sys.executable, "-m", __name__, str(model), str(pictures), str(count)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    settled, end = map(float, output.split())
    return [
        Figure(f"memory after {SETTLED} pictures", settled, "MB"),
        Figure(f"memory grown after {count:,} pictures", end - settled, "MB", GROWTH_MB),
    ]


def resident_mb() -> float:
    """Return this process's resident memory; on macOS, the most it ever had."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text(encoding="ascii").split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main(model: str, folder: str, count: str) -> None:
    """Answer pictures and print the memory in MB once settled and at the end."""
    pictures = itertools.cycle(sorted(Path(folder).iterdir()))
    classifier = DeviceClassifier(Model(model))
    answers = classify_many(itertools.islice(pictures, int(count)), 2, classifier)
    for _ in itertools.islice(answers, SETTLED):
        pass
    settled = resident_mb()
    for _ in answers:
        pass
    print(settled, resident_mb())


if __name__ == "__main__":
    main(*sys.argv[1:])
