from __future__ import annotations

import re
from pathlib import Path

import pytest

from lambda_service import failures
from lambda_service.failures import INTERNAL, TABLE, failure_of
from petsight import errors

PROTOCOL = Path(__file__).resolve().parents[2] / "docs" / "cloud.md"


def documented() -> set[tuple[int, str]]:
    rows = re.findall(r"^\| (\d{3}) \| (.+) \|$", PROTOCOL.read_text("utf-8"), re.MULTILINE)
    codes = {status: re.sub(r"with `[^`]+`", "", text) for status, text in rows}
    return {
        (int(status), code)
        for status, text in codes.items()
        for code in re.findall(r"`(\w+)`", text)
    }


def test_the_table_is_the_documented_one() -> None:
    table = {(status, error.code) for error, (status, _) in TABLE.items()}
    given_by_lambda = {(429, "throttled")}
    assert table | given_by_lambda | {(INTERNAL.status, INTERNAL.code)} == documented()


@pytest.mark.parametrize("error", TABLE)
def test_every_error_has_its_status(error: type[errors.PetsightError]) -> None:
    status, sentence = TABLE[error]
    failure = failure_of(error("what is wrong"))
    assert (failure.status, failure.code) == (status, error.code)
    assert (sentence or "what is wrong") in failure.message
    assert ("retry-after" in failure.headers) == (status == 503)


@pytest.mark.parametrize(
    "exc",
    [
        RuntimeError("/var/task/secret"),
        MemoryError(),
        errors.NoSuchFileError("/etc/passwd is not there"),
        errors.PetsightError("anything"),
        errors.CloudError("anything", "offline"),
        KeyError("aws"),
    ],
)
def test_anything_else_is_internal_and_tells_nothing(exc: Exception) -> None:
    assert failure_of(exc) is INTERNAL


def test_a_method_error_says_what_is_allowed() -> None:
    assert failure_of(failures.MethodNotAllowedError("GET")).headers == {"allow": "GET"}
