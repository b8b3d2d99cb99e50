"""The three ways of getting an answer, without loading anything that gives one."""

from __future__ import annotations

from enum import StrEnum


class Mode(StrEnum):
    """Who shall answer."""

    DEVICE = "device"
    """This device alone; nothing is ever uploaded."""
    AUTO = "auto"
    """This device, and the endpoint where the device is not sure."""
    CLOUD = "cloud"
    """The endpoint, and this device where that fails."""
