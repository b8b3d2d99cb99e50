"""Who answers in each mode, and what the answer says about it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import get_args

import pytest
from PIL import Image

from petsight import CloudClassifier, CloudError, DeviceClassifier, Model, ModelError, Prediction
from petsight.cloud.timing import Timeouts
from petsight.errors import Detail
from petsight.mode import Mode
from petsight.router import Router, Unavailable
from tests.petsight.misbehaving import Misbehaving, cut, fail, html, silent
from tests.support_model import COLOURS, TINY, change_model


def image(answer: str) -> Image.Image:
    return Image.new("RGB", (64, 48), COLOURS[answer])


SURE, UNSURE = image("cat"), image("not sure")
BROKEN = Unavailable(ModelError("the model is gone"))


@pytest.fixture(scope="module")
def device():
    return DeviceClassifier(Model(TINY))


@pytest.fixture
def server(tmp_path):
    """An endpoint whose model is always sure: everything is a cat or is not."""
    labels = [{"name": name, "accept": 0.5, "reject": 0.5} for name in ("cat", "dog", "bird")]
    model = Model(change_model(tmp_path / "sure.tflite", labels=labels, version="2.0.0"))
    with Misbehaving(model=model) as server:
        yield server


@pytest.fixture
def cloud(server):
    with CloudClassifier(server.url, timeouts=Timeouts(read=0.5, total=1.0)) as cloud:
        yield cloud


def facts(prediction: Prediction) -> tuple[str, str | None, str | None]:
    return prediction.source, prediction.reason, prediction.detail


@pytest.mark.parametrize("picture", [SURE, UNSURE])
def test_device_mode_asks_nobody_else(device, cloud, server, picture):
    for router in (Router("device", device), Router(Mode.DEVICE, device, cloud)):
        prediction = router.classify(picture)
        assert facts(prediction) == ("device", None, None)
        assert router.concurrency == 0
    assert server.connections == 0


def test_device_mode_fails_as_the_device_does(cloud, server):
    with pytest.raises(ModelError, match="the model is gone"):
        Router("device", BROKEN, cloud).classify(SURE)
    assert server.connections == 0


def test_auto_mode_asks_nobody_if_sure(device, cloud, server):
    assert facts(Router("auto", device, cloud).classify(SURE)) == ("device", None, None)
    assert server.connections == 0


def test_auto_mode_asks_the_cloud_if_unsure(device, cloud, server):
    prediction = Router("auto", device, cloud).classify(UNSURE)
    assert facts(prediction) == ("cloud", "unsure", None)
    assert prediction.model == "tiny 2.0.0"
    assert prediction.sure
    own = prediction.device
    assert own is not None
    assert facts(own) == ("device", None, None)
    assert (own.label, own.model) == ("not sure", "tiny 1.0.0")
    assert prediction.to_dict()["device"]["label"] == "not sure"
    timings = prediction.timings_ms
    assert timings["total"] >= timings["resize"] + timings["network"] + own.timings_ms["total"]


def test_auto_mode_takes_the_cloud_if_the_device_failed(cloud):
    prediction = Router("auto", BROKEN, cloud).classify(SURE)
    assert facts(prediction) == ("cloud", "device failed", None)
    assert prediction.device is None


def test_cloud_mode_asks_the_cloud(device, cloud, server):
    prediction = Router("cloud", device, cloud).classify(SURE)
    assert facts(prediction) == ("cloud", None, None)
    assert prediction.device is None
    assert len(server.pictures) == 1


FAILURES: list[tuple[Callable[..., None], Detail]] = [
    (cut, "offline"),
    (silent, "timeout"),
    (fail(429, "throttled", retry_after="60"), "throttled"),
    (fail(401, "no_key"), "refused"),
    (fail(403, "wrong_key"), "refused"),
    (fail(413, "too_large"), "rejected"),
    (fail(415, "unsupported_format"), "rejected"),
    (fail(422, "truncated"), "rejected"),
    (fail(500), "server"),
    (html, "bad_answer"),
    (fail(503, "bad_model"), "no_model"),
]


@pytest.mark.parametrize(("behaviour", "detail"), FAILURES)
def test_the_device_answers_where_the_cloud_cannot(device, cloud, server, behaviour, detail):
    server.always = behaviour
    notices: list[str] = []
    for mode, reason in (("auto", "not confirmed"), ("cloud", "cloud unreachable")):
        router = Router(mode, device, cloud, notices.append)
        prediction = router.classify(UNSURE)
        assert facts(prediction) == ("device", reason, detail)
        assert prediction.label == "not sure"
        assert prediction.device is None
        timings = prediction.timings_ms
        own = timings["resize"] + timings["invoke"]
        assert timings["total"] == pytest.approx(own + timings["network"])
    assert len(notices) == (2 if detail == "refused" else 0)


def test_every_detail_reaches_the_answer(device):
    class Failing:
        concurrency = 1

        def classify(self, image):
            raise CloudError(f"no answer to {image}", detail)

    for detail in get_args(Detail):
        router = Router("cloud", device, Failing(), lambda _: None)
        assert router.classify(SURE).detail == detail


def test_an_open_breaker_asks_nobody(device, cloud, server):
    server.always = fail(500)
    router = Router("cloud", device, cloud)
    details = [router.classify(SURE).detail for _ in range(5)]
    assert details == ["server"] * 3 + ["breaker_open"] * 2
    assert len(server.seen) == 3


@pytest.mark.parametrize("mode", ["auto", "cloud"])
def test_if_both_fail_both_causes_are_named(cloud, server, mode):
    server.always = fail(500)
    with pytest.raises(CloudError) as caught:
        Router(mode, BROKEN, cloud).classify(SURE)
    assert caught.value.detail == "server"
    assert caught.value.message == (
        "the endpoint failed (500, internal), and this device cannot answer: the model is gone"
    )


def test_a_refused_key_is_told_once(device, cloud, server):
    server.always = fail(403, "wrong_key")
    notices: list[str] = []
    router = Router("cloud", device, cloud, notices.append)
    with ThreadPoolExecutor(8) as pool:
        predictions = list(pool.map(router.classify, [SURE] * 24))
    assert {facts(prediction) for prediction in predictions} == {
        ("device", "cloud unreachable", "refused")
    }
    assert notices == [
        "the endpoint refuses this key or signature (403, wrong_key); this device answers instead"
    ]


def test_by_default_it_is_a_warning_in_the_log(device, cloud, server, caplog):
    server.always = fail(401, "no_key")
    Router("cloud", device, cloud).classify(SURE)
    (record,) = [record for record in caplog.records if record.name == "petsight.router"]
    assert record.levelno == logging.WARNING
    assert "asks for a key" in record.getMessage()


@pytest.mark.parametrize("mode", ["auto", "cloud"])
def test_a_mode_with_an_endpoint_needs_one(device, mode):
    with pytest.raises(ValueError, match=f"mode {mode} needs"):
        Router(mode, device)


def test_there_are_three_modes(device):
    with pytest.raises(ValueError, match="both"):
        Router("both", device)


def test_a_bug_of_the_device_is_not_hidden():
    class Buggy(DeviceClassifier):
        def classify(self, image):
            return 1 / 0 * image

    for mode in Mode:
        dead = CloudClassifier("http://127.0.0.1:9")
        with pytest.raises(ZeroDivisionError):
            Router(mode, Buggy(Model(TINY)), dead).classify(SURE)


def test_many_waiting_threads_do_not_crowd_the_device(cloud, server, monkeypatch):
    """When an endpoint fails, everybody who waited for it wants the device at once."""
    monkeypatch.setattr("petsight.router.processors", lambda: 2)
    lock = threading.Lock()
    at_work = most = 0

    class Counting(DeviceClassifier):
        def classify(self, image):
            nonlocal at_work, most
            with lock:
                at_work += 1
                most = max(most, at_work)
            prediction = super().classify(image)
            with lock:
                at_work -= 1
            return prediction

    server.always = fail(422)
    router = Router("cloud", Counting(Model(TINY)), cloud)
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(router.classify, [SURE] * 40))
    assert most <= 2
