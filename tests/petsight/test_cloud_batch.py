"""Many pictures by an endpoint: waiting and decoding side by side."""

from __future__ import annotations

import threading

from petsight import (
    CloudClassifier,
    DeviceClassifier,
    Model,
    Router,
    classify_many,
    open_image,
)
from tests.petsight.misbehaving import INVOCATIONS, Handler, Misbehaving, behave, fail
from tests.support_model import TINY, picture


def hold_until(server: Misbehaving, number: int):
    """Answer nobody before so many requests are there at a time."""
    everybody = threading.Event()

    def behaviour(handler: Handler) -> None:
        if server.busiest >= number:
            everybody.set()
        assert everybody.wait(30)
        behave(handler)

    return behaviour


def test_requests_are_kept_in_flight_however_few_decode(tmp_path):
    """With one thread to decode, six requests are waited for at a time, and never a seventh."""
    paths = [picture(tmp_path / "cat.png")] * 60
    with Misbehaving() as server, CloudClassifier(server.url, concurrency=6) as cloud:
        cloud.info()
        server.always = hold_until(server, 6)
        labels = [answer.to_dict()["label"] for answer in classify_many(paths, 1, cloud)]
    assert labels == ["cat"] * 60
    assert server.busiest == 6


def test_the_emulator_is_asked_one_at_a_time(tmp_path):
    paths = [picture(tmp_path / "cat.png")] * 30
    device = DeviceClassifier(Model(TINY))
    with (
        Misbehaving() as server,
        CloudClassifier(server.url + INVOCATIONS, concurrency=8) as cloud,
    ):
        answers = list(classify_many(paths, 4, Router("cloud", device, cloud)))
    assert {answer.to_dict()["source"] for answer in answers} == {"cloud"}
    assert server.busiest == 1


def test_no_more_pictures_are_decoded_at_a_time_than_workers(tmp_path, monkeypatch):
    lock = threading.Lock()
    at_work = most = 0

    def counting(*arguments, **options):
        nonlocal at_work, most
        if not threading.current_thread().name.startswith("petsight_"):  # the server decodes too
            return open_image(*arguments, **options)
        with lock:
            at_work += 1
            most = max(most, at_work)
        try:
            return open_image(*arguments, **options)
        finally:
            with lock:
                at_work -= 1

    monkeypatch.setattr("petsight.classifier.open_image", counting)
    paths = [picture(tmp_path / "cat.png", size=(400, 300))] * 40
    with Misbehaving() as server, CloudClassifier(server.url, concurrency=8) as cloud:
        assert len(list(classify_many(paths, 2, cloud))) == 40
    assert 1 <= most <= 2


def test_faults_in_the_middle_cost_no_picture(tmp_path):
    paths = [picture(tmp_path / "cat.png")] * 40
    device = DeviceClassifier(Model(TINY))
    with Misbehaving() as server, CloudClassifier(server.url, concurrency=4) as cloud:
        cloud.info()
        for at in range(40):
            server.script.append(fail(422, "truncated") if at % 3 == 0 else None)
        answers = list(classify_many(paths, 2, Router("cloud", device, cloud)))
    assert {answer.to_dict()["label"] for answer in answers} == {"cat"}
    details = [answer.to_dict()["detail"] for answer in answers]
    assert details.count("rejected") == 14
    assert details.count(None) == 26
