"""The ARM user space, made once and kept."""

from __future__ import annotations

import os
import platform

import pytest

from tests.arm.user_space import SOURCES, UserSpace, make_user_space, missing_tools
from tests.container.project import CACHE
from tests.support import require


@pytest.fixture(scope="session")
def arm() -> UserSpace:
    """Return what starts ARM programs."""
    require(platform.machine() == "x86_64", "an x86-64 machine, for the emulator's program")
    missing = " ".join(missing_tools())
    require(not missing, f"what unpacks an ARM Debian: apt-get install -y {missing}")
    require(os.geteuid() == 0 and SOURCES.is_file(), "root on Debian 12")
    return make_user_space(CACHE)
