"""Whole processes: how long until the first answer, and what the import alone costs."""

from __future__ import annotations

import statistics
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tools.bench.figures import Figure
from tools.bench.timing import best, interleaved

COLD_START_S: Final = 0.40
IMPORT_S: Final = 0.15


def process_figures(model: Path, picture: Path, rounds: int) -> list[Figure]:
    """Measure the cold start of the command line and of the import.

    Args:
        model: The model file that answers.
        picture: What it is asked.
        rounds: How many processes of each kind.

    Returns:
        Best and median of `petsight classify`, and the import with and without Python's own start.
    """
    command = [str(Path(sysconfig.get_path("scripts")) / "petsight"), "classify"]
    runs = interleaved(
        {
            "classify": _process([*command, "--model", str(model), str(picture)]),
            "import": _process([sys.executable, "-c", "import petsight"]),
            "python": _process([sys.executable, "-c", "pass"]),
        },
        rounds,
    )
    median = statistics.median(run.seconds for run in runs["classify"])
    whole, bare = best(runs["import"]), best(runs["python"])
    return [
        Figure("petsight classify one.jpg, best", best(runs["classify"]), "s", COLD_START_S),
        Figure("petsight classify one.jpg, median", median, "s"),
        Figure("import petsight, beyond bare Python", whole - bare, "s", IMPORT_S),
        Figure("import petsight, whole process", whole, "s"),
        Figure("bare Python, whole process", bare, "s"),
    ]


def _process(command: list[str]) -> Callable[[], object]:
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
