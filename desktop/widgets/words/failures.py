"""Why there is no answer, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.widgets.words.core import core

if TYPE_CHECKING:
    from desktop.services.photo import Failure, State

translate = QCoreApplication.translate


def state(value: State) -> str:
    """Say how far a picture has come."""
    # The first frame has no pictures, and does not wait for what they consist of.
    from desktop.services.photo import State

    return {
        State.WAITING: translate("words", "Waiting"),
        State.ANSWERED: translate("words", "Answered"),
        State.FAILED: translate("words", "Failed"),
    }[value]


def cause(detail: str | None) -> str:
    """Say in a few words why an endpoint gave no answer: "timed out"."""
    causes = {
        "offline": translate("words", "no connection"),
        "timeout": translate("words", "timed out"),
        "throttled": translate("words", "asked too often"),
        "refused": translate("words", "key not accepted"),
        "rejected": translate("words", "picture not accepted"),
        "server": translate("words", "error at the endpoint"),
        "tls": translate("words", "no secure connection"),
        "bad_answer": translate("words", "answer not understood"),
        "breaker_open": translate("words", "failed repeatedly, left alone for a moment"),
        "no_model": translate("words", "no usable model there"),
    }
    return causes.get(detail or "", translate("words", "cause unknown"))


def failure(failed: Failure) -> str:
    """Say why a picture has no answer.

    Args:
        failed: The failure.

    Returns:
        A sentence; for a code that is not known, the failure's own.
    """
    if failed.code == "cloud_error":
        sentence = translate("words", "The cloud gave no answer ({cause})")
        return sentence.format(cause=cause(failed.detail))
    sentences = {
        "no_such_file": translate("words", "There is no such file"),
        "not_a_file": translate("words", "This is not a file"),
        "no_permission": translate("words", "The file may not be read"),
        "unreadable": translate("words", "The disk or the network failed while reading"),
        "empty": translate("words", "The file is empty"),
        "not_an_image": translate("words", "This is not a picture"),
        "unsupported_format": translate("words", "This kind of file cannot be read"),
        "truncated": translate("words", "The picture is cut short or damaged"),
        "too_large": translate("words", "The picture is too large"),
        "too_slow": translate("words", "The file did not arrive in time"),
        "error": translate("words", "Something unexpected went wrong"),
        "url_unreachable": translate("words", "The picture cannot be fetched from the web"),
        "bad_endpoint": translate("words", "The endpoint's settings cannot be used"),
        "bad_model": translate("words", "The model could not be run"),
        "no_runtime": translate("words", "No TFLite runtime is installed"),
    }
    return sentences.get(failed.code) or core(failed.message)


def advice(failed: Failure) -> str | None:
    """Say what a person can do about a failure; None where there is nothing to say."""
    if failed.code == "cloud_error":
        return _endpoint_advice(failed.detail)
    return {
        "no_such_file": translate("words", "Put it there and try again, or remove it from here."),
        "not_a_file": translate("words", "Add the folder instead, or a file in it."),
        "no_permission": translate("words", "Allow reading it and try again."),
        "unreadable": translate("words", "Check the drive or the connection and try again."),
        "too_slow": translate("words", "Check the drive or the connection and try again."),
        "unsupported_format": translate("words", "Save it as JPEG or PNG and add that file."),
        "empty": translate("words", "Copy it again from where it came from."),
        "truncated": translate("words", "Copy it again from where it came from."),
        "not_an_image": translate(
            "words", "If it should be one, copy it again; else remove it from the list."
        ),
        "too_large": translate(
            "words", "Up to 200 MB and 50 megapixels work; save a smaller copy and add that."
        ),
        "bad_model": translate("words", "Choose another model file."),
        "no_runtime": translate("words", "Install petsight anew."),
    }.get(failed.code)


def _endpoint_advice(detail: str | None) -> str:
    if detail in ("refused", "tls", "bad_answer", "no_model"):
        return translate("words", "Check the endpoint's settings.")
    if detail == "rejected":
        return translate("words", "Ask this device instead.")
    return translate("words", "Try again later, or answer on this device.")
