from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lambda_service.settings import PREFIX
from tests.lambda_service.aws_events import function_url
from tests.lambda_service.calling import application, base64_text, colour, invoke
from tests.lambda_service.page_files import entry, make_page, write_list
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


def start(
    settings: dict[str, str], events: str = "", folder: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    """Import the handler in a new process, as Lambda does, and call it."""
    return subprocess.run(
        [sys.executable, "-c", START.format(lazy=LAZY)],
        env=environment(**{PREFIX + name: value for name, value in settings.items()}),
        input=events,
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_a_fresh_process_answers_without_what_only_some_calls_need() -> None:
    events = [{"ping": True}, {"image": base64_text(colour())}, {}]
    run = start({"MODEL": str(TINY)}, "".join(json.dumps(event) + "\n" for event in events))
    assert run.returncode == 0, run.stderr
    *logs, result = map(json.loads, run.stdout.splitlines())
    logs = [log for log in logs if "start" not in log]
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
    run = start({name: value})
    assert run.returncode != 0
    assert sentence in run.stderr.splitlines()[-1]


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder with the service in it, and no page."""
    left_out = shutil.ignore_patterns("__pycache__", "deploy")
    shutil.copytree(ROOT / "lambda_service", tmp_path / "lambda_service", ignore=left_out)
    return tmp_path


def start_elsewhere(folder: Path) -> subprocess.CompletedProcess[str]:
    event = json.dumps(function_url("GET", "/app/")) + "\n"
    return start({"MODEL": str(TINY)}, event, folder)


def test_without_a_page_the_service_starts_and_says_so(elsewhere: Path) -> None:
    run = start_elsewhere(elsewhere)
    first, _, result = map(json.loads, run.stdout.splitlines())
    assert first["level"] == "INFO"
    assert "the page for phones was not built" in first["start"]
    assert result["answers"][0]["statusCode"] == 404


def test_with_a_page_there_is_nothing_to_say(elsewhere: Path) -> None:
    make_page(elsewhere / "mobile" / "dist")
    run = start_elsewhere(elsewhere)
    _, result = map(json.loads, run.stdout.splitlines())
    assert result["answers"][0]["statusCode"] == 200


def test_a_page_that_lambda_could_not_send_stops_the_start(elsewhere: Path) -> None:
    dist = elsewhere / "mobile" / "dist"
    listed = make_page(dist)
    large = entry(dist, "model.bin", bytes(5_000_000), "application/octet-stream", "immutable")
    write_list(dist, {**listed, "files": [*listed["files"], large]})
    run = start_elsewhere(elsewhere)
    assert run.returncode != 0
    assert "model.bin has 5,000,000 bytes" in run.stderr.splitlines()[-1]


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
