"""Device, auto and cloud against the development server; nothing leaves before somebody agreed."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.bridge.desk import Desk
from desktop.services.asks import Asks
from desktop.services.endpoint import Reach
from desktop.services.preferences import EndpointSettings
from lambda_service.local import LocalServer
from petsight.mode import Mode
from tests.desktop.bridge.desks import desk_at_work, pictures
from tests.lambda_service.calling import application
from tests.support_model import change_model


@pytest.fixture
def handler(home) -> Callable[[Any, Any], Any]:
    """The service with a model that is always sure, where the device's often is not."""
    labels = [{"name": name, "accept": 0.5, "reject": 0.5} for name in ("cat", "dog", "bird")]
    service = application(model=change_model(home / "sure.tflite", labels=labels, name="sure"))
    return lambda event, context: dict(service.handle(event, context))


@pytest.fixture
def asked() -> Counter[str]:
    """How often the server was asked for what."""
    return Counter()


@pytest.fixture
def server(handler, asked) -> Iterator[LocalServer]:
    def counting(event: Any, context: Any) -> Any:
        asked[event["requestContext"]["http"]["method"]] += 1
        return handler(event, context)

    with LocalServer(handler=counting) as server:
        yield server


def agreed(server: LocalServer, mode: Mode = Mode.AUTO) -> dict[str, Any]:
    """Preferences of somebody who agreed to this endpoint."""
    endpoint = EndpointSettings(server.url, timeout_s=5.0)
    return {"mode": mode, "endpoint": endpoint, "agreed_origin": server.url}


def answers(desk: Desk) -> dict[str, tuple[str | None, ...]]:
    """Label, source, reason and detail of each picture, by what it shows."""
    return {
        photo.name[5:-4]: (
            *(
                getattr(photo.prediction, field)
                for field in ("label", "source", "reason", "detail")
            ),
        )
        for photo in desk.library.photos()
    }


def answer(qtbot, desk: Desk, folder: Path, *wanted: str) -> None:
    with qtbot.waitSignal(desk.answering.idle, timeout=20_000):
        desk.intake.add_paths(pictures(folder, *wanted))


def port(server: LocalServer) -> int:
    return int(server.url.rpartition(":")[2])


def test_auto(qtbot, home, server, asked):
    with desk_at_work(**agreed(server)) as desk:
        answer(qtbot, desk, home, "cat", "not sure")
        assert answers(desk) == {
            "cat": ("cat", "device", None, None),
            "not sure": ("cat", "cloud", "unsure", None),
        }
        qtbot.waitUntil(lambda: desk.endpoint.state.reach is Reach.READY)
    assert asked["POST"] == 1


def test_cloud(qtbot, home, server, asked):
    with desk_at_work(**agreed(server, Mode.CLOUD)) as desk:
        answer(qtbot, desk, home, "cat", "not sure")
        assert answers(desk) == {
            "cat": ("cat", "cloud", None, None),
            "not sure": ("cat", "cloud", None, None),
        }
    assert asked["POST"] == 2


def test_device_asks_nobody(qtbot, home, server, asked):
    with desk_at_work(**agreed(server, Mode.DEVICE)) as desk:
        answer(qtbot, desk, home, "cat", "not sure")
        assert answers(desk)["not sure"] == ("not sure", "device", None, None)
        assert desk.endpoint.state.reach is Reach.OFF
    assert not asked


@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.CLOUD])
def test_nothing_is_uploaded_before_somebody_agreed(qtbot, home, server, asked, mode):
    preferences = {**agreed(server), "mode": Mode.DEVICE, "agreed_origin": "https://example.org"}
    with desk_at_work(**preferences) as desk:
        with qtbot.waitSignal(desk.answering.model_loaded):
            pass
        with qtbot.waitSignal(desk.answering.consent_needed) as told:
            desk.settings.change(mode=mode)
        assert told.args == [server.url]
        answer(qtbot, desk, home, "cat", "not sure")
        assert {source for _label, source, *_ in answers(desk).values()} == {"device"}
        assert asked["POST"] == 0

        desk.settings.change(agreed_origin=server.url)
        with qtbot.waitSignal(desk.answering.idle):
            desk.answering.answer_again()
        assert answers(desk)["not sure"][:2] == ("cat", "cloud")
    assert asked["POST"] == (1 if mode is Mode.AUTO else 2)


