"""The container answers every kind of event through the emulator."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from lambda_service.service import shipped_model
from petsight.classifier import DeviceClassifier, classify_source
from petsight.model import Model
from tests.container.running import Container, encoded
from tests.lambda_service.aws_events import HTTP_SHAPES, function_url, s3_event, s3_record

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def photo(golden_inputs: Path) -> bytes:
    return (golden_inputs / "baseline.jpg").read_bytes()


@pytest.fixture(scope="module")
def wanted(photo: bytes) -> dict[str, Any]:
    """Return what the same answer has to say, wherever it is given."""
    given = classify_source(DeviceClassifier(Model(shipped_model())), photo).to_dict()
    same = ("schema", "label", "scores", "sure", "model", "model_sha256", "preprocess_id")
    return {key: given[key] for key in same} | {"source": "cloud"}


def test_direct_invoke_is_answered_as_on_the_device(
    container: Container, photo: bytes, wanted: dict[str, Any]
) -> None:
    reply = container.ask(photo)

    assert reply.status == 200
    assert reply.json().items() >= wanted.items()


@pytest.mark.parametrize("shape", HTTP_SHAPES)
def test_http_is_answered_as_on_the_device(
    container: Container, photo: bytes, wanted: dict[str, Any], shape: str
) -> None:
    event = HTTP_SHAPES[shape]("POST", "/classify", {"Content-Type": "image/jpeg"}, photo)
    response = container.invoke(event).json()

    assert response["statusCode"] == 200
    assert json.loads(response["body"]).items() >= wanted.items()


def test_ping_tells_of_the_model(container: Container, wanted: dict[str, Any]) -> None:
    answer = container.invoke({"ping": True}).json()

    assert answer["service"] == "petsight"
    assert answer["model_sha256"] == wanted["model_sha256"]
    assert answer["model"]["preprocess_id"] == wanted["preprocess_id"]


def test_http_tells_of_the_model_and_of_health(container: Container) -> None:
    information = container.invoke(function_url("GET", "/")).json()
    health = container.invoke(function_url("GET", "/health")).json()

    assert json.loads(information["body"])["service"] == "petsight"
    assert json.loads(health["body"])["status"] == "ok"


def test_preflight_is_answered_without_content(container: Container) -> None:
    headers = {"origin": "https://example.org", "access-control-request-method": "POST"}
    response = container.invoke(function_url("OPTIONS", "/classify", headers)).json()

    assert response["statusCode"] == 204
    assert response["body"] == ""


@pytest.mark.parametrize(
    ("event", "status", "code"),
    [
        ({"url": "https://example.org/cat.jpg"}, 403, "url_fetching_off"),
        ({"image": "no base64!"}, 400, "bad_base64"),
        ({"image": encoded(b"no picture")}, 422, "not_an_image"),
        ({"image": encoded(bytes(4_700_000))}, 413, "too_large"),
        ({"detail-type": "unknown"}, 400, "unsupported_event"),
        ([1, 2], 400, "unsupported_event"),
    ],
    ids=["url", "base64", "picture", "size", "unknown", "list"],
)
def test_refusal_says_why(container: Container, event: Any, status: int, code: str) -> None:
    answer = container.invoke(event).json()

    assert (answer["status"], answer["error"]["code"]) == (status, code)
    assert answer["request_id"]


def test_s3_event_fails_where_s3_is_not_set_up(container: Container) -> None:
    """Any document would tell Lambda that the pictures are done."""
    event = s3_event(s3_record("photos", "in/cat.jpg", "0" * 32, 1))
    answer = container.invoke(event).json()

    assert answer["errorType"] == "RetryError"
    assert answer["errorMessage"] == "this service is not set up for events of S3"
    (frame,) = answer["stackTrace"]
    assert "lambda_service/handler.py" in frame
