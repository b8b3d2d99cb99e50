from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from lambda_service.application import Application
from petsight import __version__
from petsight.image import open_image
from tests.lambda_service.aws_events import HTTP_SHAPES, function_url, http_api
from tests.lambda_service.calling import (
    REQUEST_ID,
    base64_text,
    classify,
    classify_json,
    colour,
    http,
    invoke,
    prepared,
)
from tests.petsight.pictures import (
    bmp,
    flat,
    gif,
    jpeg_with_scans,
    png,
    webp,
)

SHAPES = pytest.mark.parametrize("shape", HTTP_SHAPES)


@SHAPES
def test_information(app: Application, shape: str) -> None:
    response = http(app, "GET", "/", shape=shape)
    assert response.status == 200
    assert set(response.document) == {
        "schema",
        "service",
        "service_version",
        "model",
        "model_sha256",
        "limits",
        "url_fetching",
        "request_id",
        "cold_start",
    }
    assert response.document["schema"] == 1
    assert response.document["service"] == "petsight"
    assert response.document["service_version"] == __version__
    assert set(response.document["model"]) == {
        "name",
        "version",
        "tier",
        "input",
        "preprocess_id",
        "labels",
    }
    assert response.document["limits"] == {"bytes": 4613734, "pixels": 24000000}
    assert response.document["url_fetching"] is False
    assert len(response.body) < 65536


@SHAPES
def test_health(app: Application, shape: str) -> None:
    response = http(app, "GET", "/health", shape=shape)
    assert response.status == 200
    assert response.document == {"status": "ok", "request_id": REQUEST_ID}


@SHAPES
@pytest.mark.parametrize("answer", ["cat", "dog", "cat and dog", "neither", "not sure"])
def test_a_picture_by_its_bytes(app: Application, shape: str, answer: str) -> None:
    response = classify(app, colour(answer), shape=shape)
    assert response.status == 200
    assert response.document["label"] == answer
    assert response.document["source"] == "cloud"
    assert response.document["request_id"] == REQUEST_ID


@SHAPES
def test_a_picture_in_json(app: Application, shape: str) -> None:
    response = classify_json(app, {"image": base64_text(colour("dog"))}, shape)
    assert (response.status, response.document["label"]) == (200, "dog")


def test_a_json_body_may_itself_be_in_base64(app: Application) -> None:
    body = json.dumps({"image": base64_text(colour("dog"))}).encode()
    assert classify(app, body, "application/json").document["label"] == "dog"


@SHAPES
def test_every_answer_has_the_same_headers(app: Application, shape: str) -> None:
    answered = http(app, "GET", "/", shape=shape)
    failed = http(app, "GET", "/nothing", shape=shape)
    for response in (answered, failed):
        assert response.headers == {
            "content-type": "application/json",
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
            "x-request-id": REQUEST_ID,
        }


@pytest.mark.parametrize("content_type", ["IMAGE/PNG", "image/png; x=y", "image/jpeg", "image/svg"])
def test_what_the_bytes_are_counts_and_not_what_their_type_claims(
    app: Application, content_type: str
) -> None:
    assert classify(app, colour("dog"), content_type).document["label"] == "dog"


@pytest.mark.parametrize(
    "content_type", ["", "text/plain", "application/octet-stream", "application/jsonp", "image"]
)
def test_other_content_types_are_refused(app: Application, content_type: str) -> None:
    response = classify(app, colour(), content_type)
    assert (response.status, response.code) == (415, "unsupported_media_type")


def test_no_content_type_is_refused(app: Application) -> None:
    response = http(app, "POST", "/classify", {}, colour())
    assert (response.status, response.code) == (415, "unsupported_media_type")


@pytest.mark.parametrize("name", ["Content-Type", "CONTENT-TYPE", "content-type"])
def test_header_names_in_any_case(app: Application, name: str) -> None:
    response = http(app, "POST", "/classify", {name: "image/png"}, colour(), shape="rest_api")
    assert response.status == 200


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "null", "7", '"image"', "{}", '{"image": 5}', '{"image": null}', "[" * 100_000],
)
def test_json_that_asks_nothing(app: Application, body: str) -> None:
    response = classify(app, body, "application/json")
    assert (response.status, response.code) == (400, "bad_request")


