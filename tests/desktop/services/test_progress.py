"""How far, how fast, how long still."""

from __future__ import annotations

import pytest

from desktop.services.progress import Meter, Progress
from tests.support import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def meter(clock: Clock) -> Meter:
    return Meter(clock)


def end(meter: Meter, clock: Clock, count: int, each_s: float = 0.5) -> None:
    for _ in range(count):
        clock.now += each_s
        meter.end(failed=False)


def test_nothing_yet(meter):
    assert meter.now == Progress()


def test_counts(meter):
    meter.add(3)
    meter.end(failed=True)
    meter.end(failed=False)
    assert meter.now == Progress(total=3, done=2, failed=1)


def test_rate_and_time_left(meter, clock):
    meter.add(100)
    end(meter, clock, 20)
    assert meter.now == Progress(100, 20, 0, rate=2.0, remaining_s=40.0)


def test_nothing_is_said_of_the_first_pictures(meter, clock):
    meter.add(100)
    end(meter, clock, 4)
    assert meter.now.rate is None
    assert meter.now.remaining_s is None


def test_the_rate_is_that_of_late(meter, clock):
    meter.add(10_000)
    end(meter, clock, 1000, each_s=10)
    end(meter, clock, 1000, each_s=0.1)
    assert meter.now.rate == pytest.approx(10)


def test_the_rate_falls_while_nothing_ends(meter, clock):
    meter.add(100)
    end(meter, clock, 20)
    clock.now += 30
    assert meter.now.rate == pytest.approx(0.5)


def test_a_pause_does_not_count(meter, clock):
    meter.add(100)
    end(meter, clock, 20)
    meter.pause(paused=True)
    assert meter.now == Progress(100, 20, 0, paused=True)
    clock.now += 3600
    meter.pause(paused=False)
    end(meter, clock, 20)
    assert meter.now == Progress(100, 40, 0, rate=2.0, remaining_s=30.0)


def test_what_is_taken_back_shortens_the_batch(meter, clock):
    meter.add(100)
    end(meter, clock, 20)
    meter.take_back(80)
    assert meter.now == Progress(20, 20, 0, rate=2.0, remaining_s=0.0)


def test_the_rate_stays_when_all_is_done(meter, clock):
    meter.add(20)
    end(meter, clock, 20)
    clock.now += 60
    assert meter.now.rate == 2.0


def test_a_new_batch_begins_when_the_last_one_has_ended(meter, clock):
    meter.add(20)
    end(meter, clock, 20)
    meter.add(5)
    assert meter.now == Progress(total=5)
    meter.add(2)
    assert meter.now == Progress(total=7)
