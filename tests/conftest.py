"""Fixtures of every package's tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support import require

REPOSITORY = Path(__file__).resolve().parent.parent


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
