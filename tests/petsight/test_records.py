"""Answers are written to any stream, with the columns and bytes of the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import pytest

from petsight.batch import Answer
from petsight.errors import CloudError, NoSuchFileError, TruncatedImageError
from petsight.prediction import Prediction
from petsight.records import CsvWriter, JsonLinesWriter, JsonWriter
from tests.petsight.test_cli import COLUMNS
from tests.support_cli import classify

CAT = Answer(
    Path("a, b.jpg"),
    Prediction(
        "cat", {"cat": 0.9, "dog": 0.1}, "device", "m 1", "ff", "p1", {"open": 1.0, "total": 2.5}
    ),
)
BROKEN = Answer("b.jpg", error=TruncatedImageError("cut short"))
DEAD = Answer(b"pasted", error=CloudError("no answer", "timeout"))
WRITERS: dict[str, Callable[[TextIO], Any]] = {
    "json": JsonWriter,
    "jsonl": JsonLinesWriter,
    "csv": lambda stream: CsvWriter(stream, ["cat", "dog", "bird"]),
}


def written(make: Callable[[TextIO], Any], answers: list[Answer]) -> str:
    stream = io.StringIO()
    writer = make(stream)
    for answer in answers:
        writer.add(answer)
    writer.end()
    return stream.getvalue()


def test_csv():
    text = written(lambda stream: CsvWriter(stream, ["cat", "dog"]), [CAT, BROKEN, DEAD])
    assert text == (
        "path,label,sure,score_cat,score_dog,source,reason,detail,model,model_sha256,"
        "preprocess_id,open_ms,resize_ms,invoke_ms,network_ms,total_ms,error_code,error_message\n"
        '"a, b.jpg",cat,true,0.9,0.1,device,,,m 1,ff,p1,1.0,,,,2.5,,\n'
        "b.jpg,,,,,,,,,,,,,,,,truncated,cut short\n"
        "-,,,,,,,timeout,,,,,,,,,cloud_error,no answer\n"
    )


def test_csv_of_nothing_has_a_header():
    text = written(WRITERS["csv"], [])
    assert next(csv.reader([text])) == COLUMNS


@pytest.mark.parametrize("answers", [[], [CAT], [CAT, BROKEN, DEAD]])
def test_json(answers):
    array = json.loads(written(JsonWriter, answers))
    lines = written(JsonLinesWriter, answers).splitlines()
    assert array == [json.loads(line) for line in lines]
    assert [row["path"] for row in array] == ["a, b.jpg", "b.jpg", "-"][: len(answers)]


def test_a_run_that_fails_at_once_leaves_no_half_array():
    stream = io.StringIO()
    JsonWriter(stream)
    assert stream.getvalue() == ""


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_the_command_line_writes_the_same(form, tmp_path):
    missing = tmp_path / "猫.jpg"
    found = classify(f"--{form}", missing).stdout
    answer = Answer(missing, error=NoSuchFileError("there is no such file"))
    assert found == written(WRITERS[form], [answer])


def test_a_file_takes_any_name(tmp_path):
    answer = Answer(Path("\udcff.jpg"), CAT.prediction)
    path = tmp_path / "answers.csv"
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        CsvWriter(file, ["cat", "dog"]).add(answer)
    assert path.read_bytes().splitlines()[1].startswith(b"\\udcff.jpg,cat,true")
