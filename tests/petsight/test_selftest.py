"""What the self-test finds, also when something is wrong."""

from __future__ import annotations

import json
from importlib.metadata import version

import pytest

from petsight import Model
from petsight.cli import main
from petsight.golden import GoldenResult
from petsight.selftest import Check, judge_golden, run_self_test
from tests.support_cli import USE_TINY
from tests.support_model import TINY, change_model


def test_this_installation_works():
    found = run_self_test()
    assert found.passed, [check for check in found.checks if not check.passed]
    assert found.facts["pillow"] == version("pillow")
    assert found.facts["runtime"] == f"ai-edge-litert {version('ai-edge-litert')}"
    assert found.facts["preprocess_id"] == "p1"
    assert found.facts["model_sha256"] == Model().sha256
    assert isinstance(found.facts["invoke_ms"], float)
    assert {check.name for check in found.checks} >= {"model file", "model scores"}
    assert json.loads(json.dumps(found.to_dict()))["passed"] is True


def test_json_form(capsys):
    status = main(["self-test", "--json", *USE_TINY])
    report = json.loads(capsys.readouterr().out)
    assert list(report) == [
        *("schema", "passed", "petsight", "python", "machine", "numpy", "pillow"),
        *("preprocess_id", "runtime", "model", "model_sha256", "invoke_ms", "checks"),
    ]
    assert status == (0 if report["passed"] else 1)
    assert report["model"] == "tiny 1.0.0"
    assert {tuple(check) for check in report["checks"]} == {("name", "passed", "detail")}


def test_table(capsys):
    assert main(["self-test", *USE_TINY]) == 0
    text = capsys.readouterr().out
    assert f"pillow         {version('pillow')}\n" in text
    assert "ok      model file       unchanged since export\n" in text
    assert text.endswith("\neverything works\n")


def test_a_model_that_cannot_be_used_is_a_finding(tmp_path, capsys):
    path = change_model(tmp_path / "m.tflite", preprocess_id="p9")
    assert main(["self-test", "--model", str(path)]) == 1
    captured = capsys.readouterr()
    assert "FAILED  model" in captured.out
    assert "made for preprocessing 'p9'" in captured.out
    assert "golden pictures" in captured.out
    assert captured.err == ""


@pytest.mark.parametrize("listed", [True, False])
def test_the_hash_is_held_against_the_list_beside_the_model(tmp_path, listed):
    path = tmp_path / "tiny.tflite"
    path.write_bytes(TINY.read_bytes())
    digest = Model(path).sha256 if listed else "0" * 64
    (tmp_path / "SHA256SUMS").write_text(f"{'1' * 64}  other.tflite\n{digest}  tiny.tflite\n")
    found = run_self_test(lambda: Model(path))
    (check,) = (check for check in found.checks if check.name == "model file")
    assert check.passed is listed
    assert found.passed is listed


def test_missing_golden_vectors_are_a_finding(monkeypatch, tmp_path):
    monkeypatch.setattr("petsight.resources._CHECKOUT", tmp_path)
    found = run_self_test(lambda: Model(TINY))
    (check,) = (check for check in found.checks if check.name == "golden pictures")
    assert not check.passed
    assert "manifest.json" in check.detail


EXACT = GoldenResult("a.png")


def judged(result: GoldenResult, tolerance: int) -> tuple[Check, list[Check]]:
    summary, *others = judge_golden([EXACT, result], tolerance, "12.0.0")
    assert summary.passed is all(check.passed for check in others)
    return summary, others


@pytest.mark.parametrize(
    ("tensors", "tolerance", "passed"), [(1, 1, True), (2, 1, False), (1, 0, False)]
)
def test_differences_are_stated_and_judged(tensors, tolerance, passed):
    summary, (check,) = judged(GoldenResult("b.jpg", rgb=3, tensors=tensors), tolerance)
    assert check.passed is passed
    assert check.detail.startswith(f"differs by {tensors} of 255 (3 before resizing)")
    assert summary.detail == "1 of 2 exactly as made with Pillow 12.0.0"


def test_differences_that_resizing_removes_are_stated():
    _, (check,) = judged(GoldenResult("b.jpg", rgb=2, tensors=0), 0)
    assert check.passed
    assert "(2 before resizing)" in check.detail


def test_a_picture_that_cannot_be_decoded_fails():
    _, (check,) = judged(GoldenResult("b.jpg", error="it is upside down"), 1)
    assert (check.passed, check.detail) == (False, "it is upside down")


def test_a_missing_plugin_is_stated_only():
    result = GoldenResult("b.heic", error="HEIC pictures need a plug-in", missing_plugin=True)
    _, (check,) = judged(result, 1)
    assert (check.passed, check.detail) == (True, "HEIC pictures need a plug-in")


def test_no_golden_pictures_is_no_success():
    (summary,) = judge_golden([], 1, "12.0.0")
    assert not summary.passed
