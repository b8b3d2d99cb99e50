"""A missing need skips a test, or fails it where everything must run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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


def test_a_machine_without_qt_runs_all_other_tests(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    missing = 'raise ImportError("libEGL.so.1: cannot open shared object file")'
    (tmp_path / "PySide6" / "__init__.py").write_text(missing)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests/desktop", "-k", "qt or leftovers"],
        cwd=Path(__file__).resolve().parents[1],
        env=os.environ | {"PYTHONPATH": str(tmp_path), "PETSIGHT_STRICT": ""},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert "needs Qt and the system's libraries for it: libEGL.so.1" in done.stdout
