"""`petsight classify` with an endpoint."""

from __future__ import annotations

import csv
import io
import json

import pytest

from petsight import Model
from petsight.cli import main
from tests.petsight.misbehaving import INVOCATIONS, Misbehaving, fail
from tests.support_cli import USE_TINY
from tests.support_model import change_model, picture

DEAD = "http://127.0.0.1:9"
NEEDS_MODE = "--endpoint, --sign and --concurrency need --mode auto or --mode cloud"


@pytest.fixture
def server(tmp_path):
    """An endpoint that is always sure, and knows a fox where the device knows a bird."""
    labels = [{"name": name, "accept": 0.5, "reject": 0.5} for name in ("cat", "dog", "fox")]
    folder = tmp_path / "model"
    folder.mkdir()
    model = Model(change_model(folder / "sure.tflite", labels=labels, name="sure"))
    with Misbehaving(model=model) as server:
        yield server


@pytest.fixture
def folder(tmp_path):
    """Pictures that are sure, not sure, and none."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    picture(folder / "cat.png", "cat")
    picture(folder / "odd.png", "not sure")
    (folder / "broken.jpg").write_text("hello")
    return folder


def rows(found) -> dict[str, tuple[str | None, ...]]:
    """What was said about each picture, by its name."""
    parsed = [json.loads(line) for line in found.out.splitlines()]
    return {
        row["path"].rpartition("/")[2]: (
            *(row.get(field) for field in ("label", "source", "reason", "detail")),
            row.get("error", {}).get("code"),
        )
        for row in parsed
    }


def test_auto_mode(classify, server, folder):
    found = classify("--jsonl", "--mode", "auto", "--endpoint", server.url, folder)
    assert rows(found) == {
        "broken.jpg": (None, None, None, None, "not_an_image"),
        "cat.png": ("cat", "device", None, None, None),
        "odd.png": ("cat", "cloud", "unsure", None, None),
    }
    assert (found.status, found.err) == (1, "")
    assert len(server.pictures) == 1


def test_cloud_mode(classify, server, folder):
    found = classify("--jsonl", "--mode", "cloud", "--endpoint", server.url, folder)
    assert rows(found) == {
        "broken.jpg": (None, None, None, None, "not_an_image"),
        "cat.png": ("cat", "cloud", None, None, None),
        "odd.png": ("cat", "cloud", None, None, None),
    }
    assert len(server.pictures) == 2


@pytest.mark.parametrize(
    ("mode", "reason"), [("auto", "not confirmed"), ("cloud", "cloud unreachable")]
)
def test_a_dead_endpoint(classify, folder, mode, reason):
    found = classify("--jsonl", "--mode", mode, "--endpoint", DEAD, folder / "odd.png")
    assert rows(found) == {"odd.png": ("not sure", "device", reason, "offline", None)}
    assert (found.status, found.err) == (0, "")


def test_the_endpoint_of_the_environment(classify, server, folder, monkeypatch):
    monkeypatch.setenv("PETSIGHT_ENDPOINT", server.url)
    found = classify("--jsonl", "--mode", "cloud", folder / "cat.png")
    assert rows(found)["cat.png"][1] == "cloud"


def test_without_a_mode_the_environment_uploads_nothing(classify, server, folder, monkeypatch):
    monkeypatch.setenv("PETSIGHT_ENDPOINT", server.url)
    found = classify("--jsonl", folder / "odd.png")
    assert rows(found)["odd.png"] == ("not sure", "device", None, None, None)
    assert server.connections == 0


@pytest.fixture
def credentials(monkeypatch):
    for name in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "DEFAULT_REGION"):
        monkeypatch.setenv(f"AWS_{name}", "us-east-2")
    monkeypatch.setenv("PETSIGHT_API_KEY", "a-key-for-another-endpoint")


@pytest.mark.parametrize("command", ["classify", "endpoint"])
def test_signs_where_it_is_told_to_whatever_key_there_is(
    server, classify, folder, credentials, command
):
    if command == "classify":
        address = ["--mode", "cloud", "--endpoint", server.url]
        assert classify("--jsonl", *address, "--sign", folder / "odd.png").status == 0
    else:
        assert main(["endpoint", "check", *USE_TINY, "--sign", server.url]) == 0
    assert server.seen
    assert all("/us-east-2/execute-api/" in seen.headers["authorization"] for seen in server.seen)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--mode", "auto"], "an endpoint is needed: give its URL, or set PETSIGHT_ENDPOINT"),
        (["--mode", "cloud"], "an endpoint is needed: give its URL, or set PETSIGHT_ENDPOINT"),
        (["--endpoint", DEAD], NEEDS_MODE),
        (["--concurrency", "2"], NEEDS_MODE),
        (["--sign"], NEEDS_MODE),
        (
            ["--mode", "cloud", "--endpoint", "http://pets.example.com"],
            "http:// is for this machine alone; use https://",
        ),
        (
            ["--mode", "cloud", "--endpoint", "https://me:secret@pets.example.com"],
            "the endpoint's address may hold no name and no password",
        ),
    ],
)
def test_wrong_usage_is_one_sentence(classify, folder, arguments, sentence):
    found = classify("--jsonl", *arguments, folder)
    assert (found.status, found.out) == (2, "")
    assert found.err.startswith(f"petsight: {sentence}")
    assert found.err.count("\n") == 1
    assert "secret" not in found.err


@pytest.mark.parametrize(
    "arguments", [["--mode", "both"], ["--concurrency", "0"], ["--mode", "cloud", "--endpoint"]]
)
def test_options_are_checked(classify, arguments, folder):
    found = classify(folder, *arguments)
    assert found.status == 2
    assert found.err.startswith("usage: petsight classify")


def test_a_key_that_cannot_be_sent(classify, folder, monkeypatch):
    monkeypatch.setenv("PETSIGHT_API_KEY", "two words")
    found = classify("--mode", "cloud", "--endpoint", DEAD, folder)
    assert found.status == 2
    assert found.err == "petsight: the key may hold only visible ASCII characters, 512 at most\n"


def test_the_key_of_the_environment_is_sent(classify, server, folder, monkeypatch):
    monkeypatch.setenv("PETSIGHT_API_KEY", "k3y")
    classify("--jsonl", "--mode", "cloud", "--endpoint", server.url, folder)
    assert {seen.headers["x-api-key"] for seen in server.seen} == {"k3y"}


def test_a_refused_key_is_told_once(classify, server, folder):
    server.always = fail(403, "wrong_key")
    pictures = [folder / "cat.png"] * 6
    found = classify("--jsonl", "--mode", "cloud", "--endpoint", server.url, *pictures)
    assert found.status == 0
    assert found.out.count('"detail": "refused"') == 6
    assert found.err == (
        "petsight: the endpoint refuses this key or signature (403, wrong_key); "
        "this device answers instead\n"
    )


def test_table(classify, server, folder):
    found = classify("--mode", "auto", "--endpoint", server.url, folder)
    head, _broken, cat, odd, *_ = found.out.splitlines()
    assert head.split() == ["file", "answer", "cat", "dog", "bird", "ms"]
    assert "(" not in cat
    assert odd.endswith("  (by the cloud: this device was not sure)")
    server.always = fail(422, "truncated")
    found = classify("--mode", "cloud", "--endpoint", server.url, folder / "cat.png")
    assert "(by this device: the cloud gave no answer, bad answer)" not in found.out
    assert "(by this device: the cloud gave no answer, rejected)" in found.out


def test_a_table_says_what_was_not_confirmed(classify, folder):
    found = classify("--mode", "auto", "--endpoint", DEAD, folder / "odd.png")
    assert found.out.endswith("  (by this device: the cloud gave no answer, offline)\n")


def test_columns_for_the_labels_of_both_models(classify, server, folder):
    found = classify("--csv", "--mode", "cloud", "--endpoint", server.url, folder)
    cat = next(row for row in csv.DictReader(io.StringIO(found.out)) if row["label"] == "cat")
    assert [column for column in cat if column.startswith("score_")] == [
        *("score_cat", "score_dog", "score_bird", "score_fox")
    ]
    assert cat["score_bird"] == ""
    assert float(cat["score_fox"]) < 0.5
    assert float(cat["network_ms"]) > 0
    assert cat["invoke_ms"] == ""


def test_auto_mode_has_the_columns_of_the_device(classify, server, folder):
    found = classify("--csv", "--mode", "auto", "--endpoint", server.url, folder)
    odd = next(row for row in csv.DictReader(io.StringIO(found.out)) if "odd" in row["path"])
    assert (odd["source"], odd["reason"], odd["score_bird"]) == ("cloud", "unsure", "")
    assert float(odd["score_cat"]) > 0.5
    assert "score_fox" not in odd


@pytest.fixture
def without_model(monkeypatch, tmp_path):
    monkeypatch.setattr("petsight.resources._CHECKOUT", tmp_path)


def test_the_cloud_answers_where_the_device_has_no_model(without_model, server, folder, capsys):
    for mode, reason in (("cloud", None), ("auto", "device failed")):
        arguments = ["--mode", mode, "--endpoint", server.url, str(folder / "cat.png")]
        assert main(["classify", "--jsonl", *arguments]) == 0
        row = json.loads(capsys.readouterr().out)
        assert (row["label"], row["source"], row["reason"]) == ("cat", "cloud", reason)


def test_nobody_can_answer(without_model, folder, capsys):
    arguments = ["--mode", "cloud", "--endpoint", DEAD, str(folder / "cat.png")]
    assert main(["classify", "--csv", *arguments]) == 1
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["error_code"], row["detail"]) == ("cloud_error", "offline")
    assert "and this device cannot answer: the model file" in row["error_message"]


def test_a_model_that_was_named_must_work(server, folder, tmp_path, capsys):
    bad = change_model(tmp_path / "bad.tflite", preprocess_id="p9")
    arguments = ["--mode", "cloud", "--endpoint", server.url, "--model", str(bad)]
    assert main(["classify", *arguments, str(folder)]) == 2
    assert "bad.tflite was made for preprocessing 'p9'" in capsys.readouterr().err
    assert server.connections == 0


def test_requests_in_flight(classify, server, folder):
    pictures = [folder / "cat.png"] * 40
    classify("--jsonl", "--mode", "cloud", "--endpoint", server.url, "--concurrency", 3, *pictures)
    assert 1 <= server.busiest <= 3


def test_the_emulator_is_asked_one_at_a_time(classify, server, folder):
    url = server.url + INVOCATIONS
    pictures = [folder / "cat.png"] * 20
    arguments = ["--mode", "cloud", "--endpoint", url, "--concurrency", 8, "--workers", 4]
    found = classify("--jsonl", *arguments, *pictures)
    assert found.out.count('"source": "cloud"') == 20
    assert server.busiest == 1
