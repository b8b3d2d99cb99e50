"""Pictures that are fetched; what may be fetched is for the tests of `petsight.fetch`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from petsight.fetch import fetch_image
from tests.lambda_service.calling import Context, application, classify_json, colour, invoke
from tests.petsight.small_web import Web, reply, small_web

HOST = "cats.example"
URL = f"https://{HOST}/a.png?token=secret-0123"
APP = application(url_hosts=(HOST,))


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with small_web(tmp_path) as opened:
        fetch = partial(fetch_image, network=opened.network())
        monkeypatch.setattr("petsight.fetch.fetch_image", fetch)
        yield opened


def test_a_direct_invoke_gets_labels_and_scores_alone(web: Web) -> None:
    web.add(HOST, reply(colour("dog")))
    assert invoke(APP, {"url": URL}) == pytest.approx(
        {"cat": 0.0, "dog": 1.0, "bird": 0.0}, abs=0.01
    )


def test_over_http_the_answer_is_like_any(web: Web) -> None:
    web.add(HOST, reply(colour("dog")))
    response = classify_json(APP, {"url": URL})
    assert (response.status, response.document["label"]) == (200, "dog")
    assert response.document["source"] == "cloud"


def test_the_information_says_whether_pictures_are_fetched() -> None:
    assert invoke(APP, {"ping": True})["url_fetching"] is True
    assert invoke(application(), {"ping": True})["url_fetching"] is False


def test_blocked_and_unreachable_are_answered_alike(web: Web) -> None:
    web.names["away.example"] = []
    answers = [
        invoke(application(url_hosts=(HOST, "away.example")), {"url": url})
        for url in (
            "https://away.example/a.png",
            "https://blocked.example/a.png",
            "http://cats.example/a.png",
            "https://127.0.0.1/a.png",
            "file:///etc/passwd",
            "\ud800",
            "",
        )
    ]
    assert answers[0]["status"] == 422
    assert answers[0]["error"]["code"] == "url_unreachable"
    assert all(answer == answers[0] for answer in answers)


def test_what_was_fetched_may_be_no_picture(web: Web) -> None:
    web.add(HOST, reply(b"<html>"))
    response = classify_json(APP, {"url": URL})
    assert (response.status, response.code) == (422, "not_an_image")


def test_without_time_nothing_is_fetched(web: Web) -> None:
    web.add(HOST, reply(colour("dog")))
    answer = invoke(APP, {"url": URL}, Context(remaining_ms=900))
    assert (answer["status"], answer["error"]["code"]) == (422, "url_unreachable")
    assert web.connected == []


def test_off_means_that_no_name_is_looked_up(web: Web) -> None:
    response = classify_json(application(), {"url": URL})
    assert (response.status, response.code) == (403, "url_fetching_off")
    assert web.looked_up == []


def test_the_log_has_the_time_and_not_the_address(
    web: Web, capfd: pytest.CaptureFixture[str]
) -> None:
    web.add(HOST, reply(colour("dog")))
    invoke(APP, {"url": URL})
    invoke(APP, {"url": f"http://{HOST}/?token=secret-0123"})
    written = capfd.readouterr()
    assert '"fetch":' in written.out
    assert "secret" not in written.out + written.err
    assert HOST not in written.out + written.err
