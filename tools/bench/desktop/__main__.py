"""Run every measurement of the app and print the report."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from petsight.model import Model
from tools.bench import pictures
from tools.bench.desktop.files import different_files, many_names
from tools.bench.desktop.process import empty_window, observe
from tools.bench.desktop.together import core_seconds
from tools.bench.figures import Figure
from tools.bench.report import report
from tools.bench.timing import interleaved

FRAME_S: Final = 0.30
FRAME_RATIO: Final = 1.5
ANSWER_S: Final = 0.7
LAG_P99_MS: Final = 16.0
LAG_MAX_MS: Final = 100.0
OF_THE_CORE: Final = 0.9
MEMORY_MB: Final = 350.0
FLAT_MB: Final = 10.0
"""More than this from one way through the gallery to the next is not flat."""
USABLE_S: Final = 2.0
REOPENED_S: Final = 1.0


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each measurement is repeated, and on how much."""

    starts: int
    photos: int
    rounds: int
    names: int
    drops: int
    reopenings: int


FULL: Final = Effort(starts=15, photos=5000, rounds=5, names=100_000, drops=5, reopenings=5)
QUICK: Final = Effort(starts=1, photos=30, rounds=1, names=500, drops=1, reopenings=1)


def main() -> None:
    """Measure, print, and write the JSON form where wanted."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.desktop", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="too few rounds for sound figures")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    options = parser.parse_args()
    report(Model(), _measure(QUICK if options.quick else FULL), options.json)


def _measure(effort: Effort) -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="ps-") as name:
        folder = Path(name)
        _say("starts")
        yield from _starts(folder, effort.starts)
        photos = _made(folder / "photos", effort.photos, different_files)
        _say(f"{effort.photos:,} photos")
        yield from _batches(folder, photos, effort)
        _say("reopening them")
        yield from _reopenings(folder / "home 0", effort)
        names = _made(folder / "names", effort.names, many_names)
        _say(f"a drop of {effort.names:,} files")
        yield from _drops(folder, names, effort)


def _made(folder: Path, count: int, fill: Callable[[Path, int], None]) -> Path:
    _say(f"(making {count:,} files)")
    folder.mkdir()
    fill(folder, count)
    return folder


def _starts(folder: Path, rounds: int) -> Iterator[Figure]:
    photo = folder / "one.jpg"
    photo.write_bytes(pictures.photo(pictures.SMALL, seed=0))
    homes = iter(range(10_000))

    def home() -> Path:
        """Return a new home: the app has never seen the photo."""
        path = folder / f"start {next(homes)}"
        path.mkdir()
        return path

    runs = interleaved(
        {
            "empty": lambda: empty_window(folder),
            "app": lambda: observe(home(), "frame")["frame"],
            "photo": lambda: observe(home(), "answer", paths=(photo,))["answered"],
        },
        rounds,
    )
    seconds = {name: sorted(run.result for run in cases) for name, cases in runs.items()}
    empty, app, answer = (seconds[name][0] for name in ("empty", "app", "photo"))
    yield Figure("start to first frame, best", app, "s", FRAME_S)
    yield Figure("start to first frame, median", statistics.median(seconds["app"]), "s")
    yield Figure("first frame of an empty window, best", empty, "s")
    yield Figure("first frame against an empty window's", app / empty, "x", FRAME_RATIO)
    yield Figure("start to the answer of an argument, best", answer, "s", ANSWER_S)
    median = statistics.median(seconds["photo"])
    yield Figure("start to the answer of an argument, median", median, "s")


def _batches(folder: Path, photos: Path, effort: Effort) -> Iterator[Figure]:
    core, app = [], []
    for number in range(effort.rounds):
        core.append(core_seconds(photos))
        home = folder / f"home {number}"
        home.mkdir()
        app.append(observe(home, "batch", photos, effort.photos))
    yield from _lags("while photos are answered", app)
    taken = [batch["seconds"] for batch in app]
    yield Figure("photos per second in the app, best", effort.photos / min(taken), "1/s")
    yield Figure("photos per second by classify_many, best", effort.photos / min(core), "1/s")
    # A machine's pace changes from minute to minute; the two of a round have much the same.
    ratios = sorted(a / b for a, b in zip(core, taken, strict=True))
    middle = statistics.median(ratios)
    yield Figure("app against classify_many, median", middle, "x", OF_THE_CORE, at_least=True)
    yield Figure("app against classify_many, least", ratios[0], "x")
    yield Figure("app against classify_many, most", ratios[-1], "x")
    memory = max(app, key=lambda batch: float(batch["memory_scrolled_again"]))
    yield Figure("memory with every photo answered", memory["memory_filled"], "MB", MEMORY_MB)
    yield Figure("memory after scrolling", memory["memory_scrolled_again"], "MB", MEMORY_MB)
    grown = memory["memory_scrolled_again"] - memory["memory_scrolled"]
    yield Figure("memory grown by scrolling once more", grown, "MB", FLAT_MB)


def _reopenings(home: Path, effort: Effort) -> Iterator[Figure]:
    filled = [observe(home, "reopen", effort.photos)["filled"] for _ in range(effort.reopenings)]
    yield Figure("start to a filled gallery, best", min(filled), "s", REOPENED_S)
    yield Figure("start to a filled gallery, median", statistics.median(filled), "s")


def _drops(folder: Path, names: Path, effort: Effort) -> Iterator[Figure]:
    runs = []
    for number in range(effort.drops):
        home = folder / f"drop {number}"
        home.mkdir()
        runs.append(observe(home, "drop", names))
    first, last = (sorted(run[key] for run in runs) for key in ("first", "last"))
    yield Figure("drop to the first cards, median", statistics.median(first), "s")
    everything = f"drop to a list of all {effort.names:,}"
    yield Figure(f"{everything}, best", last[0], "s")
    yield Figure(f"{everything}, median", statistics.median(last), "s", USABLE_S)
    yield from _lags("during the drop", runs)


def _lags(when: str, runs: list[dict[str, Any]]) -> Iterator[Figure]:
    """Give the worst of several runs: a window that hangs now and then hangs."""
    worst = {key: max(run[key] for run in runs) for key in ("lag_p99", "lag_max")}
    yield Figure(f"lag {when}, 99th percentile", worst["lag_p99"], "ms", LAG_P99_MS)
    yield Figure(f"lag {when}, maximum", worst["lag_max"], "ms", LAG_MAX_MS)


def _say(step: str) -> None:
    print(f"measuring {step} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
