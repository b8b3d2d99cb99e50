"""How long a model file takes, without anything around it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from petsight.native import standard_error_aside
from petsight.runtime import load_runtime

ROUNDS: Final = 20


def milliseconds(files: Sequence[Path], rounds: int = ROUNDS) -> list[float]:
    """Time the bare inference on one thread.

    All files take turns, so that a busy moment hurts them alike, and the best round counts.

    Args:
        files: Model files.
        rounds: How often each one is timed.

    Returns:
        Milliseconds, one for each file.
    """
    runtime = load_runtime()
    with standard_error_aside():
        interpreters = [
            runtime.interpreter(model_content=path.read_bytes(), num_threads=1) for path in files
        ]
        for interpreter in interpreters:
            interpreter.allocate_tensors()
    best = [float("inf")] * len(interpreters)
    for _ in range(rounds):
        for place, interpreter in enumerate(interpreters):
            start = time.perf_counter()
            interpreter.invoke()
            best[place] = min(best[place], (time.perf_counter() - start) * 1e3)
    return best
