from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lambda_service.settings import PREFIX
from tests.lambda_service.calling import application, base64_text, colour, invoke
from tests.support_cli import ROOT, environment
from tests.support_model import TINY, change_model, document

LAZY = ("boto3", "botocore", "requests", "urllib3", "http.client", "email", "tensorflow")

START = """
import json, sys
from lambda_service.handler import handler

class Context:
    aws_request_id = "1"
    def get_remaining_time_in_millis(self): return 20000

answers = [handler(json.loads(line), Context()) for line in sys.stdin]
loaded = sorted(name for name in sys.modules if name in {lazy!r})
print(json.dumps({{"answers": answers, "loaded": loaded}}))
"""


def start(events: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Import the handler in a new process, as Lambda does, and call it."""
    return subprocess.run(
        [sys.executable, "-c", START.format(lazy=LAZY)],
        env=environment(**{PREFIX + name: value for name, value in settings.items()}),
        input=events,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_fresh_process_answers_without_what_only_some_calls_need() -> None:
    events = [{"ping": True}, {"image": base64_text(colour())}, {}]
    run = start("".join(json.dumps(event) + "\n" for event in events), MODEL=str(TINY))
    assert run.returncode == 0, run.stderr
    *logs, result = map(json.loads, run.stdout.splitlines())
    ping, answer, unknown = result["answers"]
    assert ping["model_sha256"] == answer["model_sha256"]
    assert answer["label"] == "cat"
    assert unknown["error"]["code"] == "unsupported_event"
    assert [log["cold_start"] for log in logs] == [True, False, False]
    assert result["loaded"] == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("MAX_PIXELS", "many", "PETSIGHT_SERVICE_MAX_PIXELS is 'many'; wanted is a whole number"),
        ("KEY", "a-key-0123456789", "PETSIGHT_SERVICE_KEY is no setting"),
        ("KEYS", "short", "PETSIGHT_SERVICE_KEYS is set to a key of 5 characters"),
    ],
)
def test_a_bad_setting_stops_the_start_with_a_sentence(
    name: str, value: str, sentence: str
) -> None:
    run = start(**{name: value})
    assert run.returncode != 0
    assert sentence in run.stderr.splitlines()[-1]


def models(folder: Path, *tiers: str) -> Path:
    (folder / "models").mkdir()
    for tier in tiers:
        change_model(folder / "models" / f"petsight-{tier}.tflite", tier=tier)
    return folder


@pytest.mark.parametrize(
    ("tiers", "serving"), [(("edge",), "edge"), (("edge", "cloud"), "cloud"), (("cloud",), "cloud")]
)
def test_the_cloud_model_serves_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiers: tuple[str, ...], serving: str
) -> None:
    folder = models(tmp_path, *tiers)
    monkeypatch.setattr("petsight.resources.assets", lambda: folder)
    assert invoke(application(model=None), {"ping": True})["model"]["tier"] == serving


def test_a_model_of_ones_own_serves(tmp_path: Path) -> None:
    own = tmp_path / "my model.tflite"
    shutil.copy(TINY, own)
    assert invoke(application(model=own), {"ping": True})["model"]["name"] == document()["name"]
