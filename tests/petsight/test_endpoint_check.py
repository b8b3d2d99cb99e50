"""`petsight endpoint check`."""

from __future__ import annotations

import json
from typing import Any

import pytest

from petsight import CloudClassifier, DeviceClassifier, Model
from petsight.cli import main
from petsight.cloud.check import check_endpoint
from tests.petsight.misbehaving import INVOCATIONS, behave, cut, fail
from tests.support_cli import USE_TINY
from tests.support_model import TINY, change_model


@pytest.fixture
def check(capsys):
    """Run `petsight endpoint check --json` and return its status and findings."""

    def run(*arguments):
        status = main(["endpoint", "check", "--json", *USE_TINY, *arguments])
        return status, json.loads(capsys.readouterr().out)

    return run


def checks_of(found: dict[str, Any]) -> dict[str, tuple[bool, str]]:
    return {check["name"]: (check["passed"], check["detail"]) for check in found["checks"]}


@pytest.mark.parametrize("path", ["", INVOCATIONS])
def test_a_good_endpoint(server, check, golden_inputs, path):
    status, found = check(server.url + path)
    assert status == 0
    assert found["passed"] is True
    assert (found["model"], found["model_sha256"]) == ("tiny 1.0.0", Model(TINY).sha256)
    assert (found["preprocess_id"], found["service"]) == ("p1", "petsight 0.1.0")
    assert (found["labels"], found["cold_start"]) == ("cat, dog, bird", False)
    assert found["authentication"] == "none"
    assert found["first_ms"] > 0
    assert found["warm_ms"] > 0
    pictures = len(list(golden_inputs.iterdir()))
    assert len(server.pictures) == pictures
    assert checks_of(found) == {
        "information": (True, "complete, for this petsight"),
        "golden pictures": (True, f"{pictures} of {pictures} answered"),
        "agreement": (True, "every score is the same"),
    }


def test_for_people(server, capsys):
    server.info_changes = {"cold_start": True}
    assert main(["endpoint", "check", *USE_TINY, server.url]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("first answer") and line.endswith(" a cold start") for line in lines)
    assert any(
        line.startswith("a picture ") and line.endswith("median round trip") for line in lines
    )
    assert lines[-1] == "this endpoint works"


def test_another_model_may_disagree(server, check, tmp_path):
    labels = [{"name": name, "accept": 0.5, "reject": 0.5} for name in ("cat", "dog", "fox")]
    server.model = Model(change_model(tmp_path / "m.tflite", labels=labels))
    status, found = check(server.url)
    passed, detail = checks_of(found)["agreement"]
    assert (status, passed) == (0, True)
    assert "drawn test pictures answered as by this device's tiny 1.0.0; " in detail
    assert detail.endswith(" is another model and may differ")


def test_the_same_model_must_not(server, check):
    server.answer_changes = {"label": "neither", "scores": {"cat": 0.0, "dog": 0.0, "bird": 0.0}}
    status, found = check(server.url)
    passed, detail = checks_of(found)["agreement"]
    assert (status, passed) == (1, False)
    assert "scores at most 0.9" in detail


def test_this_device_s_model_has_no_other_labels(server, check):
    labels = [{"name": name, "accept": 0.5, "reject": 0.5} for name in ("cat", "dog", "fox")]
    server.info_changes = {"model": server.model.info.to_dict() | {"labels": labels}}
    server.answer_changes = {"label": "neither", "scores": {"cat": 0.0, "dog": 0.0, "fox": 0.0}}
    status, found = check(server.url)
    passed, detail = checks_of(found)["agreement"]
    assert (status, passed) == (1, False)
    assert detail == "it claims this device's model with other labels"


def test_a_dead_endpoint(check, capsys):
    status, found = check("http://127.0.0.1:9")
    assert status == 1
    assert found["model"] is None
    assert checks_of(found) == {"information": (False, "nothing answers at the endpoint's address")}
    assert main(["endpoint", "check", *USE_TINY, "http://127.0.0.1:9"]) == 1
    out = capsys.readouterr().out
    assert "FAILED  information  nothing answers" in out
    assert out.endswith("this endpoint cannot be relied on\n")


def test_an_endpoint_for_another_petsight(server, check):
    server.info_changes = {"model": server.model.info.to_dict() | {"preprocess_id": "p2"}}
    status, found = check(server.url)
    assert status == 1
    assert checks_of(found)["information"][1].startswith("the endpoint's model is for")
    assert server.pictures == []


def test_one_picture_that_fails(server, check):
    server.script.extend([behave, behave, fail(422, "truncated")])
    status, found = check(server.url)
    assert status == 1
    passed, detail = checks_of(found)["golden pictures"]
    assert not passed
    assert "answered; the endpoint cannot read the picture (422, truncated)" in detail


def test_no_picture_is_answered(server):
    server.script.append(behave)
    server.always = cut
    with CloudClassifier(server.url) as cloud:
        found = check_endpoint(cloud, DeviceClassifier(Model(TINY)))
    assert [check.passed for check in found.checks] == [True, False, False]
    assert found.facts["warm_ms"] is None


def test_the_endpoint_of_the_environment(server, check, monkeypatch):
    monkeypatch.setenv("PETSIGHT_ENDPOINT", server.url)
    assert check()[0] == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "an endpoint is needed"),
        (["http://pets.example.com"], "http:// is for this machine alone"),
        (["http://127.0.0.1:9", "--model", "none.tflite"], "the model file none.tflite cannot"),
    ],
)
def test_wrong_usage_is_one_sentence(arguments, sentence, capsys):
    assert main(["endpoint", "check", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"petsight: {sentence}")


@pytest.mark.parametrize("command", [["endpoint"], ["endpoint", "check"]])
def test_help(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*command, "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("usage: petsight endpoint")
    assert max(map(len, lines)) <= 80


def test_endpoint_alone_is_wrong_usage(capsys):
    assert main(["endpoint"]) == 2
    assert capsys.readouterr().err.startswith("usage: petsight endpoint")
