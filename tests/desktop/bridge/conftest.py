"""What the bridge's tests wait for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from desktop.bridge.jobs import Job


@pytest.fixture
def result(qtbot) -> Callable[[Job], Any]:
    """Wait for a job's result."""

    def wait(job: Job) -> Any:
        with qtbot.waitSignal(job.done, timeout=10_000) as told:
            pass
        return told.args[0]

    return wait
