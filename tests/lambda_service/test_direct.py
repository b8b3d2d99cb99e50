from __future__ import annotations

import threading
from typing import Any

import pytest

from lambda_service.application import Application
from petsight.preprocess import PREPROCESS_ID
from tests.lambda_service.aws_events import HTTP_SHAPES, UNKNOWN, schedule
from tests.lambda_service.calling import (
    REQUEST_ID,
    Context,
    application,
    base64_text,
    classify,
    colour,
    http,
    invoke,
    log_lines,
    prepared,
)
from tests.support_model import change_model


def test_a_picture_is_answered_with_the_documented_prediction(app: Application) -> None:
    answer = invoke(app, {"image": base64_text(colour("cat and dog"))})
    assert list(answer) == [
        "schema",
        "label",
        "scores",
        "sure",
        "source",
        "reason",
        "detail",
        "device",
        "model",
        "model_sha256",
        "preprocess_id",
        "timings_ms",
        "request_id",
        "cold_start",
    ]
    assert (answer["label"], answer["source"]) == ("cat and dog", "cloud")
    assert answer["preprocess_id"] == PREPROCESS_ID
    assert answer["request_id"] == REQUEST_ID
    assert set(answer["timings_ms"]) == {"open", "resize", "invoke", "total"}


@pytest.mark.parametrize("event", [{"ping": True}, {"ping": True, "image": "aGk="}, schedule()])
def test_ping_and_schedule_get_the_information(app: Application, event: dict[str, Any]) -> None:
    over_http = http(app, "GET", "/").document
    assert invoke(app, event) == over_http


@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown_events_get_a_typed_failure(app: Application, name: str) -> None:
    assert invoke(app, UNKNOWN[name]) == {
        "error": {
            "code": "unsupported_event",
            "message": "this is no event that the service knows",
        },
        "status": 400,
        "request_id": REQUEST_ID,
    }


@pytest.mark.parametrize(
    ("event", "status", "code"),
    [
        ({"image": 5}, 400, "bad_request"),
        ({"image": "aGk"}, 400, "bad_base64"),
        ({"image": ""}, 400, "empty"),
        ({"image": "aGk="}, 422, "not_an_image"),
        ({"image": "aGk=", "url": "https://example.org"}, 400, "bad_request"),
        ({"url": "https://example.org/cat.jpg"}, 403, "url_fetching_off"),
        ({"url": 5}, 400, "bad_request"),
        ({"image": "a" * 6_151_648}, 413, "too_large"),
    ],
)
def test_failures_have_a_document(
    app: Application, event: dict[str, Any], status: int, code: str
) -> None:
    answer = invoke(app, event)
    assert set(answer) == {"error", "status", "request_id"}
    assert (answer["status"], answer["error"]["code"]) == (status, code)


def test_a_prepared_picture_is_answered(app: Application) -> None:
    assert invoke(app, {"image": base64_text(colour()), **prepared(app)})["label"] == "cat"


@pytest.mark.parametrize(
    "other", [{"preprocess_id": "p2"}, {"model_sha256": "0" * 64}, {"width": 1}, {"height": 999}]
)
def test_a_picture_prepared_for_another_model(app: Application, other: dict[str, Any]) -> None:
    answer = invoke(app, {"image": base64_text(colour()), **prepared(app), **other})
    assert (answer["status"], answer["error"]["code"]) == (409, "other_model")


def test_only_the_first_call_is_a_cold_start() -> None:
    fresh = application()
    assert [invoke(fresh, {"ping": True})["cold_start"] for _ in range(3)] == [True, False, False]


def test_one_of_many_threads_makes_the_cold_start() -> None:
    fresh, picture = application(), base64_text(colour("dog"))
    answers: list[dict[str, Any]] = []
    start = threading.Barrier(8)

    def work() -> None:
        start.wait()
        answers.append(invoke(fresh, {"image": picture}))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer["label"] for answer in answers] == ["dog"] * 8
    assert sum(answer["cold_start"] for answer in answers) == 1


CRASHES = [RuntimeError("/var/task/secret-0123"), MemoryError("secret-0123"), RecursionError()]


@pytest.mark.parametrize("crash", CRASHES, ids=lambda crash: type(crash).__name__)
def test_a_crash_is_answered_and_the_next_call_works(
    crash: Exception, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fresh = application()

    def fail(*_: Any) -> None:
        raise crash

    with monkeypatch.context() as patch:
        patch.setattr("lambda_service.service.classify_source", fail)
        answer = invoke(fresh, {"image": base64_text(colour())})
        responses = [classify(fresh, colour(), shape=shape) for shape in HTTP_SHAPES]
    expected = {
        "error": {
            "code": "internal",
            "message": "something went wrong here; the log has the request id",
        },
        "status": 500,
        "request_id": REQUEST_ID,
    }
    assert answer == expected
    assert [(one.status, one.document) for one in responses] == [(500, expected)] * 3

    written = capfd.readouterr()
    assert "secret-0123" not in written.out + written.err
    fault = log_lines(written.out)[0]
    assert fault["request_id"] == REQUEST_ID
    assert fault["fault"][0]["type"] == f"builtins.{type(crash).__name__}"
    assert fault["fault"][0]["frames"][-1].endswith(" fail")

    assert invoke(fresh, {"image": base64_text(colour())})["label"] == "cat"


def test_a_model_that_cannot_be_used_is_said_to_those_who_ask(
    tmp_path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = change_model(tmp_path / "my-model.tflite", preprocess_id="p0")
    broken = application(model=model)
    for _ in range(3):
        answer = invoke(broken, {"image": base64_text(colour())})
        assert (answer["status"], answer["error"]["code"]) == (503, "bad_model")
        assert "my-model" not in str(answer)
    assert "petsight.errors.ModelError" in capsys.readouterr().out

    for method, path in (("GET", "/"), ("POST", "/classify")):
        response = http(broken, method, path, {"content-type": "image/png"}, colour())
        assert (response.status, response.code) == (503, "bad_model")
        assert int(response.headers["retry-after"]) > 0
    assert http(broken, "GET", "/health").status == 200


def test_a_missing_runtime_is_said_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PETSIGHT_RUNTIME", "no-such-runtime")
    broken = application()
    answer = invoke(broken, {"ping": True})
    assert (answer["status"], answer["error"]["code"]) == (503, "no_runtime")
    assert "no-such-runtime" not in str(answer)


def test_several_threads_give_the_same_scores(app: Application) -> None:
    event = {"image": base64_text(colour("cat and dog"))}
    two = application(threads=2)
    assert invoke(two, event)["scores"] == invoke(app, event)["scores"]


def test_the_pixel_limit_is_the_settings(app: Application) -> None:
    event = {"image": base64_text(colour())}  # 64 x 48
    assert invoke(application(max_pixels=64 * 48), event)["label"] == "cat"
    answer = invoke(application(max_pixels=64 * 48 - 1), event)
    assert (answer["status"], answer["error"]["code"]) == (413, "too_large")


def test_the_context_may_be_at_its_end(app: Application) -> None:
    event = {"image": base64_text(colour())}
    assert invoke(app, event, Context(remaining_ms=0))["label"] == "cat"
