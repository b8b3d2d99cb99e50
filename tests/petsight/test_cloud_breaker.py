"""The breaker: what opens it, what closes it, and one probe at a time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest

from petsight import CloudClassifier, CloudError
from petsight.cloud.breaker import DEAD, Breaker
from petsight.cloud.timing import Timeouts
from petsight.errors import Detail
from tests.petsight.cloud_support import CAT
from tests.petsight.misbehaving import Misbehaving, fail
from tests.support import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=3, rest=30, clock=clock)


def attempt(breaker: Breaker, detail: Detail | None = None) -> str:
    """Make a request that succeeds, or fails in one way; return what came of it."""
    try:
        with breaker.attempt():
            if detail is not None:
                raise CloudError("m", detail)
    except CloudError as exc:
        return exc.detail
    return "ok"


def test_it_opens_after_several_failures_in_a_row(breaker):
    for _ in range(3):
        breaker.check()
        assert attempt(breaker, "timeout") == "timeout"
    assert attempt(breaker) == "breaker_open"
    with pytest.raises(CloudError, match="left alone"):
        breaker.check()


def test_a_success_in_between_counts(breaker):
    for _ in range(5):
        attempt(breaker, "offline")
        attempt(breaker, "offline")
        assert attempt(breaker) == "ok"


@pytest.mark.parametrize("detail", get_args(Detail))
def test_only_a_dead_endpoint_opens_it(breaker, detail):
    for _ in range(10):
        attempt(breaker, detail)
    opened = attempt(breaker) == "breaker_open"
    assert opened == (detail in {"offline", "timeout", "server", "tls"})
    assert opened == (detail in DEAD)


def test_after_a_rest_it_closes_if_the_probe_succeeds(breaker, clock):
    for _ in range(3):
        attempt(breaker, "server")
    clock.now += 29.9
    assert attempt(breaker) == "breaker_open"
    clock.now += 0.2
    breaker.check()
    assert [attempt(breaker) for _ in range(3)] == ["ok"] * 3
    assert attempt(breaker, "server") == "server"
    assert attempt(breaker) == "ok"


def test_after_a_rest_it_opens_again_if_the_probe_fails(breaker, clock):
    for _ in range(3):
        attempt(breaker, "server")
    clock.now += 31
    assert attempt(breaker, "timeout") == "timeout"
    assert attempt(breaker) == "breaker_open"
    clock.now += 31
    assert attempt(breaker) == "ok"


def test_a_picture_that_is_rejected_shows_that_the_endpoint_lives(breaker, clock):
    for _ in range(3):
        attempt(breaker, "server")
    clock.now += 31
    assert attempt(breaker, "rejected") == "rejected"
    assert attempt(breaker) == "ok"


def test_one_probe_at_a_time(breaker, clock):
    for _ in range(3):
        attempt(breaker, "server")
    clock.now += 31
    with breaker.attempt():
        assert attempt(breaker) == "breaker_open"
        with pytest.raises(CloudError):
            breaker.check()
    assert attempt(breaker) == "ok"


def test_a_probe_that_dies_of_a_bug_makes_room_for_the_next(breaker, clock):
    for _ in range(3):
        attempt(breaker, "server")
    clock.now += 31
    with pytest.raises(ZeroDivisionError), breaker.attempt():
        raise ZeroDivisionError
    assert attempt(breaker) == "ok"


def test_a_late_failure_does_not_let_a_second_probe_in(breaker, clock):
    late = breaker.attempt()
    late.__enter__()
    for _ in range(3):
        attempt(breaker, "server")
    clock.now += 31
    with breaker.attempt():
        assert not late.__exit__(CloudError, CloudError("m", "server"), None)
        clock.now += 31
        assert attempt(breaker) == "breaker_open"


def test_a_dead_endpoint_is_not_contacted():
    with (
        Misbehaving(always=fail(500)) as server,
        CloudClassifier(server.url, timeouts=Timeouts(rest=0.5)) as cloud,
    ):
        now = 0.0
        cloud._breaker._clock = lambda: now
        details = []
        for _ in range(6):
            with pytest.raises(CloudError) as caught:
                cloud.classify(CAT)
            details.append(caught.value.detail)
        assert details == ["server"] * 3 + ["breaker_open"] * 3
        assert len(server.seen) == 3
        server.always = None
        now = 0.6
        assert cloud.classify(CAT).label == "cat"


def test_no_upload_is_prepared_for_a_dead_endpoint(monkeypatch):
    with Misbehaving() as server, CloudClassifier(server.url) as cloud:
        cloud.info()
        server.always = fail(500)
        for _ in range(3):
            with pytest.raises(CloudError):
                cloud.classify(CAT)
        monkeypatch.setattr("petsight.cloud.client.request_document", pytest.fail)
        with pytest.raises(CloudError, match="left alone"):
            cloud.classify(CAT)


def test_after_the_rest_one_thread_tries():
    def detail_of(_at: int) -> str:
        with pytest.raises(CloudError) as caught:
            cloud.classify(CAT)
        return caught.value.detail

    with (
        Misbehaving() as server,
        CloudClassifier(server.url, timeouts=Timeouts(rest=0.2)) as cloud,
        ThreadPoolExecutor(8) as pool,
    ):
        now = 0.0
        cloud._breaker._clock = lambda: now
        cloud.info()
        server.always = fail(500)
        assert [detail_of(at) for at in range(4)] == ["server"] * 3 + ["breaker_open"]
        now = 0.3
        assert sorted(pool.map(detail_of, range(8))) == ["breaker_open"] * 7 + ["server"]
        assert len(server.pictures) == 4
