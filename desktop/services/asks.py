"""Who is asked about a picture."""

from __future__ import annotations

from enum import StrEnum


class Asks(StrEnum):
    """Who is asked."""

    MODE = "mode"
    """Whoever the chosen mode says."""
    CLOUD = "cloud"
    """The endpoint, and this device where that fails, whatever the mode."""
    COMPARE = "compare"
    """Both."""