def test_json_whose_bytes_are_no_text(app: Application) -> None:
    response = classify(app, b"\xff\xfe\xfd", "application/json")
    assert (response.status, response.code) == (400, "bad_request")


def test_a_picture_that_claims_to_be_json(app: Application) -> None:
    response = classify(app, colour(), "application/json")
    assert (response.status, response.code) == (400, "bad_request")


def test_json_that_claims_to_be_a_picture(app: Application) -> None:
    response = classify(app, json.dumps({"image": base64_text(colour())}), "image/png")
    assert (response.status, response.code) == (422, "not_an_image")


@pytest.mark.parametrize("content_type", ["image/png", "application/json"])
def test_base64_that_is_none_although_the_event_says_so(
    app: Application, content_type: str
) -> None:
    event = function_url("POST", "/classify", {"content-type": content_type}, b"")
    answer = invoke(app, event | {"body": "not base64!"})
    assert answer["statusCode"] == 400
    assert json.loads(answer["body"])["error"]["code"] == "bad_base64"


def test_base64_is_not_guessed_where_the_event_denies_it(app: Application) -> None:
    response = classify(app, base64_text(colour()))  # a text body, so the flag says no
    assert (response.status, response.code) == (422, "not_an_image")


def test_bytes_that_a_gateway_lost_are_explained(app: Application) -> None:
    lost = colour().decode("utf-8", "replace")
    response = classify(app, lost, shape="rest_api")
    assert (response.status, response.code) == (400, "bad_request")
    assert "binary media types" in response.document["error"]["message"]


@pytest.mark.parametrize("path", ["/nothing", "/classify/more", "/healthy", "classify", "/%2e"])
def test_unknown_paths(app: Application, path: str) -> None:
    response = http(app, "GET", path)
    assert (response.status, response.code) == (404, "not_found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("GET", "/classify", "POST, OPTIONS"),
        ("PUT", "/classify", "POST, OPTIONS"),
        ("POST", "/", "GET, OPTIONS"),
        ("DELETE", "/health", "GET, OPTIONS"),
        ("HEAD", "/health", "GET, OPTIONS"),
    ],
)
def test_other_methods(app: Application, method: str, path: str, allow: str) -> None:
    response = http(app, method, path)
    assert (response.status, response.code) == (405, "method_not_allowed")
    assert response.headers["allow"] == allow


@pytest.mark.parametrize("stage", ["prod", "$default", "classify", "health"])
@pytest.mark.parametrize(("method", "path"), [("POST", "/classify"), ("GET", "/health")])
def test_the_stage_in_front_of_the_path(
    app: Application, stage: str, method: str, path: str
) -> None:
    event = http_api(method, path, {"content-type": "image/png"}, colour(), stage=stage)
    assert invoke(app, event)["statusCode"] == 200


def test_the_stage_alone_is_the_root(app: Application) -> None:
    assert invoke(app, http_api("GET", ""))["statusCode"] == 200
    assert invoke(app, http_api("GET", "/"))["statusCode"] == 200


def test_what_only_looks_like_the_stage_is_kept(app: Application) -> None:
    event = http_api("GET", "/health") | {"rawPath": "/production/health"}
    assert invoke(app, event)["statusCode"] == 404


def test_a_slash_at_the_end_is_forgiven(app: Application) -> None:
    assert http(app, "GET", "/health/").status == 200


def test_a_prepared_picture_says_so_in_headers(app: Application) -> None:
    fields = prepared(app)
    headers = {f"X-Petsight-{name.replace('_', '-')}": str(v) for name, v in fields.items()}
    assert classify(app, colour(), headers=headers, shape="rest_api").status == 200
    headers["X-Petsight-model-sha256"] = "0" * 64
    response = classify(app, colour(), headers=headers, shape="rest_api")
    assert (response.status, response.code) == (409, "other_model")


