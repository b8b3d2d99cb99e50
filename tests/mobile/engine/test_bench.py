"""The page's benchmark measures everything that it promises; how fast is not a test's business."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.mobile import node
from tests.mobile.engine.probe import Probe
from tests.support_bench import check_quick_run
from tools.bench.mobile.thread import longest_task_ms

LIMITED = {
    "size compressed: page",
    "open to ready, cached, best",
    "12 MP: chosen to answer, best",
    "500 px against the core's bare invoke",
    "longest block of the page's own thread, 4 photos",
}
EXPLAINING = {
    "size compressed: runtime",
    "size compressed: model",
    "size compressed: icons for the home screen",
    "open to ready, cached, median",
    "500 px: the first photo of an opened page, median",
    "12 MP: chosen to answer, median",
    "500 px: chosen to answer, best",
    "500 px: open, best",
    "500 px: resize, best",
    "500 px: invoke, best",
    "the core's bare invoke, best",
    "the longest task of that thread, processor time alone",
    "before it, the browser's own listing of the files",
    "photos per second",
}


@pytest.mark.slow
def test_a_quick_run_reports_every_figure(tmp_path: Path, browser: Browser) -> None:
    node.packages()
    node.run(["npm", "run", "--silent", "build"])
    check_quick_run("tools.bench.mobile", tmp_path, LIMITED, EXPLAINING, may_be_0="none")


def test_work_in_the_page_s_own_thread_is_noticed(probe: Probe) -> None:
    source = node.MOBILE.parent / "tools" / "bench" / "mobile" / "observe.js"
    probe.run(source.read_text("utf-8"))
    probe.page.wait_for_timeout(50)
    probe.run("for (const end = performance.now() + 300; performance.now() < end; ) {}")
    probe.page.wait_for_timeout(50)
    assert probe.run("return observed.lag") > 250


def test_the_longest_task_is_found(probe: Probe) -> None:
    idle = longest_task_ms(probe.page, lambda: probe.page.wait_for_timeout(50))[1]
    counting = "let sum = 0; for (let i = 0; i < 3e8; i += 1) sum += i % 7; return sum;"
    assert longest_task_ms(probe.page, lambda: probe.run(counting))[1] > idle + 20
