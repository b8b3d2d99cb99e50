"""The OpenAPI document says what the service does, no more and no less."""

from __future__ import annotations

import base64
import contextlib
import io
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
import yaml
from PIL import Image
from schemathesis.core.failures import FailureGroup

from lambda_service.application import Application
from lambda_service.failures import INTERNAL, TABLE
from lambda_service.local import LocalServer
from lambda_service.routes import ROUTES
from lambda_service.settings import MAX_IMAGE_BYTES, Settings
from tests.lambda_service.calling import colour, prepared
from tests.support_cli import ROOT
from tests.support_model import TINY

DOCUMENT = ROOT / "lambda_service" / "openapi.yaml"
KEY = "0123456789abcdef"
SPEC = yaml.safe_load(DOCUMENT.read_text("utf-8"))
SCHEMA = schemathesis.openapi.from_path(DOCUMENT)

# A document cannot say that a text has to be a picture, or that four headers go together: such
# requests are valid by the document and rightly refused.
EXCLUDED = "positive_data_acceptance"
# HTTP lets anybody add headers and parameters, so one that is unknown makes no request wrong.
CONFIGURATION = "[generation]\nallow-extra-parameters = false\n"


@contextlib.contextmanager
def serving(**settings: Any) -> Iterator[str]:
    """The URL of a service that is set up so."""
    app = Application(Settings(**{"model": TINY, **settings}))
    with LocalServer(handler=app.handle) as server:
        yield server.url


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving() as url:
        yield url


@pytest.fixture(scope="module")
def guarded() -> Iterator[str]:
    with serving(keys=(KEY,)) as url:
        yield url


def explore(url: str, document: Path, folder: Path, *options: str) -> str:
    """Let schemathesis try everything that a document promises; return its report.

    It runs as a process of its own, in a folder that takes whatever it leaves behind.
    """
    (folder / "schemathesis.toml").write_text(CONFIGURATION, "utf-8")
    found = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            "run",
            document,
            f"--url={url}",
            f"--exclude-checks={EXCLUDED}",
            "--phases=examples,coverage,fuzzing",
            "--generation-deterministic",
            "--max-examples=30",
            "--request-timeout=30",
            "--no-color",
            *options,
        ],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    return f"exit status {found.returncode}\n{found.stdout}{found.stderr}"


@pytest.mark.slow
def test_the_service_keeps_what_the_document_promises(guarded, tmp_path):
    report = explore(guarded, DOCUMENT, tmp_path, f"--header=x-api-key: {KEY}")
    assert report.startswith("exit status 0\n"), report
    assert "Operations:       6 selected / 6 total" in report


@pytest.mark.slow
def test_a_service_without_a_lock_is_noticed(url, tmp_path):
    options = ("--include-path=/", f"--header=x-api-key: {KEY}")
    report = explore(url, DOCUMENT, tmp_path, *options)
    assert report.startswith("exit status 1\n"), report
    assert "API accepts requests without authentication" in report


@pytest.mark.slow
def test_a_promise_that_is_not_kept_is_noticed(url, tmp_path):
    changed = tmp_path / "changed.yaml"
    text = DOCUMENT.read_text("utf-8")
    changed.write_text(text.replace("status: {const: ok}", "status: {const: fine}"), "utf-8")
    report = explore(url, changed, tmp_path, "--include-path=/health")
    assert report.startswith("exit status 1\n"), report
    assert "Response violates schema" in report


# Answers that chance does not find


def document(**fields: Any) -> dict[str, Any]:
    return {"data": json.dumps(fields), "headers": {"content-type": "application/json"}}


def file(data: bytes, kind: str = "image/png", **headers: str) -> dict[str, Any]:
    return {"data": data, "headers": {"content-type": kind, **headers}}


def huge() -> bytes:
    """A PNG of thirty megapixels in a few kilobytes."""
    buffer = io.BytesIO()
    Image.new("1", (6000, 5000)).save(buffer, "PNG")
    return buffer.getvalue()


PICTURE = base64.b64encode(colour("cat")).decode()
OTHER = {"preprocess_id": "p1", "model_sha256": "0" * 64, "width": 1, "height": 1}
OTHER_HEADERS = {f"x-petsight-{name.replace('_', '-')}": str(OTHER[name]) for name in OTHER}

