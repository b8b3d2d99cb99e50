"""A missing need skips a test, or fails it where everything must run."""

from __future__ import annotations

import pytest

from tests.support import require


@pytest.mark.parametrize("strict", [None, "0", "1"])
def test_what_is_there_goes_on(monkeypatch: pytest.MonkeyPatch, strict: str | None) -> None:
    set_strict(monkeypatch, strict)
    require(["something"], "something")


@pytest.mark.parametrize("strict", [None, "0"])
def test_what_is_missing_skips(monkeypatch: pytest.MonkeyPatch, strict: str | None) -> None:
    set_strict(monkeypatch, strict)
    with pytest.raises(pytest.skip.Exception, match="needs a browser"):
        require(None, "a browser")


def test_what_is_missing_fails_under_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    set_strict(monkeypatch, "1")
    with pytest.raises(pytest.fail.Exception, match="needs a browser"):
        require(None, "a browser")


def set_strict(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv("PETSIGHT_STRICT", raising=False)
    if value is not None:
        monkeypatch.setenv("PETSIGHT_STRICT", value)
