"""Fixtures of every package's tests."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support import qt_problem, require
from tests.support_training import Fruit, train_fruit

REPOSITORY = Path(__file__).resolve().parent.parent

# A shell starts background jobs with Ctrl-C ignored; the programs under test would inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Hypothesis holds each example against the clock, which says nothing on a machine that is busy.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# pytest-qt ends the whole run where Qt cannot be loaded, so it is switched off by default.
pytest_plugins = [] if qt_problem() else ["pytestqt.plugin"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know pytest-qt's settings where pytest-qt itself is not loaded."""
    if qt_problem():
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "read by pytest-qt", type="linelist")


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """Return the folder of labelled pictures; PETSIGHT_DATA says where it is."""
    folder = Path(os.environ.get("PETSIGHT_DATA", REPOSITORY.parent / "shared" / "data"))
    require(folder.is_dir(), f"the pictures in {folder} (PETSIGHT_DATA)")
    return folder


@pytest.fixture(scope="session")
def golden_inputs() -> Path:
    """Return the folder of golden input files, which every checkout has."""
    return REPOSITORY / "assets" / "golden" / "inputs"


@pytest.fixture(scope="session")
def fruit(tmp_path_factory: pytest.TempPathFactory) -> Fruit:
    """Return a model of three labels that `make train` has just made from folders of pictures."""
    return train_fruit(tmp_path_factory.mktemp("fruit"))
