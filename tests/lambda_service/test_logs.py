from __future__ import annotations

import json
import time
from typing import Any

import pytest

from lambda_service.application import Application
from tests.lambda_service.aws_events import HTTP_SHAPES
from tests.lambda_service.calling import (
    REQUEST_ID,
    application,
    base64_text,
    classify,
    colour,
    http,
    invoke,
    log_lines,
)

SECRET = "secret-0123456789"


def line_of(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    lines = log_lines(capsys.readouterr().out)
    assert len(lines) == 1
    return lines[0]


def test_an_answer_writes_one_line(app: Application, capsys: pytest.CaptureFixture[str]) -> None:
    data = colour("dog")
    classify(app, data)
    line = line_of(capsys)
    assert {name: line[name] for name in ("level", "request_id", "event", "status", "code")} == {
        "level": "INFO",
        "request_id": REQUEST_ID,
        "event": "function_url",
        "status": 200,
        "code": None,
    }
    assert (line["label"], line["image_bytes"]) == ("dog", len(data))
    assert set(line["stages_ms"]) == {"read", "open", "resize", "invoke", "total"}
    assert all(milliseconds >= 0 for milliseconds in line["stages_ms"].values())


@pytest.mark.parametrize(
    ("event", "ending"),
    [
        ({"ping": True}, ("ping", 200, None)),
        ({"image": "aGk="}, ("image", 422, "not_an_image")),
        ({"url": "https://example.org"}, ("url", 403, "url_fetching_off")),
        (None, ("unknown", 400, "unsupported_event")),
        (HTTP_SHAPES["http_api"]("GET", "/x"), ("http_api", 404, "not_found")),
        (HTTP_SHAPES["rest_api"]("OPTIONS", "/"), ("rest_api", 204, None)),
    ],
)
def test_every_call_says_what_it_was_and_how_it_ended(
    app: Application,
    capsys: pytest.CaptureFixture[str],
    event: Any,
    ending: tuple[str, int, str | None],
) -> None:
    invoke(app, event)
    line = line_of(capsys)
    assert (line["event"], line["status"], line["code"]) == ending


def metrics(line: dict[str, Any]) -> dict[str, float]:
    """Read a line as CloudWatch does, by the specification of the format."""
    assert set(line["_aws"]) == {"Timestamp", "CloudWatchMetrics"}
    assert abs(line["_aws"]["Timestamp"] / 1000 - time.time()) < 3600
    assert isinstance(line["_aws"]["Timestamp"], int)
    found = {}
    for directive in line["_aws"]["CloudWatchMetrics"]:
        assert set(directive) == {"Namespace", "Dimensions", "Metrics"}
        assert directive["Namespace"] == "petsight"
        for dimensions in directive["Dimensions"]:
            assert all(isinstance(line[name], str) and line[name] for name in dimensions)
        for metric in directive["Metrics"]:
            assert metric["Unit"] in ("Count", "Milliseconds")
            assert isinstance(line[metric["Name"]], int | float)
            found[metric["Name"]] = line[metric["Name"]]
    return found


def test_a_line_is_in_embedded_metric_format(capsys: pytest.CaptureFixture[str]) -> None:
    app = application(function="pets-production")
    invoke(app, {"image": base64_text(colour("not sure"))})
    invoke(app, {"image": "aGk="})
    first, second = log_lines(capsys.readouterr().out)
    assert first["function"] == "pets-production"
    counted = metrics(first)
    assert counted.pop("Duration") > 0
    assert counted == {
        "Calls": 1,
        "ColdStarts": 1,
        "NotSure": 1,
        "ClientErrors": 0,
        "ServerErrors": 0,
    }
    counted = metrics(second)
    del counted["Duration"]
    assert counted == {
        "Calls": 1,
        "ColdStarts": 0,
        "NotSure": 0,
        "ClientErrors": 1,
        "ServerErrors": 0,
    }


def test_a_crash_is_counted_too(
    app: Application, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr("lambda_service.service.classify_source", fail)
    invoke(app, {"image": base64_text(colour())})
    fault, line = log_lines(capsys.readouterr().out)
    assert "fault" in fault
    assert (line["level"], line["status"], line["code"]) == ("ERROR", 500, "internal")
    assert metrics(line)["ServerErrors"] == 1


def test_a_cause_is_described_without_its_text(
    app: Application, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        try:
            raise KeyError(SECRET)
        except KeyError as exc:
            raise ValueError(SECRET) from exc

    monkeypatch.setattr("lambda_service.service.classify_source", fail)
    invoke(app, {"image": base64_text(colour())})
    written = capsys.readouterr().out
    types = [one["type"] for one in log_lines(written)[0]["fault"]]
    assert types == ["builtins.ValueError", "builtins.KeyError"]
    assert SECRET not in written


@pytest.mark.parametrize("shape", HTTP_SHAPES)
@pytest.mark.parametrize("crash", [False, True])
def test_nothing_that_a_caller_sends_is_written(
    shape: str,
    crash: bool,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = application(keys=(SECRET + "-key",), cors_origins=("https://pets.example",))

    def fail(*arguments: Any) -> None:
        raise ValueError(repr(arguments))

    if crash:
        monkeypatch.setattr("lambda_service.routes.read_body", fail)
    disposition = f'Content-Disposition: form-data; name="i"; filename="{SECRET}.png"'
    form = f"--XX\r\n{disposition}\r\n\r\n".encode() + colour() + b"\r\n--XX--\r\n"
    key = {"x-api-key": SECRET + "-key"}
    calls: list[tuple[str, str, dict[str, str], str | bytes]] = [
        ("POST", "/classify", {"content-type": "multipart/form-data; boundary=XX", **key}, form),
        ("POST", "/classify", {"content-type": "image/png", **key}, colour() + SECRET.encode()),
        ("POST", "/classify", {"content-type": f"image/{SECRET}", **key}, SECRET),
        ("POST", "/classify", {"content-type": f"text/{SECRET}", **key}, SECRET),
        ("POST", "/classify", {"content-type": "application/json", **key}, f'{{"{SECRET}": 1'),
        (
            "POST",
            "/classify",
            {"content-type": "application/json", **key},
            f'{{"url": "{SECRET}"}}',
        ),
        ("GET", f"/{SECRET}", {"cookie": SECRET, "origin": SECRET, "user-agent": SECRET}, ""),
        ("GET", "/", {"x-api-key": SECRET}, ""),
        (SECRET, "/", {}, ""),
    ]
    for method, path, headers, body in calls:
        event = HTTP_SHAPES[shape](method, path, headers, body)
        if "rawQueryString" in event:
            event["rawQueryString"] = f"token={SECRET}"
        else:
            event["queryStringParameters"] = {"token": SECRET}
        answer = invoke(app, event)
        assert SECRET not in json.dumps(answer)
    invoke(app, {"image": SECRET})
    invoke(app, {"url": f"https://example.org/?{SECRET}"})
    invoke(app, {"anything": SECRET})

    written = capfd.readouterr()
    assert len(log_lines(written.out)) >= len(calls) + 3
    assert SECRET not in written.out + written.err
    assert SECRET.upper() not in written.out
    assert base64_text(colour())[:40] not in written.out


def test_an_unsupported_method_is_not_repeated_in_the_answer(app: Application) -> None:
    assert SECRET.upper() not in http(app, SECRET, "/").body
