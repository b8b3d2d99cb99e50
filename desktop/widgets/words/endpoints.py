"""The modes, and how an endpoint is doing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.services.endpoint import EndpointState, Reach
from desktop.widgets.words.failures import cause
from desktop.widgets.words.numbers import milliseconds, moment
from petsight.mode import Mode

translate = QCoreApplication.translate


def mode(value: Mode) -> str:
    """Name a mode: "Device", "Auto", "Cloud"."""
    return {
        Mode.DEVICE: translate("words", "Device"),
        Mode.AUTO: translate("words", "Auto"),
        Mode.CLOUD: translate("words", "Cloud"),
    }[value]


def mode_explained(value: Mode) -> str:
    """Say what a mode does and what it uploads."""
    return {
        Mode.DEVICE: translate("words", "Answers on this device. Nothing is uploaded."),
        Mode.AUTO: translate(
            "words", "Answers on this device; uploads only pictures that it is not sure about."
        ),
        Mode.CLOUD: translate(
            "words", "Uploads every picture to the endpoint; this device steps in where that fails."
        ),
    }[value]


def reach(state: EndpointState) -> str:
    """Say in a few words how an endpoint is doing: "Ready (43 ms)"; it has to fit a phone."""
    if state.reach is Reach.OFF:
        return translate("words", "Endpoint off")
    if state.reach is Reach.CHECKING:
        return translate("words", "Checking…")
    if state.reach is Reach.READY:
        if state.latency_ms is None:
            return translate("words", "Ready")
        time = milliseconds(state.latency_ms)
        return translate("words", "Ready ({time})").format(time=time)
    if state.since is None:
        return translate("words", "Unreachable")
    time = moment(state.since)
    return translate("words", "Unreachable since {time}").format(time=time)


def reach_explained(state: EndpointState) -> str:
    """Say more about an endpoint: its model, or why it cannot be reached."""
    if state.reach is Reach.OFF:
        return translate("words", "No endpoint is used. Click to set one up.")
    if state.reach is Reach.UNREACHABLE:
        sentence = translate("words", "Cause: {cause}. It is asked again by and by.")
        return sentence.format(cause=cause(state.detail))
    if state.model is None:
        return translate("words", "Click for the endpoint's settings.")
    return translate("words", "Model {model}. Click for settings.").format(model=state.model)
