"""The sentences that core and services say in English only."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

SENTENCES: Final = (
    # The address and the key of an endpoint
    QT_TRANSLATE_NOOP(
        "core",
        "an endpoint's address looks like https://example.com "
        "or, on this machine, http://localhost:8080",
    ),
    QT_TRANSLATE_NOOP("core", "the name or the port in the endpoint's address is wrong"),
    QT_TRANSLATE_NOOP("core", "http:// is for this machine alone; use https://"),
    QT_TRANSLATE_NOOP(
        "core",
        "the endpoint's address may hold no blanks, no backslashes and no letters beyond a to z",
    ),
    QT_TRANSLATE_NOOP("core", "the endpoint's address may hold neither ? nor #"),
    QT_TRANSLATE_NOOP(
        "core",
        "the endpoint's address may hold no name and no password; "
        "a key is given apart from it (PETSIGHT_API_KEY)",
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
    QT_TRANSLATE_NOOP("core", "the endpoint finds the picture too large"),
    QT_TRANSLATE_NOOP("core", "the endpoint does not take this kind of picture"),
    QT_TRANSLATE_NOOP("core", "the endpoint cannot read the picture"),
    QT_TRANSLATE_NOOP("core", "the endpoint is asked too often"),
    QT_TRANSLATE_NOOP("core", "the endpoint asked to be left alone for a while"),
    QT_TRANSLATE_NOOP(
        "core", "the endpoint failed several times in a row and is left alone for a while"
    ),
    QT_TRANSLATE_NOOP("core", "the endpoint was busy with other pictures all the time"),
    QT_TRANSLATE_NOOP("core", "the endpoint cannot be asked"),
    QT_TRANSLATE_NOOP("core", "the endpoint keeps changing its model"),
    QT_TRANSLATE_NOOP("core", "the endpoint needs a newer petsight"),
    QT_TRANSLATE_NOOP("core", "the endpoint's answer is not JSON"),
    QT_TRANSLATE_NOOP("core", "the endpoint's answer is malformed"),
    QT_TRANSLATE_NOOP("core", "the endpoint's certificate cannot be trusted: {}"),
    QT_TRANSLATE_NOOP("core", "no secure connection to the endpoint can be made"),
    QT_TRANSLATE_NOOP("core", "the endpoint does not speak https"),
    QT_TRANSLATE_NOOP("core", "on this machine, http:// may be meant"),
    QT_TRANSLATE_NOOP("core", "the connection to the endpoint was closed"),
    QT_TRANSLATE_NOOP("core", "the proxy cannot be reached or refuses"),
    # What the check of an endpoint found
    QT_TRANSLATE_NOOP("core", "complete, for this petsight"),
    QT_TRANSLATE_NOOP("core", "{} of {} answered"),
    QT_TRANSLATE_NOOP("core", "nothing to compare"),
    QT_TRANSLATE_NOOP("core", "every score is the same"),
    QT_TRANSLATE_NOOP("core", "scores at most {} apart"),
    QT_TRANSLATE_NOOP("core", "it claims this device's model with other labels"),
    QT_TRANSLATE_NOOP(
        "core",
        "{} of {} drawn test pictures answered as by this device's {}; "
        "{} is another model and may differ",
    ),
    # Why a picture has no answer
    QT_TRANSLATE_NOOP("core", "there is no such file"),
    QT_TRANSLATE_NOOP("core", "this link points to a file that does not exist"),
    QT_TRANSLATE_NOOP("core", "this is not a possible file name"),
    QT_TRANSLATE_NOOP("core", "this is a socket or a device, not a picture file"),
    QT_TRANSLATE_NOOP("core", "the file cannot be read"),
    QT_TRANSLATE_NOOP("core", "the file is empty"),
    QT_TRANSLATE_NOOP("core", "this is not a picture"),
    QT_TRANSLATE_NOOP("core", "the picture is cut short or damaged"),
    QT_TRANSLATE_NOOP("core", "{} files are not supported"),
    QT_TRANSLATE_NOOP("core", "pictures with pixels of type {} are not supported"),
    QT_TRANSLATE_NOOP("core", "save this one as JPEG or PNG"),
    QT_TRANSLATE_NOOP("core", "the file is larger than the limit of {} MB"),
    QT_TRANSLATE_NOOP("core", "the picture has more than {} megapixels"),
    QT_TRANSLATE_NOOP("core", "this JPEG has more than {} scans"),
    QT_TRANSLATE_NOOP("core", "the picture's file is cut into too many pieces"),
    QT_TRANSLATE_NOOP("core", "there is too little memory for this picture"),
    QT_TRANSLATE_NOOP("core", "petsight made a mistake with this picture"),
    QT_TRANSLATE_NOOP("core", "the log file has the details"),
    # What happened while files were sorted
    QT_TRANSLATE_NOOP("core", "write the whole path of the folder, such as {}"),
    QT_TRANSLATE_NOOP("core", "there is no such file any more"),
    QT_TRANSLATE_NOOP("core", "this is a link to a file, which can be copied, not moved"),
    QT_TRANSLATE_NOOP("core", "it has changed since it was sorted"),
    QT_TRANSLATE_NOOP("core", "it or its original has changed since it was sorted"),
    QT_TRANSLATE_NOOP("core", "its original is gone, and the last copy stays"),
    QT_TRANSLATE_NOOP("core", "another file lies where it was"),
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
    QT_TRANSLATE_NOOP("core", "the corrections cannot be deleted"),
    QT_TRANSLATE_NOOP("core", "the picture has changed since it was answered"),
    QT_TRANSLATE_NOOP("core", "let it be answered again first"),
    QT_TRANSLATE_NOOP("core", "this picture was not read yet"),
    QT_TRANSLATE_NOOP("core", "nothing was sorted that could be brought back"),
)
"""Those that people meet, each perhaps with a cause in brackets; {} stands for a name or number."""

_PATTERNS: Final = {
    known: re.compile(re.escape(known).replace(r"\{\}", "(.+)"))
    for known in map(str, SENTENCES)
    if "{}" in known
}


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
    for known, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(sentence):
            return QCoreApplication.translate("core", known).format(*found.groups())
    head, mark, tail = sentence.rpartition("; ")
    if head:
        return _translate(head) + mark + _translate(tail)
    head, mark, cause = sentence.rpartition(" (")
    return _translate(head) + mark + cause if head else sentence
