"""Who answers in which mode, and what is known without asking."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.services.answerers import load_device, make_answerers
from petsight import CloudClassifier, DeviceClassifier, ModelError, Prediction
from petsight.mode import Mode
from petsight.router import Router, Unavailable
from tests.desktop.services.making import DIGEST, answer
from tests.support_cli import ROOT, environment
from tests.support_model import TINY, picture

CLOUD = CloudClassifier("http://127.0.0.1:9")


@pytest.fixture(scope="module")
def device() -> DeviceClassifier:
    return load_device(TINY)


def recalled(device: DeviceClassifier, mode: Mode, known: Prediction | None) -> Prediction | None:
    cloud = None if mode is Mode.DEVICE else CLOUD
    made = make_answerers(mode, device, cloud, print, lambda _digest, _model: known)
    return made.recall(DIGEST)


def test_device_mode(device):
    made = make_answerers(Mode.DEVICE, device, None, print, lambda _digest, _model: None)
    assert (made.cloud, made.cloud_first, made.concurrency) == (None, None, 0)
    assert made.model == device.model.info
    assert made.model_sha256 == device.model.sha256
    assert made.ordinary is made.device is device


@pytest.mark.parametrize("mode", list(Mode))
def test_with_an_endpoint(device, mode):
    made = make_answerers(mode, device, CLOUD, print, lambda _digest, _model: None)
    assert made.mode is mode
    assert made.concurrency == CLOUD.concurrency
    assert isinstance(made.cloud_first, Router)
    assert made.cloud_first.mode is Mode.CLOUD
    ordinary = made.ordinary
    assert (ordinary.mode if isinstance(ordinary, Router) else Mode.DEVICE) is mode


@pytest.mark.parametrize("mode", [Mode.AUTO, Mode.CLOUD])
def test_these_modes_need_an_endpoint(device, mode):
    with pytest.raises(ValueError, match=f"mode {mode} needs an endpoint"):
        make_answerers(mode, device, None, print, lambda _digest, _model: None)


def test_a_device_without_a_model():
    missing = Unavailable(ModelError("there is no model"))
    made = make_answerers(Mode.CLOUD, missing, CLOUD, print, lambda _digest, _model: answer())
    assert (made.model, made.model_sha256, made.recall(DIGEST)) == (None, None, None)


def test_a_model_that_cannot_be_used(tmp_path):
    with pytest.raises(ModelError, match="cannot be read"):
        load_device(tmp_path / "none.tflite")


def test_the_shipped_model():
    assert load_device(None).model.info.tier == "edge"


def test_recall_asks_by_content_and_model(device):
    asked: list[tuple[str, str]] = []

    def remembered(digest: str, model: str) -> None:
        asked.append((digest, model))

    make_answerers(Mode.DEVICE, device, None, print, remembered).recall(DIGEST)
    assert asked == [(DIGEST, device.model.sha256)]


SURE, UNSURE = answer("cat"), answer("not sure")


@pytest.mark.parametrize(
    ("mode", "known", "wanted"),
    [
        (Mode.DEVICE, SURE, SURE),
        (Mode.DEVICE, UNSURE, UNSURE),
        (Mode.DEVICE, None, None),
        (Mode.DEVICE, answer(source="cloud"), None),
        (Mode.AUTO, SURE, SURE),
        (Mode.AUTO, UNSURE, None),
        (Mode.CLOUD, SURE, None),
        (Mode.DEVICE, replace(SURE, reason="cloud unreachable", detail="timeout"), SURE),
    ],
)
def test_what_is_recalled(device, mode, known, wanted):
    assert recalled(device, mode, known) == wanted


WATCHED = """
import json, sys, threading

seen = []
sys.addaudithook(lambda event, _: event.startswith("socket.") and seen.append(event))
from pathlib import Path
from desktop.services.answerers import load_device, make_answerers
from desktop.services.answering import AnswerQueue
from desktop.services.intake import find
from desktop.services.tasks import Task
from petsight.mode import Mode

early = sorted(name for name in ("numpy", "PIL", "ai_edge_litert") if name in sys.modules)
woken = threading.Event()
queue = AnswerQueue(woken.set)
device = load_device(Path({model!r}))
queue.use(make_answerers(Mode.DEVICE, device, None, print, lambda digest, model: None))
((file,),) = find([{path!r}], lambda: False)
queue.submit([Task(1, file.path)])
woken.wait(30)
(outcome,) = queue.take(64)
queue.close()
cloud = [name for name in sys.modules if name.startswith(("petsight.cloud", "requests"))]
print(json.dumps([early, outcome.prediction.label, seen, cloud]))
"""


def watched(path: Path) -> list[Any]:
    """Answer a picture in a fresh interpreter; tell what was loaded and which sockets were used."""
    found = subprocess.run(
        [sys.executable, "-c", WATCHED.format(model=str(TINY), path=str(path))],
        env=environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    report: list[Any] = json.loads(found.stdout)
    return report


def test_device_mode_opens_no_socket_and_nothing_slow_is_loaded_early(tmp_path):
    early, label, sockets, cloud = watched(picture(tmp_path / "cat.png"))
    assert label == "cat"
    assert (early, sockets, cloud) == ([], [], [])
