"""What the tests of the cloud share."""

from __future__ import annotations

import threading

import pytest
from PIL import Image

from petsight import CloudClassifier, CloudError
from petsight.cloud.timing import Timeouts
from tests.support_model import COLOURS

CAT = Image.new("RGB", (64, 48), COLOURS["cat"])
IMPATIENT = Timeouts(connect=0.3, read=30, total=0.6)


def failure(url: str, timeouts: Timeouts | None = IMPATIENT, key: str | None = None) -> CloudError:
    """Return the error that a picture gets."""
    with (
        CloudClassifier(url, key, timeouts=timeouts) as cloud,
        pytest.raises(CloudError) as caught,
    ):
        cloud.classify(CAT)
    return caught.value


def end_of_threads() -> None:
    """Wait for what was abandoned; a thread that goes on is a failure."""
    for thread in threading.enumerate():
        if thread.name == "petsight-cloud":
            thread.join(10)
            assert not thread.is_alive()
