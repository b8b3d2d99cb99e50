"""The app's benchmark measures everything that it promises; how fast is not a test's business."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support import qt_problem, require

REPOSITORY = Path(__file__).resolve().parents[2]
LIMITED = {
    "start to first frame, best",
    "first frame against an empty window's",
    "start to the answer of an argument, best",
    "lag while photos are answered, 99th percentile",
    "lag while photos are answered, maximum",
    "app against classify_many",
    "memory with every photo answered",
    "memory after scrolling",
    "memory grown by scrolling once more",
    "start to a filled gallery, best",
    "drop to a list of all 500",
    "lag during the drop, 99th percentile",
    "lag during the drop, maximum",
}
EXPLAINING = {
    "start to first frame, median",
    "first frame of an empty window, best",
    "start to the answer of an argument, median",
    "photos per second in the app",
    "photos per second by classify_many",
    "start to a filled gallery, median",
    "drop to the first cards",
}


@pytest.mark.slow
def test_a_quick_run_reports_every_figure(tmp_path: Path) -> None:
    require(qt_problem() is None, "Qt")
    bench = [sys.executable, "-m", "tools.bench.desktop", "--quick"]
    done = subprocess.run(
        [*bench, "--json", tmp_path / "bench.json"],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))["figures"]

    assert set(figures) == LIMITED | EXPLAINING
    for name, figure in figures.items():
        assert name in done.stdout
        assert figure["measured"] > 0 or name == "memory grown by scrolling once more", name
        assert (figure["wanted"] is not None) == (name in LIMITED), name


def test_work_in_the_window_s_own_thread_is_noticed(qtbot) -> None:
    from tools.bench.desktop.lag import LagMeter

    meter = LagMeter()
    meter.start()
    qtbot.wait(50)
    time.sleep(0.2)  # what the app must never do
    qtbot.wait(50)
    meter.stop()

    assert max(meter.lags_ms) > 150
    assert meter.percentile(0) < meter.percentile(100) == max(meter.lags_ms)
