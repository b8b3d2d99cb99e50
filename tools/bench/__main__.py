"""Run every measurement and print the report."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from petsight.model import Model
from tools.bench import pictures
from tools.bench.figures import Figure
from tools.bench.many import many_figures
from tools.bench.memory import memory_figures
from tools.bench.process import process_figures
from tools.bench.report import report
from tools.bench.single import single_figures


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each measurement is repeated."""

    single: int
    processes: int
    folder: int
    rounds: int
    memory: int


FULL: Final = Effort(single=60, processes=15, folder=200, rounds=6, memory=5000)
QUICK: Final = Effort(single=2, processes=2, folder=8, rounds=2, memory=240)


def main() -> None:
    """Measure, print, and write the JSON form where wanted."""
    options = _parser().parse_args()
    model = Model(options.model)
    report(model, _measure(model, QUICK if options.quick else FULL), options.json)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--model", type=Path, help="a .tflite file (default: the shipped one)")
    parser.add_argument("--quick", action="store_true", help="too few rounds for sound figures")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    return parser


def _measure(model: Model, effort: Effort) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder, "large.jpg"), Path(folder, "small.jpg")
        large.write_bytes(pictures.photo(pictures.LARGE, seed=0))
        small.write_bytes(pictures.photo(pictures.SMALL, seed=0))
        many = Path(folder, "many")
        many.mkdir()
        paths = pictures.folder(many, effort.folder)
        _say(f"one picture: {large.stat().st_size / 1e6:.1f} MB and {small.stat().st_size:,} bytes")
        yield from single_figures(model, small, large, effort.single)
        _say("whole processes")
        yield from process_figures(model.path, small, effort.processes)
        _say(f"a folder of {effort.folder} pictures")
        yield from many_figures(model, paths, effort.rounds)
        _say(f"memory over {effort.memory:,} pictures")
        yield from memory_figures(model.path, many, effort.memory)


def _say(step: str) -> None:
    print(f"measuring {step} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
