"""The service with a model of other labels: the handler, the development server, its client."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.lambda_service.calling import application, base64_text, classify, invoke
from tests.lambda_service.test_local import running
from tests.support_cli import petsight
from tests.support_training import Fruit

pytestmark = pytest.mark.slow

LABELS = ["apple", "blood orange", "plum"]


def test_the_handler_answers_with_them(fruit: Fruit) -> None:
    app = application(model=fruit.model)
    assert [label["name"] for label in invoke(app, {"ping": True})["model"]["labels"]] == LABELS
    for path, label in fruit.pictures.items():
        data = path.read_bytes()
        assert invoke(app, {"image": base64_text(data)})["label"] == label
        assert list(classify(app, data).document["scores"]) == LABELS


def test_the_command_line_asks_the_development_server(fruit: Fruit, tmp_path: Path) -> None:
    with running(model=str(fruit.model)) as server:
        ask = ["--mode", "cloud", "--endpoint", server.url, "--model", fruit.model]
        done = petsight("classify", "--json", *ask, *fruit.pictures)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert [row["label"] for row in rows] == list(fruit.pictures.values())
    assert {row["source"] for row in rows} == {"cloud"}
