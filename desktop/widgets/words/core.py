"""The sentences that core and services say in English only."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

SENTENCES: Final = (
    # The address and the key of an endpoint
    QT_TRANSLATE_NOOP("core", "the endpoint's URL may hold only visible ASCII characters"),
    QT_TRANSLATE_NOOP("core", "the endpoint's URL is malformed"),
    QT_TRANSLATE_NOOP("core", "the endpoint's URL must begin with https:// and a host"),
    QT_TRANSLATE_NOOP("core", "http:// is for this machine alone; use https://"),
    QT_TRANSLATE_NOOP("core", "the endpoint's URL may not hold a query (?) or a fragment (#)"),
    QT_TRANSLATE_NOOP(
        "core",
        "the endpoint's URL may not hold a name or password; give the key in PETSIGHT_API_KEY",
    ),
    QT_TRANSLATE_NOOP(
        "core", "this system has no key store; set PETSIGHT_API_KEY before you start the app"
    ),
    QT_TRANSLATE_NOOP("core", "the system's key store is locked"),
    QT_TRANSLATE_NOOP("core", "the system's key store does not answer"),
    # What an endpoint did
    QT_TRANSLATE_NOOP("core", "nothing answers at the endpoint's address"),
    QT_TRANSLATE_NOOP("core", "the endpoint's name cannot be resolved"),
    QT_TRANSLATE_NOOP("core", "the endpoint did not answer in time"),
    QT_TRANSLATE_NOOP("core", "the connection to the endpoint broke"),
    QT_TRANSLATE_NOOP("core", "the endpoint asks for a key (PETSIGHT_API_KEY) or a signature"),
    QT_TRANSLATE_NOOP("core", "the endpoint refuses this key or signature"),
    QT_TRANSLATE_NOOP("core", "the endpoint failed"),
    QT_TRANSLATE_NOOP("core", "there is no petsight endpoint at this address"),
    QT_TRANSLATE_NOOP("core", "this device answers instead"),
    QT_TRANSLATE_NOOP("core", "no endpoint is set up that could be asked"),
    QT_TRANSLATE_NOOP("core", "no model is loaded"),
    # What the app keeps
    QT_TRANSLATE_NOOP("core", "The settings could not be read; all of them are as at first."),
    QT_TRANSLATE_NOOP("core", "the settings cannot be saved"),
    QT_TRANSLATE_NOOP(
        "core", "The last session was damaged and could not be opened; this is a new one."
    ),
    QT_TRANSLATE_NOOP("core", "the last session cannot be read"),
    QT_TRANSLATE_NOOP("core", "the session cannot be saved: its folder or disk cannot be written"),
    QT_TRANSLATE_NOOP("core", "the picture cannot be kept"),
    QT_TRANSLATE_NOOP("core", "the picture is not there any more"),
    QT_TRANSLATE_NOOP("core", "the correction cannot be kept"),
    QT_TRANSLATE_NOOP("core", "this picture was not read yet"),
    QT_TRANSLATE_NOOP("core", "nothing was sorted that could be brought back"),
)
"""Those that people meet in a dialog or a notice, each perhaps with a cause in brackets."""


def core(sentence: str) -> str:
    """Translate a sentence of core or services, and let it begin as one.

    Args:
        sentence: Such as `PetsightError.message`. What is not listed here stays English, and so
            does a cause in brackets.

    Returns:
        The sentence.
    """
    said = _translate(sentence)
    # A sentence may begin with a name that is written small: an address, a command.
    return said[:1].upper() + said[1:] if said.split(" ")[0].isalpha() else said


def _translate(sentence: str) -> str:
    said = QCoreApplication.translate("core", sentence)
    if said != sentence:
        return said
    head, mark, tail = sentence.rpartition("; ")
    if head:
        return _translate(head) + mark + _translate(tail)
    head, mark, cause = sentence.rpartition(" (")
    return _translate(head) + mark + cause if head else sentence