CLASSIFY: Mapping[str, tuple[dict[str, Any], int, str | None]] = {
    "JSON": (document(image=PICTURE), 200, None),
    "file": (file(colour("dog", "JPEG"), "image/jpeg"), 200, None),
    "form": ({"files": {"any": ("name.png", colour("neither"))}}, 200, None),
    "not sure": (file(colour("not sure")), 200, None),
    "no JSON": (document() | {"data": "{"}, 400, "bad_request"),
    "field missing": (document(), 400, "bad_request"),
    "field of another type": (document(image=1), 400, "bad_request"),
    "bad base64": (document(image="?"), 400, "bad_base64"),
    "empty": (file(b""), 400, "empty"),
    "other model": (document(image=PICTURE, **OTHER), 409, "other_model"),
    "other model, by headers": (
        {"json": {"image": PICTURE}, "headers": OTHER_HEADERS},
        409,
        "other_model",
    ),
    "too many bytes": (file(bytes(MAX_IMAGE_BYTES + 1)), 413, "too_large"),
    "too many pixels": (file(huge()), 413, "too_large"),
    "more than Lambda takes": (file(bytes(6 * 2**20 + 1)), 413, "too_large"),
    "other type": (file(colour(), "text/html"), 415, "unsupported_media_type"),
    "no type": ({"data": colour()}, 415, "unsupported_media_type"),
    "other format": (file(b"%PDF-1.7\n"), 415, "unsupported_format"),
    "no picture": (file(b"nothing"), 422, "not_an_image"),
    "truncated": (file(colour()[:-30]), 422, "truncated"),
    "fetching is off": (document(url="https://cats.example/"), 403, "url_fetching_off"),
}


def check(response: requests.Response, path: str, method: str) -> str | None:
    """Hold an answer against the document; return the code of a failure."""
    SCHEMA[path][method].validate_response(response)
    found = response.json()
    return found["error"]["code"] if "error" in found else None


@pytest.mark.parametrize(("request_", "status", "code"), CLASSIFY.values(), ids=CLASSIFY)
def test_answers_of_classify(url, request_, status, code):
    response = requests.post(f"{url}/classify", timeout=60, **request_)
    assert check(response, "/classify", "POST") == code
    assert response.status_code == status


def test_a_prepared_picture(url):
    fields = prepared(Application(Settings(model=TINY)))
    headers = {f"x-petsight-{name.replace('_', '-')}": str(fields[name]) for name in fields}
    response = requests.post(f"{url}/classify", timeout=60, **file(colour(), **headers))
    assert check(response, "/classify", "POST") is None
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({}, 401, "no_key"),
        ({"x-api-key": "wrong"}, 403, "wrong_key"),
        ({"X-API-Key": KEY}, 200, None),
    ],
)
def test_the_key(guarded, headers, status, code):
    response = requests.get(guarded, headers=headers, timeout=60)
    assert (response.status_code, check(response, "/", "GET")) == (status, code)
    body = file(colour(), **headers)
    response = requests.post(f"{guarded}/classify", timeout=60, **body)
    assert (response.status_code, check(response, "/classify", "POST")) == (status, code)
    assert check(requests.get(f"{guarded}/health", timeout=60), "/health", "GET") is None


def test_a_url_that_is_blocked():
    with serving(url_hosts=("cats.example",)) as url:
        given = document(url="https://other.example/")
        response = requests.post(f"{url}/classify", timeout=60, **given)
        assert check(response, "/classify", "POST") == "url_unreachable"
        assert response.status_code == 422


def test_a_model_that_does_not_run(tmp_path):
    broken = tmp_path / "broken.tflite"
    broken.write_bytes(TINY.read_bytes()[:1000])
    with serving(model=broken) as url:
        response = requests.post(f"{url}/classify", timeout=60, **file(colour()))
        assert (response.status_code, check(response, "/classify", "POST")) == (503, "bad_model")
        response = requests.get(url, timeout=60)
        assert (response.status_code, check(response, "/", "GET")) == (503, "bad_model")


def test_the_check_can_fail(url):
    health = requests.get(f"{url}/health", timeout=60)
    with pytest.raises(FailureGroup):
        check(health, "/", "GET")


# The document and the code, side by side


def test_the_paths_are_those_of_the_service():
    documented = {
        path: (set(operations) - {"options"}).pop().upper()
        for path, operations in SPEC["paths"].items()
    }
    assert documented == ROUTES


def test_every_failure_is_documented_under_its_status():
    documented: dict[str, int] = {}
    for response in SPEC["components"]["responses"].values():
        properties = response["content"]["application/json"]["schema"]["properties"]
        codes = properties["error"]["properties"]["code"]["enum"]
        documented |= dict.fromkeys(codes, properties["status"]["const"])
    table = {error.code: status for error, (status, _) in TABLE.items()}
    over_http = set(table) - {"not_found", "method_not_allowed"}  # those are of no operation
    expected = {code: table[code] for code in over_http}
    assert documented == expected | {INTERNAL.code: INTERNAL.status, "throttled": 429}


def test_the_limits_are_those_of_the_service():
    body = SPEC["paths"]["/classify"]["post"]["requestBody"]["content"]
    assert body["image/*"]["schema"]["maxLength"] == MAX_IMAGE_BYTES
    form = body["multipart/form-data"]["schema"]["properties"]["image"]
    assert form["maxLength"] == MAX_IMAGE_BYTES
    picture = SPEC["components"]["schemas"]["Question"]["oneOf"][0]["properties"]["image"]
    assert picture["maxLength"] == len(base64.b64encode(bytes(MAX_IMAGE_BYTES)))
