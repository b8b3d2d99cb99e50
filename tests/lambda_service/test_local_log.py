"""The lines of the development server that are no call's."""

from __future__ import annotations

import json
import re

import pytest

from lambda_service import logs
from lambda_service.call import Call
from lambda_service.local import Context
from lambda_service.local_log import short_line


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "write_as", short_line)


def test_the_start_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    logs.log_start("something is missing")
    assert re.fullmatch(r"[0-9:]{8}  something is missing\n", capsys.readouterr().out)


def test_a_fault_is_told_whole(capsys: pytest.CaptureFixture[str]) -> None:
    logs.log_fault(ValueError("secret"), Call(Context("an-id", 0), cold_start=False))
    entry = json.loads(capsys.readouterr().out)
    assert (entry["request_id"], entry["fault"][0]["type"]) == ("an-id", "builtins.ValueError")
