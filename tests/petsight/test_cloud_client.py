"""An endpoint that works: what is asked, what is uploaded, what comes back."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from petsight import CloudClassifier, CloudError, DeviceClassifier, Model
from petsight.cloud.timing import Timeouts
from tests.petsight.cloud_support import CAT
from tests.petsight.misbehaving import INVOCATIONS, Handler, Misbehaving, behave, fail, silent
from tests.support_model import COLOURS, TINY, change_model

KINDS = ["", INVOCATIONS]


@pytest.mark.parametrize("path", KINDS)
@pytest.mark.parametrize("answer", COLOURS)
def test_answers_as_the_model_does(server, path, answer):
    image = Image.new("RGB", (64, 48), COLOURS[answer])
    own = DeviceClassifier(Model(TINY)).classify(image)
    with CloudClassifier(server.url + path) as cloud:
        prediction = cloud.classify(image)
    assert prediction.label == own.label == answer
    assert list(prediction.scores) == list(own.scores)
    assert prediction.scores == pytest.approx(own.scores, abs=1e-6)
    assert (prediction.source, prediction.reason, prediction.detail) == ("cloud", None, None)
    assert (prediction.model, prediction.model_sha256) == (own.model, own.model_sha256)
    assert prediction.preprocess_id == own.preprocess_id


def test_timings(cloud):
    timings = cloud.classify(CAT).timings_ms
    assert list(timings) == ["resize", "network", "total"]
    assert timings["total"] == pytest.approx(timings["resize"] + timings["network"])


def test_what_is_asked_over_http(server, cloud):
    cloud.classify(CAT)
    cloud.classify(CAT)
    asked = [(seen.method, seen.path) for seen in server.seen]
    assert asked == [("GET", "/"), ("POST", "/classify"), ("POST", "/classify")]
    information, picture, _ = server.seen
    assert information.body == b""
    assert picture.headers["content-type"] == "application/json"
    assert picture.headers["user-agent"].startswith("petsight/")
    assert picture.headers["accept-encoding"] == "identity"
    expected = {"host", "user-agent", "accept", "accept-encoding", "content-type", "content-length"}
    assert picture.headers.keys() == expected | {"connection"} & picture.headers.keys()


def test_what_is_asked_of_the_emulator(server):
    with CloudClassifier(server.url + INVOCATIONS) as cloud:
        cloud.classify(CAT)
    assert [(seen.method, seen.path) for seen in server.seen] == [("POST", INVOCATIONS)] * 2
    assert server.seen[0].document == {"ping": True}
    assert "image" in server.seen[1].document


def test_a_stage_of_api_gateway_stays_in_front(server):
    with CloudClassifier(f"{server.url}/prod/") as cloud:
        cloud.classify(CAT)
    assert [seen.path for seen in server.seen] == ["/prod/", "/prod/classify"]


@pytest.mark.parametrize("path", KINDS)
def test_one_connection_serves_many_pictures(server, path):
    with CloudClassifier(server.url + path) as cloud:
        for _ in range(10):
            cloud.classify(CAT)
    assert len(server.seen) == 11
    assert server.connections == 1


def test_information_is_asked_once_by_many_threads(server, cloud):
    with ThreadPoolExecutor(6) as pool:
        predictions = list(pool.map(cloud.classify, [CAT] * 30))
    assert {prediction.label for prediction in predictions} == {"cat"}
    assert [seen.path for seen in server.seen].count("/") == 1


def test_one_thread_asks_for_information_while_the_others_wait(server):
    server.script.append(silent)
    together = threading.Barrier(3, timeout=30)

    def detail_of(cloud: CloudClassifier) -> str:
        together.wait()
        with pytest.raises(CloudError) as caught:
            cloud.classify(CAT)
        return caught.value.detail

    timeouts = Timeouts(total=1.0)
    with CloudClassifier(server.url, timeouts=timeouts) as cloud, ThreadPoolExecutor(3) as pool:
        assert list(pool.map(detail_of, [cloud] * 3)) == ["timeout"] * 3
        assert len(server.seen) == 1
        assert cloud.classify(CAT).label == "cat"


def at_most(server: Misbehaving, url: str, concurrency: int) -> int:
    """Ask with many threads, each request held until as many as possible are there."""
    everybody = threading.Event()

    def hold(handler: Handler) -> None:
        if server.busiest >= concurrency:
            everybody.set()
        everybody.wait(10)
        behave(handler)

    with CloudClassifier(url, concurrency=concurrency) as cloud, ThreadPoolExecutor(12) as pool:
        cloud.info()
        server.busiest = 0
        server.always = hold
        assert all(pool.map(cloud.classify, [CAT] * 36))
    return server.busiest


def test_as_many_requests_as_asked_for_are_in_flight(server):
    assert at_most(server, server.url, 5) == 5


def test_the_emulator_is_never_asked_twice_at_a_time(server):
    url = server.url + INVOCATIONS
    with CloudClassifier(url, concurrency=5) as cloud, ThreadPoolExecutor(6) as pool:
        assert all(pool.map(cloud.classify, [CAT] * 24))
    assert server.busiest == 1


def test_another_model_is_noticed(server, cloud, tmp_path):
    assert cloud.classify(CAT).model == "tiny 1.0.0"
    server.model = Model(change_model(tmp_path / "m.tflite", version="2.0.0"))
    prediction = cloud.classify(CAT)
    assert (prediction.model, prediction.model_sha256) == ("tiny 2.0.0", server.model.sha256)
    assert [seen.path for seen in server.seen[2:]] == ["/classify", "/", "/classify"]
    assert cloud.classify(CAT).model == "tiny 2.0.0"
    assert len(server.seen) == 6


@pytest.mark.parametrize("path", KINDS)
def test_a_model_that_keeps_changing_is_given_up(path):
    with (
        Misbehaving() as server,
        CloudClassifier(server.url + path) as cloud,
    ):
        cloud.info()
        other = fail(409, "other_model")
        server.script.extend([other, None, other])
        with pytest.raises(CloudError, match="keeps changing its model") as caught:
            cloud.classify(CAT)
        assert caught.value.detail == "no_model"
        assert len(server.pictures) == 2
        assert cloud.classify(CAT).label == "cat"


def test_cookies_are_not_kept(server, cloud):
    def bake(handler: Handler) -> None:
        handler.answer(server.information(), set_cookie="id=1; Path=/")

    server.script.append(bake)
    cloud.classify(CAT)
    cloud.classify(CAT)
    assert all("cookie" not in seen.headers for seen in server.seen)


def test_netrc_is_never_read(server, cloud, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    cloud.classify(CAT)
    assert all("authorization" not in seen.headers for seen in server.seen)


def test_loopback_is_never_asked_through_a_proxy(server, monkeypatch):
    with Misbehaving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        with CloudClassifier(server.url) as cloud:
            assert cloud.classify(CAT).label == "cat"
        assert proxy.connections == 0


def test_closing_ends_what_hangs(server):
    server.always = silent
    with ThreadPoolExecutor(1) as pool:
        cloud = CloudClassifier(server.url)
        hanging = pool.submit(cloud.classify, CAT)
        while not server.seen:
            server.stopping.wait(0.01)
        cloud.close()
        with pytest.raises(CloudError) as caught:
            hanging.result(30)
    assert caught.value.detail == "offline"
    with pytest.raises(CloudError, match="was closed"):
        cloud.classify(CAT)


def test_nothing_is_asked_after_closing(server):
    cloud = CloudClassifier(server.url)
    cloud.close()
    cloud.close()
    with pytest.raises(CloudError, match="was closed"):
        cloud.classify(CAT)
    assert server.connections == 0