@pytest.mark.parametrize("width", ["", "-1", "1e3", "٣", "9" * 5000, "16.0", " 16"])
def test_a_size_in_a_header_must_be_a_number(app: Application, width: str) -> None:
    fields = {name.replace("_", "-"): str(value) for name, value in prepared(app).items()}
    headers = {f"x-petsight-{name}": value for name, value in (fields | {"width": width}).items()}
    response = classify(app, colour(), headers=headers)
    assert (response.status, response.code) == (400, "bad_request")


FAULTS = {
    "empty": (b"", 400, "empty"),
    "text": (b"hello", 422, "not_an_image"),
    "zeros": (bytes(100), 422, "not_an_image"),
    "PDF": (b"%PDF-1.7 " + bytes(50), 415, "unsupported_format"),
    "camera raw": (b"FUJIFILMCCD-RAW " + bytes(60), 415, "unsupported_format"),
    "HTML": (b"<html><body>cat</body></html>", 422, "not_an_image"),
    "half a JPEG": (flat("JPEG", (400, 300))[:400], 422, "truncated"),
    "half a PNG": (flat("PNG", (400, 300))[:60], 422, "truncated"),
    "damaged WebP": (flat("WEBP")[:30], 422, "truncated"),
    "JPEG without end": (b"\xff\xd8\xff\xe0", 422, "truncated"),
    "PNG of 25 megapixels": (png((5000, 5000), b""), 413, "too_large"),
    "PNG bomb": (png((50_000, 50_000), b""), 413, "too_large"),
    "GIF of 4 gigapixels": (gif((65_535, 65_535)), 413, "too_large"),
    "BMP bomb": (bmp((40_000, 40_000)), 413, "too_large"),
    "WebP bomb": (webp((16_384, 16_384)), 413, "too_large"),
    "scans": (jpeg_with_scans(200), 413, "too_large"),
    "bytes": (bytes(4_613_735), 413, "too_large"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_picture_has_its_status_and_code(app: Application, name: str) -> None:
    data, status, code = FAULTS[name]
    by_bytes = classify(app, data, "image/jpeg")
    assert (by_bytes.status, by_bytes.code) == (status, code)
    by_json = classify_json(app, {"image": base64_text(data)})
    assert (by_json.status, by_json.code) == (status, code)
    for response in (by_bytes, by_json):
        assert set(response.document) == {"error", "status", "request_id"}
        assert response.document["status"] == status
        assert response.document["request_id"] == REQUEST_ID
        message = response.document["error"]["message"]
        assert message
        assert "petsight" not in message
        assert "pip" not in message


def test_a_missing_plugin_is_not_the_callers_business(
    app: Application, golden_inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pi_heif", None)  # as where it is not installed
    response = classify(app, (golden_inputs / "plain.heic").read_bytes())
    assert (response.status, response.code) == (415, "unsupported_format")
    assert "pip" not in response.body


def test_every_golden_picture_is_answered(app: Application, golden_inputs: Path) -> None:
    pictures = [path for path in sorted(golden_inputs.iterdir()) if path.suffix != ".heic"]
    assert len(pictures) > 40
    for path in pictures:
        assert open_image(path)
        assert classify(app, path.read_bytes(), "image/*").status == 200, path.name


@pytest.mark.parametrize("size", [4_613_733, 4_613_734])
def test_the_largest_picture_that_is_let_in(app: Application, size: int) -> None:
    data = colour("dog")
    padded = data + bytes(size - len(data))
    assert classify(app, padded).document["label"] == "dog"
    assert classify_json(app, {"image": base64_text(padded)}).document["label"] == "dog"


def test_a_body_over_six_megabytes(app: Application) -> None:
    for content_type in ("image/png", "application/json", "multipart/form-data; boundary=x"):
        for body in ("a" * 6_291_457, b"a" * 6_291_457):
            response = classify(app, body, content_type)
            assert (response.status, response.code) == (413, "too_large")