@pytest.mark.parametrize("other", ["", "http://127.0.0.1:9", "nonsense"])
def test_another_endpoint_takes_the_agreement_back(qtbot, home, server, asked, other):
    first = EndpointSettings(server.url, timeout_s=5.0)
    with desk_at_work(**agreed(server, Mode.CLOUD)) as desk:
        answer(qtbot, desk, home / "before", "cat")
        before = asked["POST"]
        assert before == 1
        desk.settings.change(endpoint=EndpointSettings(other))
        desk.settings.change(mode=Mode.DEVICE)
        desk.settings.change(endpoint=first)
        with qtbot.waitSignal(desk.answering.consent_needed) as told:
            desk.settings.change(mode=Mode.CLOUD)
        assert told.args == [server.url]
        answer(qtbot, desk, home / "after", "dog")
        assert answers(desk)["dog"][:2] == ("dog", "device")
    assert asked["POST"] == before


def test_the_agreement_outlives_other_settings_of_its_endpoint(home, server):
    with desk_at_work(**agreed(server, Mode.DEVICE)) as desk:
        desk.settings.change(endpoint=EndpointSettings(f"{server.url}/v1", timeout_s=9.0))
        assert desk.settings.now.agreed_origin == server.url


@pytest.mark.parametrize("ask", ["ask_cloud", "compare"])
def test_asking_for_more_waits_for_consent(qtbot, home, server, asked, ask):
    preferences = {**agreed(server, Mode.DEVICE), "agreed_origin": None}
    with desk_at_work(**preferences) as desk:
        answer(qtbot, desk, home, "not sure")
        (photo,) = desk.library.photos()
        with qtbot.waitSignal(desk.answering.consent_needed):
            getattr(desk.answering, ask)([photo.id])
        assert not desk.answering.busy
        with qtbot.waitSignal(desk.answering.idle):
            desk.settings.change(agreed_origin=server.url)
        (photo,) = desk.library.photos()
        assert photo.prediction is not None
        if ask == "ask_cloud":
            assert (photo.prediction.label, photo.prediction.source) == ("cat", "cloud")
        else:
            assert (photo.prediction.label, photo.prediction.source) == ("not sure", "device")
            assert photo.comparison is not None
            assert photo.comparison.agree is False
    assert asked["POST"] == 1


def test_no_is_no(qtbot, home, server, asked):
    preferences = {**agreed(server, Mode.DEVICE), "agreed_origin": None}
    with desk_at_work(**preferences) as desk:
        answer(qtbot, desk, home, "not sure")
        desk.answering.ask_cloud([desk.library.photos()[0].id])
        desk.answering.decline()
        with qtbot.waitSignal(desk.answering.idle):
            desk.settings.change(agreed_origin=server.url, mode=Mode.AUTO)
            desk.intake.add_paths(pictures(home / "more", "cat"))
        assert answers(desk)["not sure"] == ("not sure", "device", None, None)
    assert asked["POST"] == 0


@pytest.mark.parametrize("url", ["", "http://example.org", "nonsense"])
def test_an_endpoint_that_cannot_be_used(qtbot, home, url):
    with desk_at_work(mode=Mode.AUTO, endpoint=EndpointSettings(url)) as desk:
        with qtbot.waitSignal(desk.answering.endpoint_needed):
            pass
        answer(qtbot, desk, home, "not sure")
        assert answers(desk)["not sure"] == ("not sure", "device", None, None)


@pytest.mark.parametrize(
    ("mode", "reason"), [(Mode.AUTO, "not confirmed"), (Mode.CLOUD, "cloud unreachable")]
)
def test_a_dead_endpoint_is_told_with_every_answer(qtbot, home, server, mode, reason):
    preferences = agreed(server, mode)
    preferences["endpoint"] = EndpointSettings("http://127.0.0.1:9")
    preferences["agreed_origin"] = "http://127.0.0.1:9"
    with desk_at_work(**preferences) as desk:
        answer(qtbot, desk, home, "not sure")
        assert answers(desk)["not sure"] == ("not sure", "device", reason, "offline")
        qtbot.waitUntil(lambda: desk.endpoint.state.reach is Reach.UNREACHABLE)


