"""Where Qt cannot be loaded, this says so; the tests that need it are left out."""

from __future__ import annotations

from tests.support import qt_problem, require


def test_qt_can_be_loaded() -> None:
    problem = qt_problem()
    require(problem is None, f"Qt and the system's libraries for it: {problem}")
