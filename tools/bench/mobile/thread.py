"""How long the page's own thread works in one go, as the browser's own trace tells."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final, TypeVar

from playwright.sync_api import Page

T = TypeVar("T")

_TASK: Final = "ThreadControllerImpl::RunTask"
_THREAD: Final = "CrRendererMain"
_MICROSECONDS: Final = 1e3


def longest_task_ms(page: Page, act: Callable[[], T]) -> tuple[T, float]:
    """Do something while the browser traces a page.

    Args:
        page: Of Chromium.
        act: Works with the page.

    Returns:
        What `act` returned, and the processor time of the longest task of the page's own thread in
        milliseconds. Unlike the time on the clock, it leaves out what other programs ran meanwhile.
    """
    browser = page.context.browser
    if browser is None:
        raise ValueError("only a browser that was launched here can be traced")
    browser.start_tracing(page=page, categories=["toplevel"])
    try:
        found = act()
    finally:
        events = json.loads(browser.stop_tracing())["traceEvents"]
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == _THREAD
    }
    tasks = (
        event["tdur"]
        for event in events
        if event["name"] == _TASK and (event["pid"], event["tid"]) in threads and "tdur" in event
    )
    return found, max(tasks) / _MICROSECONDS
