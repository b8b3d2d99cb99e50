"""The app's benchmark measures everything that it promises; how fast is not a test's business."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.support import qt_problem, require
from tests.support_bench import check_quick_run

LIMITED = {
    "start to first frame, best",
    "first frame against an empty window's",
    "start to the answer of an argument, best",
    "lag while photos are answered, 99th percentile",
    "lag while photos are answered, maximum",
    "app against classify_many, median",
    "memory with every photo answered",
    "memory after scrolling",
    "memory grown by scrolling once more",
    "start to a filled gallery, best",
    "drop to a list of all 500, median",
    "lag during the drop, 99th percentile",
    "lag during the drop, maximum",
}
EXPLAINING = {
    "start to first frame, median",
    "first frame of an empty window, best",
    "start to the answer of an argument, median",
    "photos per second in the app, best",
    "photos per second by classify_many, best",
    "app against classify_many, least",
    "app against classify_many, most",
    "start to a filled gallery, median",
    "drop to the first cards, median",
    "drop to a list of all 500, best",
}


@pytest.mark.slow
def test_a_quick_run_reports_every_figure(tmp_path: Path) -> None:
    require(qt_problem() is None, "Qt")
    zero = "memory grown by scrolling once more"
    check_quick_run("tools.bench.desktop", tmp_path, LIMITED, EXPLAINING, may_be_0=zero)


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
