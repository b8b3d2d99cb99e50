"""Quitting while the endpoint is being asked: the next start asks again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from desktop.bridge.desk import Desk
from desktop.services.asks import Asks
from desktop.services.photo import State
from desktop.services.preferences import EndpointSettings
from lambda_service.local import LocalServer
from petsight.mode import Mode
from tests.desktop.bridge.desks import desk_at_work, pictures
from tests.lambda_service.calling import application
from tests.support_model import change_model

PATIENCE_MS = 20_000


class Slow:
    """A service that says when a picture has come, and answers none before it may."""

    def __init__(self, service: Any) -> None:
        self._service = service
        self.came = threading.Event()
        self.may_answer = threading.Event()

    def __call__(self, event: Any, context: Any) -> Any:
        if event["requestContext"]["http"]["method"] == "POST":
            self.came.set()
            self.may_answer.wait(60)
        return dict(self._service.handle(event, context))


@pytest.fixture
def slow(home) -> Slow:
    labels = [{"name": name, "accept": 0.5, "reject": 0.5} for name in ("cat", "dog", "bird")]
    return Slow(application(model=change_model(home / "sure.tflite", labels=labels, name="sure")))


@pytest.fixture
def server(slow) -> Iterator[LocalServer]:
    with LocalServer(handler=slow) as server:
        yield server
        slow.may_answer.set()


def agreed(server: LocalServer, mode: Mode) -> dict[str, Any]:
    endpoint = EndpointSettings(server.url, timeout_s=5.0)
    return {"mode": mode, "endpoint": endpoint, "agreed_origin": server.url}


def source(desk: Desk) -> str | None:
    (photo,) = desk.library.photos()
    return None if photo.prediction is None else photo.prediction.source


@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.CLOUD])
def test_a_first_answer_is_asked_for_again(qtbot, home, server, slow, mode):
    with desk_at_work(**agreed(server, mode)) as desk:
        desk.intake.add_paths(pictures(home, "not sure"))
        qtbot.waitUntil(slow.came.is_set, timeout=PATIENCE_MS)
    assert desk.library.photos()[0].state is State.WAITING

    slow.may_answer.set()
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.answering.idle, timeout=PATIENCE_MS):
            pass
        assert source(desk) == "cloud"


@pytest.mark.parametrize("asks", [Asks.CLOUD, Asks.COMPARE])
def test_a_further_answer_is_asked_for_again(qtbot, home, server, slow, asks):
    with desk_at_work(**agreed(server, Mode.DEVICE)) as desk:
        with qtbot.waitSignal(desk.answering.idle, timeout=PATIENCE_MS):
            desk.intake.add_paths(pictures(home, "not sure"))
        ask = desk.answering.ask_cloud if asks is Asks.CLOUD else desk.answering.compare
        ask([photo.id for photo in desk.library.photos()])
        qtbot.waitUntil(slow.came.is_set, timeout=PATIENCE_MS)
    (photo,) = desk.library.photos()
    assert (photo.asked, photo.comparison, source(desk)) == (asks, None, "device")

    slow.may_answer.set()
    with desk_at_work() as desk:
        with qtbot.waitSignal(desk.library.restored):
            pass
        qtbot.waitUntil(lambda: desk.library.photos()[0].asked is None, timeout=PATIENCE_MS)
        (photo,) = desk.library.photos()
        if asks is Asks.COMPARE:
            assert photo.comparison is not None
            assert photo.comparison.agree is False
        else:
            assert source(desk) == "cloud"