def test_it_dies_and_comes_back_while_a_batch_runs(qtbot, home, handler):
    """The server ends in the middle; device answers follow, and after its return cloud ones."""
    with LocalServer(handler=handler) as server:
        manager = desk_at_work(**agreed(server, Mode.CLOUD))
        desk = manager.__enter__()
        answer(qtbot, desk, home / "first", "cat", "dog")
        desk.answering.pause()
        with qtbot.waitSignal(desk.library.waiting):
            desk.intake.add_paths(pictures(home / "second", *["neither"] * 6))
    with qtbot.waitSignal(desk.answering.idle, timeout=20_000):
        desk.answering.resume()
    sources = Counter(photo.prediction.source for photo in desk.library.photos())  # type: ignore[union-attr]
    assert sources == {"cloud": 2, "device": 6}
    qtbot.waitUntil(lambda: desk.endpoint.state.reach is Reach.UNREACHABLE)
    with LocalServer(port(server), handler) as server:
        desk.endpoint.ask_again()
        qtbot.waitUntil(lambda: desk.endpoint.state.reach is Reach.READY)
        photos = [photo.id for photo in desk.library.photos()]
        with qtbot.waitSignal(desk.answering.idle, timeout=20_000):
            desk.answering.ask_cloud(photos[2:4])
        found = [photo.prediction for photo in desk.library.photos(photos[2:4])]
        assert [prediction.label for prediction in found if prediction] == ["neither", "neither"]
        manager.__exit__(None, None, None)


def test_an_answer_of_the_cloud_outlives_the_endpoint(qtbot, home, handler):
    with contextlib.ExitStack() as running:
        with LocalServer(handler=handler) as server:
            desk = running.enter_context(desk_at_work(**agreed(server, Mode.CLOUD)))
            answer(qtbot, desk, home, "not sure")
        ids = [photo.id for photo in desk.library.photos()]
        with qtbot.waitSignal(desk.answering.outcomes.stood_in, timeout=20_000) as told:
            desk.answering.ask_cloud(ids)
        stand_in, count = told.args
        assert count == 1
        assert (stand_in.source, stand_in.detail) == ("device", "offline")
        assert answers(desk)["not sure"] == ("cat", "cloud", None, None)


def test_who_answered_before_does_not_answer_after_the_switch(qtbot, home, server, asked):
    with desk_at_work(**agreed(server, Mode.CLOUD)) as desk:
        answer(qtbot, desk, home / "first", "cat")
        before = asked["POST"]
        desk.settings.change(mode=Mode.DEVICE)
        answer(qtbot, desk, home / "second", *["dog"] * 10)
        assert answers(desk)["dog"] == ("dog", "device", None, None)
        assert desk.endpoint.state.reach is Reach.OFF
    assert asked["POST"] == before


def test_check_and_keys(qtbot, home, server):
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.model_loaded):
            pass
        job = desk.endpoint.check(EndpointSettings(server.url), None)
        with qtbot.waitSignal(job.done) as told:
            pass
        assert told.args[0].facts["model"] == "sure 1.0.0"


@pytest.mark.parametrize("agreement", ["kept", "taken back"])
def test_the_next_start_asks_the_cloud_what_this_one_did_not_come_to(
    qtbot, home, server, agreement
):
    with desk_at_work(**agreed(server, Mode.DEVICE)) as desk:
        with qtbot.waitSignal(desk.answering.idle):
            desk.intake.add_paths(pictures(home, "not sure"))
        desk.answering.pause()
        desk.answering.ask_cloud([photo.id for photo in desk.library.photos()])
        if agreement == "taken back":
            desk.settings.change(agreed_origin=None)
        assert desk.library.photos()[0].asked is Asks.CLOUD
    with desk_at_work() as desk, qtbot.waitSignal(desk.library.unasked):
        pass
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.library.restored):
            pass
        qtbot.waitUntil(lambda: desk.library.photos()[0].asked is None, timeout=20_000)
        (_label, source, _reason, _detail) = answers(desk)["not sure"]
        assert source == ("cloud" if agreement == "kept" else "device")
