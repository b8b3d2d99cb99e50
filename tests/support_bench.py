"""What the tests of several benchmarks share."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Set
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def check_quick_run(
    module: str, folder: Path, limited: Set[str], explaining: Set[str], may_be_0: str
) -> None:
    """Run a benchmark with `--quick`: it prints and writes every figure, and nothing else.

    Args:
        module: The benchmark.
        folder: For its JSON file.
        limited: Names of figures that have a limit.
        explaining: Names of figures that have none.
        may_be_0: How the name of a figure ends that may be 0 or less.
    """
    path = folder / "bench.json"
    command = [sys.executable, "-m", module, "--quick", "--json", str(path)]
    done = subprocess.run(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True, check=True)
    figures = json.loads(path.read_text(encoding="utf-8"))["figures"]

    assert set(figures) == limited | explaining
    for name, figure in figures.items():
        assert name in done.stdout
        assert figure["measured"] > 0 or name.endswith(may_be_0), name
        assert (figure["wanted"] is not None) == (name in limited), name
