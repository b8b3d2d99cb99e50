"""Time several cases fairly on a machine that does other things too."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Run(NamedTuple):
    """One run of a case: how long it took and what it returned."""

    seconds: float
    result: Any


def interleaved(cases: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, list[Run]]:
    """Run every case once to warm up, then all of them in turn, round after round.

    A burst of other work then strikes all cases alike, and each case meets the caches as the
    others left them, as it would in an application.

    Args:
        cases: What to time, by name.
        rounds: How often to time each case.

    Returns:
        The runs of each case.
    """
    for case in cases.values():
        case()
    runs: dict[str, list[Run]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            start = time.perf_counter()
            result = case()
            runs[name].append(Run(time.perf_counter() - start, result))
    return runs


def best(runs: list[Run]) -> float:
    """Return the shortest time in seconds: the one that other work disturbed least."""
    return min(run.seconds for run in runs)
