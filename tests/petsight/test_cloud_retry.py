"""When an endpoint is asked again, and when it is left alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from petsight import CloudClassifier, CloudError
from petsight.cloud import retry
from petsight.cloud.retry import ATTEMPTS, Gate, backoff, retry_after
from petsight.cloud.timing import Deadline, Timeouts
from tests.petsight.cloud_support import CAT
from tests.petsight.misbehaving import INVOCATIONS, Misbehaving, cut, fail, gone, raw, silent

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with Misbehaving() as server:
        yield server


@pytest.fixture
def cloud(server: Misbehaving) -> Iterator[CloudClassifier]:
    with CloudClassifier(server.url, timeouts=Timeouts(total=30)) as cloud:
        cloud.info()
        yield cloud


PASSING = {
    "429": fail(429, "throttled"),
    "502": fail(502),
    "503": fail(503),
    "504": fail(504),
    "429 with a wish": fail(429, "throttled", retry_after="0"),
    "cut": cut,
    "closed": gone,
}


@pytest.mark.parametrize("fault", PASSING)
def test_what_passes_is_asked_again(server, cloud, fault):
    server.script.extend([PASSING[fault]] * 2)
    assert cloud.classify(CAT).label == "cat"
    assert len(server.pictures) == 3
    assert len({seen.body for seen in server.pictures}) == 1


def test_information_is_asked_for_again_too(server):
    server.script.extend([fail(503), cut])
    with CloudClassifier(server.url) as cloud:
        assert cloud.classify(CAT).label == "cat"


def test_so_is_the_emulator(server):
    server.script.extend([None, fail(503), fail(429)])
    with CloudClassifier(server.url + INVOCATIONS) as cloud:
        assert cloud.classify(CAT).label == "cat"
    assert len(server.pictures) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 415, 422, 500, 501])
def test_what_stays_is_asked_once(server, cloud, status):
    server.always = fail(status)
    with pytest.raises(CloudError):
        cloud.classify(CAT)
    assert len(server.pictures) == 1


def test_silence_is_not_asked_again(server):
    with CloudClassifier(server.url, timeouts=Timeouts(read=0.2, total=30)) as cloud:
        cloud.info()
        server.always = silent
        with pytest.raises(CloudError):
            cloud.classify(CAT)
    assert len(server.pictures) == 1


def test_attempts_are_counted(server, cloud, monkeypatch):
    monkeypatch.setattr(retry, "_BASE", 0.01)
    server.always = fail(503)
    with pytest.raises(CloudError) as caught:
        cloud.classify(CAT)
    assert caught.value.detail == "server"
    assert len(server.pictures) == ATTEMPTS


@pytest.mark.parametrize("date", [False, True], ids=["seconds", "date"])
def test_a_wish_beyond_the_deadline_is_not_waited_for(server, cloud, date):
    wish = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True) if date else "3600"
    server.always = fail(429, "throttled", retry_after=wish)
    with pytest.raises(CloudError, match="asked too often") as caught:
        cloud.classify(CAT)
    assert caught.value.detail == "throttled"
    with pytest.raises(CloudError, match="left alone for a while") as caught:
        cloud.classify(CAT)
    assert caught.value.detail == "throttled"
    assert len(server.pictures) == 1


def test_one_throttled_thread_holds_all_back(server, cloud):
    """While the first waits as it was told to, nobody else sends anything."""
    server.script.append(fail(429, "throttled", retry_after="1"))
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(cloud.classify, CAT)
        while not cloud._converse()._gate._opens:
            time.sleep(0.01)
        others = [pool.submit(cloud.classify, CAT) for _ in range(3)]
        time.sleep(0.3)
        assert len(server.pictures) == 1
        assert {future.result(30).label for future in (first, *others)} == {"cat"}
    assert len(server.pictures) == 5


def test_the_gate_opens_again():
    gate = Gate(threading.Event())
    gate.wait(Deadline(0))
    gate.hold(0.05)
    with pytest.raises(CloudError):
        gate.wait(Deadline(0.01))
    gate.wait(Deadline(30))
    gate.wait(Deadline(0))


def test_the_longer_wish_wins():
    gate = Gate(threading.Event())
    gate.hold(100)
    gate.hold(0)
    with pytest.raises(CloudError):
        gate.wait(Deadline(50))


def test_waiting_ends_when_everything_is_closed():
    closed = threading.Event()
    gate = Gate(closed)
    gate.hold(20)
    threading.Timer(0.05, closed.set).start()
    with pytest.raises(CloudError, match="was closed"):
        gate.wait(Deadline(60))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"retry-after": "7"}, 7),
        ({"retry-after": " 7 "}, 7),
        ({"retry-after": "0"}, 0),
        ({"retry-after": "-7"}, 0),
        ({"retry-after": "7.5"}, 0),
        ({"retry-after": "soon"}, 0),
        ({"retry-after": "\u0667"}, 0),
        ({"retry-after": "9" * 5000}, 300),
        ({"retry-after": format_datetime(NOW + timedelta(seconds=9), usegmt=True)}, 9),
        ({"retry-after": format_datetime(NOW - timedelta(seconds=9), usegmt=True)}, 0),
        ({"retry-after": (NOW + timedelta(seconds=9)).strftime("%a, %d %b %Y %H:%M:%S")}, 9),
        ({"retry-after": format_datetime(NOW + timedelta(days=9), usegmt=True)}, 300),
        ({"retry-after": "Fri, 99 Foo 2026 99:99:99 GMT"}, 0),
        ({"retry-after": "Mon, 01 Jan 99999999999999999999 00:00:00 GMT"}, 0),
        ({"retry-after": "Mon, 01 Jan 2026 00:00:00 +99999999999999"}, 0),
    ],
)
def test_the_wish_of_a_server(headers, seconds):
    """The server's own clock counts, however wrong it is."""
    assert retry_after({"date": format_datetime(NOW, usegmt=True), **headers}) == seconds


@pytest.mark.parametrize("date", [None, "nonsense"])
def test_without_its_clock_ours_counts(date):
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    headers = {"retry-after": later} | ({"date": date} if date else {})
    assert 90 < retry_after(headers) <= 100


def test_pauses_are_spread_and_grow_to_a_bound():
    for attempt, bound in enumerate([0.2, 0.4, 0.8, 1.6, 3.0, 3.0]):
        pauses = [backoff(attempt) for _ in range(300)]
        assert 0 <= min(pauses) < bound / 4
        assert bound * 3 / 4 < max(pauses) <= bound


def test_an_idle_connection_that_was_dropped_costs_nothing(server, cloud):
    """The server closes what was kept open; the next picture meets that, or a race with it."""
    server.script.append(raw(b"HTTP/1.1 503 X\r\ncontent-length: 0\r\n\r\n"))
    assert cloud.classify(CAT).label == "cat"
    server.drop_connections()
    assert cloud.classify(CAT).label == "cat"
