"""A function in a thread has exactly one ending."""

from __future__ import annotations

import gc
import logging
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QThread

from desktop.bridge import jobs
from desktop.bridge.jobs import start
from petsight.errors import PetsightError


@pytest.fixture
def endings(qtbot):
    """Collect what a job says, until a moment after its thread has ended."""

    def collect(job) -> list[object]:
        found: list[object] = []
        job.done.connect(found.append)
        job.failed.connect(found.append)
        job.join(5)
        qtbot.wait(1)
        return found

    return collect


def test_a_result(endings):
    assert endings(start(lambda job: job.cancelled)) == [False]


def test_it_runs_elsewhere_and_ends_here(qtbot):
    here = threading.current_thread()
    job = start(lambda _job: threading.current_thread())
    told: list[bool] = []
    job.done.connect(lambda _result: told.append(QThread.currentThread().isMainThread()))
    with qtbot.waitSignal(job.done) as done:
        pass
    assert done.args[0] is not here
    assert told == [True]


def test_an_expected_failure(endings):
    error = PetsightError("no such thing")

    def fail(_job):
        raise error

    assert endings(start(fail)) == [error]


def test_an_unexpected_failure_is_a_sentence_and_goes_to_the_log(endings, caplog):
    def fail(_job):
        raise ZeroDivisionError("/home/me/secret.jpg")

    with caplog.at_level(logging.ERROR):
        (error,) = endings(start(fail))
    assert isinstance(error, PetsightError)
    assert error.message == "something unexpected went wrong (ZeroDivisionError)"
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("fails", [False, True])
def test_nothing_after_cancel(endings, fails):
    go = threading.Event()

    def work(job):
        go.wait(5)
        assert job.cancelled
        if fails:
            raise PetsightError("too late")

    job = start(work)
    job.cancel()
    go.set()
    assert endings(job) == []


def test_cancelled_between_the_result_and_its_turn(endings):
    job = start(lambda _job: 1)
    job.join(5)
    job.cancel()
    assert endings(job) == []


def test_its_parent_takes_it_along(qtbot):
    go = threading.Event()
    parent = QObject()
    job = start(lambda _job: go.wait(5), parent)
    parent.deleteLater()
    with qtbot.waitSignal(parent.destroyed):
        pass
    assert job.cancelled
    go.set()
    job.join(5)
    qtbot.wait(1)


def test_end_all_cancels_and_waits():
    job = start(_until)
    jobs.end_all(5)
    assert job.cancelled
    assert not [thread for thread in threading.enumerate() if thread.name == "petsight-job"]


def test_end_all_leaves_a_thread_that_hangs(qtbot):
    go = threading.Event()
    job = weakref.ref(start(lambda _job: go.wait(30)))
    jobs.end_all(0.05)
    assert [thread for thread in threading.enumerate() if thread.name == "petsight-job"]
    kept = [referrer is jobs._under_way for referrer in gc.get_referrers(job())]
    assert any(kept), "its thread must not be the last to hold it"
    go.set()
    qtbot.waitUntil(lambda: job() is None)


def _until(job) -> None:
    ended = threading.Event()
    while not job.cancelled:
        ended.wait(0.001)
