"""The command line from inside: what it prints and how it ends."""

from __future__ import annotations

import csv
import io
import json
from types import SimpleNamespace

import pytest

from petsight import __version__
from petsight.cli import main
from tests.support_cli import USE_TINY
from tests.support_model import COLOURS, change_model, picture

COLUMNS = [
    *("path", "label", "sure", "score_cat", "score_dog", "score_bird"),
    *("source", "reason", "detail", "model", "model_sha256", "preprocess_id"),
    *("open_ms", "resize_ms", "invoke_ms", "network_ms", "total_ms"),
    *("error_code", "error_message"),
]


@pytest.fixture
def folder(tmp_path):
    """One picture for every answer, and a file that is none."""
    for answer in COLOURS:
        picture(tmp_path / f"{answer}.png", answer)
    (tmp_path / "broken.jpg").write_text("hello")
    return tmp_path


def test_table(classify, folder):
    found = classify(folder)
    head, *rows, blank, summary = found.out.splitlines()
    assert head.split() == ["file", "answer", "cat", "dog", "bird", "ms"]
    answers = {row[: head.index("answer")].strip(): row[head.index("answer") :] for row in rows}
    assert list(answers) == sorted(str(path) for path in folder.iterdir())
    assert answers.pop(str(folder / "broken.jpg")) == "failed       this is not a picture"
    for answer in COLOURS:
        assert answers[str(folder / f"{answer}.png")].startswith(f"{answer}  ")
    assert blank == ""
    assert summary.startswith("7 pictures in ")
    assert summary.endswith(
        " s: 1 bird, 1 cat, 1 cat and dog, 1 dog, 1 neither, 1 not sure, 1 failed"
    )
    assert (found.status, found.err) == (1, "")


def test_table_is_aligned(classify, folder, monkeypatch):
    monkeypatch.chdir(folder)
    rows = classify(".").out.splitlines()[:-2]
    whole = [row for row in rows if "failed" not in row]
    assert len({len(row) for row in whole}) == 1


@pytest.mark.parametrize("form", ["--json", "--csv"])
def test_paths_are_as_given(classify, folder, monkeypatch, form):
    monkeypatch.chdir(folder)
    given = ["./cat.png", f"..//{folder.name}/dog.png", "cat.png", "missing/", ""]
    text = classify(form, *given).out
    rows = json.loads(text) if form == "--json" else list(csv.DictReader(io.StringIO(text)))
    assert [row["path"] for row in rows] == given
    assert all("no_such_file" in str(row) for row in rows[3:])


@pytest.mark.parametrize("form", ["--json", "--csv", "-q"])
def test_a_link_is_named_whole_and_not_fetched(classify, form):
    found = classify(form, "https://example.com/cat.jpg")
    assert (found.status, found.err) == (1, "")
    assert "https://example.com/cat.jpg" in found.out
    assert "links are not fetched; save the picture, or: curl -s LINK |" in found.out


def test_one_picture_has_no_summary(classify, folder):
    assert len(classify(folder / "cat.png").out.splitlines()) == 2


def test_quiet_leaves_out_the_summary(classify, folder):
    assert "pictures in" not in classify("--quiet", folder).out


def test_json(classify, folder):
    found = classify("--json", folder / "cat.png", folder / "broken.jpg", folder / "none.png")
    cat, broken, missing = json.loads(found.out)
    assert list(cat) == [
        *("path", "schema", "label", "scores", "sure", "source", "reason", "detail", "device"),
        *("model", "model_sha256", "preprocess_id", "timings_ms"),
    ]
    assert (cat["path"], cat["label"]) == (str(folder / "cat.png"), "cat")
    assert list(cat["timings_ms"]) == ["open", "resize", "invoke", "total"]
    assert broken == {
        "path": str(folder / "broken.jpg"),
        "error": {"code": "not_an_image", "message": "this is not a picture"},
    }
    assert missing["error"]["code"] == "no_such_file"
    assert found.status == 1


def test_json_of_nothing_is_an_array(classify, tmp_path):
    found = classify("--json", tmp_path)
    assert json.loads(found.out) == []
    assert found.status == 0
    hint = "; --recursive looks into sub-folders too"
    assert found.err == f"petsight: no pictures found in {tmp_path}{hint}\n"
    assert classify("--json", "-r", tmp_path).err == found.err.replace(hint, "")


def test_jsonl_has_the_rows_of_json(classify, folder):
    array = json.loads(classify("--json", folder).out)
    lines = [json.loads(line) for line in classify("--jsonl", folder).out.splitlines()]
    for row in (*array, *lines):
        row.pop("timings_ms", None)
    assert lines == array
    assert len(lines) == 7


