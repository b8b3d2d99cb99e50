"""What is known of an endpoint that lives, dies, hangs and comes back."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from desktop.services.endpoint import EndpointState, Reach, check, cloud_classifier, completed
from desktop.services.monitor import EndpointMonitor
from desktop.services.photo import Failure
from desktop.services.preferences import EndpointSettings
from lambda_service.local import LocalServer
from petsight import DeviceClassifier, Model
from petsight.errors import EndpointError
from tests.desktop.services.key_store import KeyStore
from tests.desktop.services.making import answer
from tests.petsight.misbehaving import Misbehaving, behave, fail, silent
from tests.support_model import TINY

SOON = 0.05
NEVER = 3600.0


class Watching:
    """A monitor, and the states that it told."""

    def __init__(self, retry_s: float) -> None:
        self._states: queue.Queue[EndpointState] = queue.Queue()
        self.monitor = EndpointMonitor(self._states.put, retry_s)

    def next(self) -> EndpointState:
        return self._states.get(timeout=30)

    def until(self, reach: Reach) -> EndpointState:
        while (state := self.next()).reach is not reach:
            pass
        return state

    @property
    def told_all(self) -> bool:
        return self._states.empty()


@pytest.fixture
def watching() -> Iterator[Watching]:
    watching = Watching(SOON)
    yield watching
    watching.monitor.close()


@pytest.fixture
def patient() -> Iterator[Watching]:
    """One that does not ask again by itself."""
    watching = Watching(NEVER)
    yield watching
    watching.monitor.close()


@pytest.fixture
def server() -> Iterator[Misbehaving]:
    with Misbehaving() as server:
        yield server


def settings(server: Misbehaving | LocalServer, timeout_s: float = 12.0) -> EndpointSettings:
    return EndpointSettings(server.url, timeout_s)


def from_cloud(latency: float, model: str = "tiny 1.0.0"):
    return answer(source="cloud", model=model, timings_ms={"network": latency})


def test_nothing_is_known_and_no_thread_runs_without_an_endpoint(patient):
    assert patient.monitor.state == EndpointState(Reach.OFF)
    patient.monitor.watch(None)
    patient.monitor.watch(EndpointSettings())
    patient.monitor.check()
    patient.monitor.heard(from_cloud(5), None)
    assert patient.told_all
    assert patient.monitor.state == EndpointState(Reach.OFF)
    assert "petsight-endpoint" not in {thread.name for thread in threading.enumerate()}


def test_a_living_endpoint(patient, server):
    before = datetime.now(UTC)
    patient.monitor.watch(settings(server))
    assert patient.next().reach is Reach.CHECKING
    state = patient.next()
    assert (state.reach, state.model) == (Reach.READY, "tiny 1.0.0")
    assert state.latency_ms is not None
    assert state.latency_ms > 0
    assert state.since is not None
    assert before <= state.since <= datetime.now(UTC)
    assert patient.monitor.state == state
    assert [seen.path for seen in server.seen] == ["/"]


def test_the_development_server_lives_dies_and_comes_back(watching):
    with LocalServer() as server:
        watching.monitor.watch(settings(server))
        alive = watching.until(Reach.READY)
        assert alive.model is not None
        assert alive.model.startswith("petsight-cloud ")
    watching.monitor.check()
    dead = watching.until(Reach.UNREACHABLE)
    assert (dead.detail, dead.model) == ("offline", alive.model)
    assert dead.message
    with LocalServer(int(server.url.rsplit(":", 1)[1])):
        again = watching.until(Reach.READY)
    assert again.detail is again.message is None
    assert again.since is not None
    assert dead.since is not None
    assert again.since > dead.since


def test_a_dead_endpoint_is_asked_again_and_told_once(watching, server):
    often = threading.Event()

    def dead(handler):
        fail(500)(handler)
        if len(server.seen) > 10:
            often.set()

    server.always = dead
    watching.monitor.watch(settings(server))
    assert watching.until(Reach.UNREACHABLE).detail == "server"
    assert often.wait(30)
    assert watching.told_all
    server.always = None
    assert watching.next().reach is Reach.READY


@pytest.mark.parametrize(
    ("status", "detail"), [(401, "refused"), (403, "refused"), (404, "bad_answer")]
)
def test_why_it_cannot_be_used(patient, server, status, detail):
    server.always = fail(status)
    patient.monitor.watch(settings(server))
    state = patient.until(Reach.UNREACHABLE)
    assert state.detail == detail
    assert state.message


def test_a_url_that_cannot_be_used(patient):
    patient.monitor.watch(EndpointSettings("http://pets.example.com"))
    state = patient.until(Reach.UNREACHABLE)
    assert state.message is not None
    assert "https" in state.message


def test_another_endpoint_and_none(patient, server):
    with Misbehaving() as other:
        other.info_changes = {"model": other.model.info.to_dict() | {"name": "other"}}
        patient.monitor.watch(settings(server))
        assert patient.until(Reach.READY).model == "tiny 1.0.0"
        patient.monitor.watch(settings(other))
        assert patient.next() == EndpointState(Reach.OFF)
        assert patient.next().reach is Reach.CHECKING
        assert patient.next().model == "other 1.0.0"
        patient.monitor.watch(None)
        assert patient.next() == EndpointState(Reach.OFF)


def test_a_late_answer_of_an_earlier_endpoint_does_not_count(patient, server):
    with Misbehaving() as mute:
        mute.mute = True
        patient.monitor.watch(settings(mute, 60))
        assert patient.next().reach is Reach.CHECKING
        patient.monitor.watch(settings(server))
        assert patient.until(Reach.READY).model == "tiny 1.0.0"
        assert patient.told_all


def test_a_question_that_was_given_up_for_a_new_one_does_not_count(patient, server):
    asked = threading.Event()

    def hang(handler):
        asked.set()
        silent(handler)

    server.script.append(hang)
    patient.monitor.watch(settings(server, 60))
    assert patient.next().reach is Reach.CHECKING
    assert asked.wait(30)
    patient.monitor.check()
    assert patient.next().reach is Reach.READY


def test_closing_does_not_wait_for_an_endpoint_that_hangs(patient):
    with Misbehaving() as mute:
        mute.mute = True
        patient.monitor.watch(settings(mute, 60))
        assert patient.next().reach is Reach.CHECKING
        patient.monitor.close()
        assert "petsight-endpoint" not in {thread.name for thread in threading.enumerate()}
        patient.monitor.check()
        assert patient.told_all


def test_real_answers_tell_the_latency_without_a_flood(patient, server):
    patient.monitor.watch(settings(server))
    patient.until(Reach.READY)
    patient.monitor.heard(from_cloud(10_000), None)
    assert patient.next().latency_ms == 10_000
    for latency in range(9_000, 11_000, 100):
        patient.monitor.heard(from_cloud(latency), None)
    assert patient.told_all
    patient.monitor.heard(from_cloud(20), None)
    assert patient.next().latency_ms == 20


@pytest.mark.parametrize(
    ("prediction", "failure"),
    [
        (answer(reason="cloud unreachable", detail="timeout"), None),
        (answer("not sure", reason="not confirmed", detail="breaker_open"), None),
        (None, Failure("cloud_error", "no answer", "offline")),
    ],
)
def test_a_picture_that_got_no_answer_is_told_and_makes_it_ask(
    patient, server, prediction, failure
):
    patient.monitor.watch(settings(server))
    patient.until(Reach.READY)
    server.always = fail(500)
    patient.monitor.heard(prediction, failure)
    told = patient.next()
    assert (told.reach, told.detail) == (Reach.UNREACHABLE, (prediction or failure).detail)
    asked = patient.next()
    assert (asked.reach, asked.detail, asked.since) == (Reach.UNREACHABLE, "server", told.since)
    assert asked.message


def test_one_picture_that_got_no_answer_from_a_living_endpoint(patient, server):
    patient.monitor.watch(settings(server))
    patient.until(Reach.READY)
    patient.monitor.heard(answer(reason="cloud unreachable", detail="timeout"), None)
    assert patient.next().reach is Reach.UNREACHABLE
    assert patient.next().reach is Reach.READY


@pytest.mark.parametrize(
    ("prediction", "failure"),
    [
        (answer(), None),
        (answer(reason="cloud unreachable", detail="rejected"), None),
        (answer(reason="not confirmed", detail="throttled"), None),
        (None, Failure("truncated", "the picture is cut short")),
        (None, None),
    ],
)
def test_what_says_nothing_about_the_endpoint(patient, server, prediction, failure):
    patient.monitor.watch(settings(server))
    patient.until(Reach.READY)
    server.always = fail(500)
    patient.monitor.heard(prediction, failure)
    patient.monitor.heard(from_cloud(10_000), None)
    assert patient.next().latency_ms == 10_000
    assert len(server.seen) == 1


def test_a_picture_that_is_answered_says_that_it_is_back(patient, server):
    server.always = fail(500)
    patient.monitor.watch(settings(server))
    patient.until(Reach.UNREACHABLE)
    patient.monitor.heard(from_cloud(7), None)
    state = patient.next()
    assert (state.reach, state.latency_ms, state.detail) == (Reach.READY, 7, None)


def test_the_owner_of_the_key_is_asked_once_however_often_the_endpoint_fails(watching, server, use):
    store = use(KeyStore())
    often = threading.Event()

    def dead(handler):
        fail(403)(handler)
        if len(server.seen) > 5:
            often.set()

    server.always = dead
    watching.monitor.watch(settings(server))
    assert often.wait(30)
    assert store.asked == 1


def test_a_key_that_was_stored_meanwhile(patient, server, use):
    store = use(KeyStore())

    def guarded(handler):
        key = handler.seen.headers.get("x-api-key")
        (behave if key == "s3cret" else fail(401))(handler)

    server.always = guarded
    patient.monitor.watch(settings(server))
    assert patient.until(Reach.UNREACHABLE).detail == "refused"
    store.keys["petsight", server.url] = "s3cret"
    patient.monitor.check()
    assert patient.next().reach is Reach.READY


def test_check_of_a_good_endpoint(server):
    found = check(settings(server), None, DeviceClassifier(Model(TINY)))
    assert found.passed, found.checks
    assert found.facts["model"] == "tiny 1.0.0"


def test_check_with_a_key_and_of_an_endpoint_that_refuses_it(server):
    server.always = fail(403)
    found = check(settings(server), "s3cret", DeviceClassifier(Model(TINY)))
    assert not found.passed
    assert {seen.headers["x-api-key"] for seen in server.seen} == {"s3cret"}


def test_check_of_settings_that_cannot_be_used():
    with pytest.raises(EndpointError):
        check(EndpointSettings("ftp://x"), None, DeviceClassifier(Model(TINY)))


def test_the_time_out_holds_for_the_whole_picture():
    with Misbehaving() as mute:
        mute.mute = True
        with (
            cloud_classifier(settings(mute, 1.0)) as cloud,
            pytest.raises(Exception, match="in time") as caught,
        ):
            cloud.info()
    assert caught.value.detail == "timeout"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("pets.example.org", "https://pets.example.org"),
        ("pets.example.org:8443/v1", "https://pets.example.org:8443/v1"),
        ("localhost:8080", "http://localhost:8080"),
        ("127.0.0.1", "http://127.0.0.1"),
        ("localhost.example.org", "https://localhost.example.org"),
        ("not an address", None),
        ("pets.example.org?key=s3cret", None),
        ("ftp://pets.example.org", None),
        ("https://pets.example.org", None),
        ("", None),
    ],
)
def test_an_address_that_lacks_only_its_beginning(written, whole):
    assert completed(written) == whole
