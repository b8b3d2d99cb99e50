"""Run every measurement of the page and print the report."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import Page

from petsight.model import Model
from tools.bench import pictures
from tools.bench.desktop.files import different_files
from tools.bench.figures import Figure
from tools.bench.mobile.phone import Phone, answer, phone, stages_ms
from tools.bench.mobile.thread import longest_task_ms
from tools.bench.mobile.weight import weight_figures
from tools.bench.report import report
from tools.bench.single import bare_invoke
from tools.bench.timing import best, interleaved

BUILD: Final = Path(__file__).resolve().parents[3] / "mobile" / "dist"

OPENING_S: Final = 1.0
LARGE_S: Final = 0.8
OF_THE_CORE: Final = 5.0
BLOCK_MS: Final = 50.0
CHOOSING_MS: Final = 2_000
"""A person is not quicker with the first photo."""
STAGES: Final = ("open", "resize", "invoke")


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each measurement is repeated, and on how much."""

    openings: int
    firsts: int
    answers: int
    photos: int


class Shown(NamedTuple):
    """One answer: the seconds from choosing a photo to seeing it, and what its stages took."""

    seconds: float
    stages_ms: dict[str, float]


FULL: Final = Effort(openings=15, firsts=5, answers=40, photos=200)
QUICK: Final = Effort(openings=1, firsts=1, answers=1, photos=4)


def main() -> None:
    """Measure, print, and write the JSON form where wanted."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench.mobile", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="too few rounds for sound figures")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here too")
    options = parser.parse_args()
    if not (BUILD / "files.json").is_file():
        parser.error("the page is not built: make bench-mobile")
    model = Model()
    report(model, _measure(model, QUICK if options.quick else FULL), options.json)


def _measure(model: Model, effort: Effort) -> Iterator[Figure]:
    yield from weight_figures(BUILD)
    with tempfile.TemporaryDirectory(prefix="ps-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        large, small = folder / "large.jpg", folder / "small.jpg"
        large.write_bytes(pictures.photo(pictures.LARGE, seed=0))
        small.write_bytes(pictures.photo(pictures.SMALL, seed=0))
        photos = folder / "photos"
        photos.mkdir()
        different_files(photos, effort.photos)
        with phone(folder / "profile") as browser:
            _say("openings")
            yield from _openings(browser, effort.openings)
            _say("the first photo")
            yield _first(browser, small, effort.firsts)
            _say("one photo")
            yield from _answers(browser, model, small, large, effort.answers)
            _say(f"{effort.photos} photos")
            yield from _blocks(browser, sorted(photos.iterdir()))


def _openings(browser: Phone, rounds: int) -> Iterator[Figure]:
    seconds = [browser.opening_s() for _ in range(rounds)]
    yield Figure("open to ready, cached, best", min(seconds), "s", OPENING_S)
    yield Figure("open to ready, cached, median", statistics.median(seconds), "s")


def _first(browser: Phone, photo: Path, rounds: int) -> Figure:
    """Measure what is slower than later photos: some code runs for the first time."""
    seconds = []
    for _ in range(rounds):
        page = browser.open()
        page.wait_for_timeout(CHOOSING_MS)
        seconds.append(_shown(page, photo).seconds)
        page.close()
    name = "500 px: the first photo of an opened page, median"
    return Figure(name, statistics.median(seconds) * 1e3, "ms")


def _answers(
    browser: Phone, model: Model, small: Path, large: Path, rounds: int
) -> Iterator[Figure]:
    page = browser.open()
    runs = interleaved(
        {
            "small": lambda: _shown(page, small),
            "large": lambda: _shown(page, large),
            "invoke": bare_invoke(model, small),
        },
        rounds,
    )
    page.close()
    answers = {name: [run.result for run in runs[name]] for name in ("small", "large")}
    seconds = {name: [shown.seconds for shown in answers[name]] for name in answers}
    invoke = best(runs["invoke"])
    yield Figure("12 MP: chosen to answer, best", min(seconds["large"]), "s", LARGE_S)
    yield Figure("12 MP: chosen to answer, median", statistics.median(seconds["large"]), "s")
    yield Figure("500 px: chosen to answer, best", min(seconds["small"]) * 1e3, "ms")
    for stage in STAGES:
        found = min(shown.stages_ms[stage] for shown in answers["small"])
        yield Figure(f"500 px: {stage}, best", found, "ms")
    yield Figure("the core's bare invoke, best", invoke * 1e3, "ms")
    ratio = min(seconds["small"]) / invoke
    yield Figure("500 px against the core's bare invoke", ratio, "x", OF_THE_CORE)


def _shown(page: Page, photo: Path) -> Shown:
    found = answer(page, [photo])
    return Shown((found["answered"][-1] - found["chosen"]) / 1e3, stages_ms(page))


def _blocks(browser: Phone, photos: list[Path]) -> Iterator[Figure]:
    page = browser.open()
    found, longest_ms = longest_task_ms(page, lambda: answer(page, photos))
    page.close()
    seconds = (found["answered"][-1] - found["chosen"]) / 1e3
    name = f"longest block of the page's own thread, {len(photos)} photos"
    yield Figure(name, found["lag"], "ms", BLOCK_MS)
    yield Figure("the longest task of that thread, processor time alone", longest_ms, "ms")
    yield Figure("before it, the browser's own listing of the files", found["listing"], "ms")
    yield Figure("photos per second", len(photos) / seconds, "1/s")


def _say(step: str) -> None:
    print(f"measuring {step} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
