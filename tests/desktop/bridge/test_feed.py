"""Threads do not flood the event loop."""

from __future__ import annotations

import functools
import itertools
import operator
import threading

from PySide6.QtCore import QObject, QTimer

from desktop.bridge.feed import CHUNK, WAITING, Feed


def in_thread(function) -> threading.Thread:
    thread = threading.Thread(target=function)
    thread.start()
    return thread


def test_in_order_and_in_chunks(qtbot):
    parent = QObject()
    feed = Feed(parent)
    chunks: list[list[int]] = []
    items = list(range(3 * CHUNK + 7))
    thread = in_thread(lambda: feed.deliver(chunks.append, items, lambda: False))
    qtbot.waitUntil(lambda: len(chunks) == 4)
    thread.join()
    assert [len(chunk) for chunk in chunks] == [CHUNK, CHUNK, CHUNK, 7]
    assert functools.reduce(operator.iadd, chunks, []) == items


def test_timers_get_their_turn_between_two_steps(qtbot):
    parent = QObject()
    feed = Feed(parent)
    events: list[str] = []
    timer = QTimer(parent, interval=0)
    timer.timeout.connect(lambda: events.append("timer"))
    timer.start()
    thread = in_thread(
        lambda: [feed.put(lambda: events.append("step"), lambda: False) for _ in range(50)]
    )
    qtbot.waitUntil(lambda: events.count("step") == 50)
    thread.join()
    timer.stop()
    pairs = itertools.pairwise(events)
    assert ("step", "step") not in pairs


def test_a_fast_thread_waits(qtbot):
    parent = QObject()
    feed = Feed(parent)
    handed_in: list[None] = []
    stop = threading.Event()

    def work():
        while feed.put(lambda: None, stop.is_set):
            handed_in.append(None)
            if len(handed_in) == WAITING:
                full.set()

    full = threading.Event()
    thread = in_thread(work)
    assert full.wait(5)
    stop.set()  # the loop has not run, so the thread is in `put`
    thread.join(5)
    assert not thread.is_alive()
    assert len(handed_in) == WAITING
