"""Build the image, run every measurement and print the report."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from petsight.model import Model
from petsight.resources import model_path
from tests.container.base_image import make_base_image
from tests.container.engine import Engine
from tests.container.project import added_bytes, build_image, opened_engine, what_is_missing
from tools.bench import pictures
from tools.bench.container.memory import mixed_memory_figures, worst_memory_figures
from tools.bench.container.starts import cold_figures, inside_figures, warm_figures
from tools.bench.figures import Figure
from tools.bench.report import report

ADDED_MB: Final = 160.0
KEPT_FOR_CLOUD_MODEL_MB: Final = 30.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each measurement is repeated."""

    containers: int
    processes: int
    requests: int
    memory: int


FULL: Final = Effort(containers=15, processes=10, requests=200, memory=1000)
QUICK: Final = Effort(containers=1, processes=1, requests=3, memory=20)


def main() -> None:
    """Measure, print, and write the JSON form where wanted."""
    options = _parser().parse_args()
    if missing := what_is_missing():
        sys.exit(f"measuring the container needs {missing}")
    with opened_engine() as engine:
        report(Model(), _measure(engine, QUICK if options.quick else FULL), options.json)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.container", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="too few rounds for sound figures")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    return parser


def _measure(engine: Engine, effort: Effort) -> Iterator[Figure]:
    _say("the image, which is built first")
    base_image = make_base_image(engine)
    image = build_image(engine, base_image)
    added_mb = added_bytes(engine, base_image, image) / 1e6
    what = "size added to the base, without cloud model and page"
    yield Figure(what, added_mb, "MB", ADDED_MB - KEPT_FOR_CLOUD_MODEL_MB)
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder, "small.jpg")
        small.write_bytes(pictures.photo(pictures.SMALL, seed=0))
        Path(folder).chmod(0o755)
        for tier in _tiers():
            _say(f"cold starts with the {tier} model")
            yield from cold_figures(engine, image, small.read_bytes(), effort.containers, tier)
        _say("the handler from inside")
        yield from inside_figures(engine, image, small, effort.processes)
        _say("round trips")
        yield from warm_figures(engine, image, small.read_bytes(), effort.requests)
    for tier in _tiers():
        _say(f"memory over {effort.memory:,} requests with the {tier} model")
        yield from mixed_memory_figures(engine, image, effort.memory, tier)
        yield from worst_memory_figures(engine, image, tier)


def _tiers() -> list[str]:
    return [tier for tier in ("edge", "cloud") if model_path(tier).is_file()]


def _say(step: str) -> None:
    print(f"measuring {step} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