def test_csv(classify, folder):
    found = classify("--csv", folder)
    header, *rows = csv.reader(io.StringIO(found.out))
    assert header == COLUMNS
    assert {len(row) for row in rows} == {len(COLUMNS)}
    table = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    cat = table[str(folder / "cat.png")]
    assert (cat["label"], cat["sure"], cat["source"]) == ("cat", "true", "device")
    assert float(cat["score_cat"]) > 0.99
    assert float(cat["score_dog"]) < 0.01
    assert float(cat["total_ms"]) >= float(cat["open_ms"])
    assert cat["error_code"] == cat["reason"] == cat["network_ms"] == ""
    assert table[str(folder / "not sure.png")]["sure"] == "false"
    broken = table[str(folder / "broken.jpg")]
    filled = {column: value for column, value in broken.items() if value}
    assert filled == {
        "path": str(folder / "broken.jpg"),
        "error_code": "not_an_image",
        "error_message": "this is not a picture",
    }


def test_everything_answered_is_success(classify, folder):
    assert classify("--jsonl", folder / "cat.png", folder / "not sure.png").status == 0


def test_recursive(classify, folder):
    (folder / "sub").mkdir()
    picture(folder / "sub" / "deep.png")
    assert "deep.png" not in classify("--csv", folder).out
    assert "deep.png" in classify("--csv", "-r", folder).out


def test_a_name_with_an_unknown_ending_is_tried_when_named(classify, folder):
    unknown = picture(folder / "photo.unknown")
    assert "photo.unknown" not in classify("--jsonl", folder).out
    assert json.loads(classify("--jsonl", unknown).out)["label"] == "cat"


def test_standard_input(classify, folder, monkeypatch):
    content = (folder / "dog.png").read_bytes()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(content)))
    row = json.loads(classify("--jsonl", "-").out)
    assert (row["path"], row["label"]) == ("-", "dog")


def test_closed_standard_input_is_an_error_row(classify, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    found = classify("--jsonl", "-")
    assert json.loads(found.out)["error"]["code"] == "empty"
    assert found.status == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["classify"],
        ["classify", "--workers", "0", "x.jpg"],
        ["classify", "--workers", "many", "x.jpg"],
        ["classify", "--json", "--csv", "x.jpg"],
        ["classify", "--colour", "x.jpg"],
        ["frobnicate"],
        ["model", "one", "two"],
    ],
    ids=" ".join,
)
def test_wrong_usage(arguments, capsys):
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("usage: petsight")


@pytest.mark.parametrize("command", [[], ["classify"], ["model"], ["self-test"]])
def test_help(command, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main([*command, "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("usage: petsight")
    assert max(map(len, lines)) <= 80


def test_help_names_the_columns_of_csv(capsys):
    main(["classify", "--help"])
    text = " ".join(capsys.readouterr().out.split())
    documented = ", ".join(COLUMNS).replace(
        "score_cat, score_dog, score_bird", "score_<label> for each label"
    )
    assert documented in text


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"petsight {__version__}\n"


@pytest.mark.parametrize("form", ["--json", "--jsonl", "--csv", "--quiet"])
def test_a_bad_model_is_one_sentence(form, tmp_path, capsys):
    path = change_model(tmp_path / "m.tflite", preprocess_id="p9")
    assert main(["classify", form, "--model", str(path), "x.jpg"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        "petsight: m.tflite was made for preprocessing 'p9'; this petsight does 'p1'\n"
    )


def test_a_missing_runtime_is_one_sentence(monkeypatch, capsys):
    monkeypatch.setenv("PETSIGHT_RUNTIME", "onnx")
    assert main(["classify", *USE_TINY, "x.jpg"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("petsight: unknown runtime 'onnx'; ")
    assert captured.err.count("\n") == 1


def test_a_file_that_nobody_expected_to_miss_is_named(monkeypatch, tmp_path, capfd):
    missing = tmp_path / "missing.json"
    monkeypatch.setattr("petsight.cli.classify.run", lambda _options: missing.read_text())
    # A process of its own would end here; this one needs its standard output again.
    monkeypatch.setattr("petsight.cli._discard_output", lambda: None)
    assert main(["classify", "x.jpg"]) == 2
    assert capfd.readouterr().err == f"petsight: {missing}: No such file or directory\n"


def test_a_bug_is_one_sentence_too(monkeypatch, capsys):
    monkeypatch.setattr("petsight.cli.classify.run", lambda _options: 1 / 0)
    assert main(["classify", "x.jpg"]) == 2
    assert capsys.readouterr().err == (
        "petsight: this is a bug, please report it: ZeroDivisionError('division by zero')\n"
    )
