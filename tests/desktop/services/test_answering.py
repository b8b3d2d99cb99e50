"""The queue: every task ends once, whatever happens to its file, its thread or the app."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from desktop.services.answering import AnswerQueue
from desktop.services.asks import Asks
from desktop.services.photo import Failure
from desktop.services.progress import Progress
from desktop.services.tasks import Outcome
from petsight import CloudClassifier
from petsight.mode import Mode
from tests.desktop.services.queueing import (
    LONG_S,
    Doing,
    Held,
    Queue,
    Share,
    answerers,
    queue,
    tasks,
)
from tests.petsight.misbehaving import Misbehaving, silent
from tests.support import require
from tests.support_model import picture

MOMENT_S = 0.3
"""How long something has to begin that must not."""


@pytest.fixture
def cat(tmp_path: Path) -> Path:
    return picture(tmp_path / "cat.png")


def labels(outcomes: Mapping[int, Outcome]) -> dict[int, str | None]:
    return {
        number: outcome.prediction.label if outcome.prediction else None
        for number, outcome in outcomes.items()
    }


def workers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "petsight-answers"]


def wait_for_workers() -> None:
    for thread in workers():
        thread.join(LONG_S)
        assert not thread.is_alive()


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONG_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)  # there is no event for what is looked at here


def test_answers_every_picture_once(tmp_path):
    answers = ["cat", "dog", "cat and dog", "neither", "not sure"] * 20
    paths = [picture(tmp_path / f"{at}.png", label) for at, label in enumerate(answers)]
    with queue() as asked:
        found = asked.answer(tasks(*paths))
        assert asked.take(64) == []
    assert labels(found) == dict(enumerate(answers, 1))
    assert {outcome.failure for outcome in found.values()} == {None}


def test_a_bad_file_costs_only_itself(tmp_path, cat):
    (tmp_path / "text.jpg").write_text("no picture", encoding="ascii")
    with queue() as asked:
        found = asked.answer(
            tasks(cat, tmp_path / "none.jpg", tmp_path / "text.jpg", tmp_path, cat)
        )
        codes = {at: outcome.failure and outcome.failure.code for at, outcome in found.items()}
        assert codes == {1: None, 2: "no_such_file", 3: "not_an_image", 4: "not_a_file", 5: None}
        assert (asked.progress.done, asked.progress.failed) == (5, 3)


def test_wakes_only_where_there_was_nothing_to_take(cat):
    woken: list[None] = []
    asked = AnswerQueue(lambda: woken.append(None), workers=1)
    try:
        asked.use(answerers())
        for times in (1, 2):
            asked.submit(tasks(cat, cat, cat))
            wait_until(lambda: asked.progress.done == 3)
            assert len(asked.take(2)) == 2
            assert len(asked.take(2)) == 1
            assert len(woken) == times
    finally:
        asked.close(LONG_S)


def test_nothing_is_lost_if_little_is_taken_at_a_time(cat):
    with queue() as asked:
        asked.submit(tasks(*[cat] * 30))
        assert len(asked.outcomes(30, limit=1)) == 30


def test_waits_until_somebody_can_answer(cat):
    asked = Queue()
    try:
        asked.submit(tasks(cat, cat))
        assert workers() == []
        assert asked.progress == Progress(total=2)
        asked.use(answerers())
        assert len(asked.outcomes(2)) == 2
        asked.use(None)
        asked.submit(tasks(cat))
        asked.use(answerers())
        assert len(asked.outcomes(1)) == 1
    finally:
        asked.close(LONG_S)


def test_what_is_submitted_first_comes_first(cat):
    held = Held()
    with queue(answerers(device=held), workers=1) as asked:
        one, two, three, four = tasks(cat, cat, cat, cat)
        asked.submit([one, two])
        held.wait_for(1)
        asked.submit([three, four], first=True)
        held.released.set()
        order = [outcome.task.photo_id for outcome in asked.outcomes(4)]
    assert order == [1, 3, 4, 2]


def test_a_pause_begins_nothing_and_ends_what_is_under_way(cat):
    held = Held()
    with queue(answerers(device=held), workers=1) as asked:
        asked.submit(tasks(cat, cat, cat))
        held.wait_for(1)
        asked.pause()
        assert asked.paused
        held.released.set()
        assert [outcome.task.photo_id for outcome in asked.outcomes(1)] == [1]
        assert asked.progress == Progress(total=3, done=1, paused=True)
        assert not held.begun.acquire(timeout=MOMENT_S)
        asked.resume()
        assert [outcome.task.photo_id for outcome in asked.outcomes(2)] == [2, 3]


def test_cancelling_drops_what_waits_at_once(cat):
    held = Held()
    with queue(answerers(device=held), workers=1) as asked:
        asked.submit(tasks(cat, cat, cat))
        held.wait_for(1)
        assert [task.photo_id for task in asked.cancel()] == [2, 3]
        assert asked.cancel() == []
        assert asked.progress == Progress(total=1)
        held.released.set()
        assert [outcome.task.photo_id for outcome in asked.outcomes(1)] == [1]
        assert len(asked.answer(tasks(cat))) == 1


def test_a_silent_share_stops_nobody_else(tmp_path, cat, monkeypatch):
    """One worker, two files of a share that does not answer: both are given up, one by one."""
    share = Share(tmp_path / "share", monkeypatch)
    share.folder.mkdir()
    stuck = [picture(share.folder / f"{at}.png") for at in range(2)]
    with queue(workers=1, patience_s=0.3) as asked:
        found = asked.answer(tasks(*stuck, cat))
        assert labels(found) == {1: None, 2: None, 3: "cat"}
        for number in (1, 2):
            failure = found[number].failure
            assert failure is not None
            assert failure.code == "too_slow"
            assert "did not answer" in failure.message
        share.back.set()
        assert labels(asked.answer(tasks(cat))) == {1: "cat"}
    wait_for_workers()
    assert asked.take(64) == []  # what came late is dropped


def test_closing_leaves_a_stuck_thread_behind(tmp_path, monkeypatch):
    share = Share(tmp_path, monkeypatch)
    asked = Queue(workers=1)
    asked.use(answerers())
    asked.submit(tasks(picture(tmp_path / "cat.png")))
    assert share.asked.acquire(timeout=LONG_S)
    asked.close(0.1)
    (thread,) = workers()
    assert thread.daemon
    share.back.set()
    wait_for_workers()


def test_closing_ends_what_is_under_way_and_drops_the_rest(cat):
    held = Held()
    asked = Queue(workers=1)
    asked.use(answerers(device=held))
    asked.submit(tasks(cat, cat))
    held.wait_for(1)
    closing = threading.Thread(target=asked.close, args=(LONG_S,))
    closing.start()
    held.released.set()
    closing.join(LONG_S)
    assert workers() == []
    assert [outcome.task.photo_id for outcome in asked.take(64)] == [1]
    asked.submit(tasks(cat))
    assert asked.cancel() == []


def test_closing_a_queue_that_never_began():
    Queue().close()
    asked = Queue()
    asked.use(answerers())
    asked.close()
    assert workers() == []


def test_a_mistake_of_petsight_ends_one_picture_and_is_logged(cat, caplog):
    def mistake() -> None:
        raise ZeroDivisionError("a bug")

    with queue(answerers(device=Doing(mistake)), workers=1) as asked:
        found = asked.answer(tasks(cat, cat))
    codes = {outcome.failure.code for outcome in found.values() if outcome.failure}
    assert codes == {"error"}
    assert "ZeroDivisionError: a bug" in caplog.text


def test_as_many_pictures_at_a_time_as_processors(cat):
    held = Held()
    with queue(answerers(device=held), workers=3) as asked:
        asked.submit(tasks(*[cat] * 8))
        held.wait_for(3)
        assert not held.begun.acquire(timeout=MOMENT_S)
        held.released.set()
        assert len(asked.outcomes(8)) == 8


def test_an_endpoint_that_nobody_asks_changes_nothing_about_that(cat):
    held, unasked = Held(), CloudClassifier("http://127.0.0.1:9")
    with queue(answerers(device=held, cloud=unasked), workers=2) as asked:
        asked.submit(tasks(*[cat] * 8))
        held.wait_for(2)
        assert not held.begun.acquire(timeout=MOMENT_S)
        held.released.set()
        assert len(asked.outcomes(8)) == 8


def test_an_endpoint_is_waited_for_side_by_side(cat):
    with Misbehaving() as server, CloudClassifier(server.url, concurrency=4) as cloud:
        cloud.info()
        server.always = silent
        with queue(answerers(Mode.CLOUD, cloud=cloud), workers=1) as asked:
            asked.submit(tasks(*[cat] * 8))
            wait_until(lambda: server.busiest == 4)
            cloud.close()
            found = asked.outcomes(8)
        assert {outcome.prediction and outcome.prediction.detail for outcome in found} <= {
            "offline",
            "breaker_open",
        }


def test_threads_that_an_endpoint_needed_go_when_it_does(cat):
    with (
        Misbehaving() as server,
        CloudClassifier(server.url, concurrency=4) as cloud,
        queue(answerers(Mode.CLOUD, cloud=cloud), workers=1) as asked,
    ):
        asked.answer(tasks(*[cat] * 20))
        assert len(workers()) == 6
        asked.use(answerers())
        wait_until(lambda: len(workers()) == 2)  # one answers, one looks for what is overdue
        assert len(asked.answer(tasks(cat))) == 1


def test_the_window_goes_first(cat):
    require(sys.platform == "linux", "threads with priorities of their own")
    seen: list[int] = []

    def look() -> None:
        seen.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, 0)
    with queue(answerers(device=Doing(look)), workers=1) as asked:
        asked.answer(tasks(cat))
    assert seen == [min(19, max(before, 10))]
    assert os.getpriority(os.PRIO_PROCESS, 0) == before


def test_without_an_endpoint_the_question_fails_and_says_so(cat):
    with queue() as asked:
        found = asked.answer(tasks(cat, asks=Asks.CLOUD))
    assert found[1].failure == Failure("bad_endpoint", "no endpoint is set up that could be asked")
