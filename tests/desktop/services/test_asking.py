"""One picture: what is read, opened, answered and noted."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from PIL import Image

from desktop.services.answerers import Answerers, make_answerers
from desktop.services.asking import ask
from desktop.services.asks import Asks
from desktop.services.photo import Comparison, Failure, Found
from desktop.services.tasks import Outcome, Task
from petsight import CloudClassifier, DeviceClassifier, Model, Prediction, classify_many
from petsight.errors import ModelError
from petsight.mode import Mode
from petsight.router import Unavailable
from tests.desktop.services.queueing import Doing, answerers
from tests.petsight.misbehaving import Misbehaving, fail
from tests.support_model import TINY, picture


@pytest.fixture
def cloud() -> Iterator[CloudClassifier]:
    """A client of an endpoint with the tiny model."""
    with Misbehaving() as server, CloudClassifier(server.url) as cloud:
        yield cloud


@pytest.fixture
def dead() -> Iterator[CloudClassifier]:
    """A client of an endpoint that refuses everybody."""
    with Misbehaving() as server, CloudClassifier(server.url) as cloud:
        server.always = fail(403)
        yield cloud


def outcome(path: Path | str, who: Answerers | None = None, asks: Asks = Asks.MODE) -> Outcome:
    return ask(Task(1, str(path), asks), who or answerers(), nullcontext())


def compared(path: Path, who: Answerers) -> Comparison:
    found = outcome(path, who, Asks.COMPARE)
    assert (found.prediction, found.failure) == (None, None)
    assert found.comparison is not None
    return found.comparison


def test_everything_is_made_from_one_reading(tmp_path):
    path = picture(tmp_path / "cat.png", "cat", (400, 300))
    found = outcome(path)
    status = path.stat()
    assert found.found == Found(str(path), status.st_size, status.st_mtime_ns)
    assert found.digest == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.thumbnail is not None
    assert Image.open(io.BytesIO(found.thumbnail)).size == (200, 150)
    assert found.prediction is not None
    assert found.prediction.label == "cat"
    assert (found.failure, found.comparison) == (None, None)


def test_the_answer_is_that_of_the_core(tmp_path):
    path = picture(tmp_path / "odd.png", "not sure")
    (core,) = classify_many([path], 1, DeviceClassifier(Model(TINY)))
    mine = outcome(path).prediction
    assert mine is not None
    assert core.prediction is not None
    assert list(mine.timings_ms) == list(core.prediction.timings_ms)
    assert mine.timings_ms["total"] >= mine.timings_ms["open"] > 0
    timings = dict.fromkeys(mine.timings_ms, 0.0)
    rows = [{**each.to_dict(), "timings_ms": timings} for each in (mine, core.prediction)]
    assert rows[0] == rows[1]


def test_a_file_that_is_gone(tmp_path):
    found = outcome(tmp_path / "none.jpg")
    assert found.failure == Failure("no_such_file", "there is no such file")
    assert (found.found, found.digest, found.thumbnail) == (None, None, None)


def test_a_picture_that_nobody_answers_has_a_thumbnail_all_the_same(tmp_path):
    missing = Unavailable(ModelError("there is no model"))
    found = outcome(picture(tmp_path / "cat.png"), answerers(device=missing))
    assert found.failure == Failure("bad_model", "there is no model")
    assert found.thumbnail is not None
    assert found.digest is not None


def test_known_content_is_not_answered_again(tmp_path):
    path = picture(tmp_path / "cat.png")
    known = outcome(path).prediction
    asked = []

    def remembered(digest: str, model: str) -> Prediction | None:
        asked.append((digest, model))
        return known

    device = Doing(lambda: pytest.fail("asked again"))
    found = outcome(path, make_answerers(Mode.DEVICE, device, None, print, remembered))
    assert found.prediction == known
    assert found.thumbnail is not None
    assert asked == [(found.digest, device.model.sha256)]


def test_asking_the_cloud_in_device_mode(tmp_path, cloud):
    path = picture(tmp_path / "cat.png")
    who = answerers(cloud=cloud)
    assert getattr(outcome(path, who).prediction, "source", None) == "device"
    asked = outcome(path, who, Asks.CLOUD).prediction
    assert asked is not None
    assert (asked.source, asked.label, asked.reason) == ("cloud", "cat", None)
    assert "open" in asked.timings_ms


def test_asking_a_cloud_that_refuses(tmp_path, dead):
    asked = outcome(picture(tmp_path / "cat.png"), answerers(cloud=dead), Asks.CLOUD).prediction
    assert asked is not None
    assert (asked.source, asked.reason, asked.detail) == ("device", "cloud unreachable", "refused")


def test_comparing(tmp_path, cloud):
    both = compared(picture(tmp_path / "dog.png", "dog"), answerers(cloud=cloud))
    assert isinstance(both.device, Prediction)
    assert isinstance(both.cloud, Prediction)
    assert (both.device.source, both.cloud.source) == ("device", "cloud")
    assert both.agree


def test_each_side_of_a_comparison_fails_on_its_own(tmp_path, cloud, dead):
    path = picture(tmp_path / "dog.png", "dog")
    refused = compared(path, answerers(cloud=dead))
    assert isinstance(refused.device, Prediction)
    assert isinstance(refused.cloud, Failure)
    assert refused.cloud.detail == "refused"
    missing = Unavailable(ModelError("there is no model"))
    alone = compared(path, answerers(device=missing, cloud=cloud))
    assert alone.device == Failure("bad_model", "there is no model")
    assert isinstance(alone.cloud, Prediction)
    assert refused.agree is alone.agree is None


def test_comparing_without_an_endpoint(tmp_path):
    both = compared(picture(tmp_path / "dog.png", "dog"), answerers())
    assert isinstance(both.device, Prediction)
    assert both.cloud == Failure("bad_endpoint", "no endpoint is set up that could be asked")


def test_comparing_what_cannot_be_opened(tmp_path, cloud):
    found = outcome(tmp_path / "none.jpg", answerers(cloud=cloud), Asks.COMPARE)
    assert found.comparison is None
    assert getattr(found.failure, "code", None) == "no_such_file"
