"""What a card says about its picture."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.services.photo import Photo, State, confidence, is_stand_in
from desktop.widgets import words
from desktop.widgets.theme import FAILED, WAITING


def answer_of(photo: Photo) -> str:
    """Return what decides the badge's colours: an answer, `FAILED` or `WAITING`."""
    if photo.label is not None:
        return photo.label
    return FAILED if photo.failure is not None else WAITING


def badge_text(photo: Photo) -> str:
    """Return the text of the badge: "Cat", "Failed"."""
    return words.state(photo.state) if photo.label is None else words.answer(photo.label)


def certainty_text(photo: Photo) -> str:
    """Return the percentage beside the badge; empty where the badge makes no claim of a model."""
    if photo.correction is not None or photo.prediction is None or not photo.prediction.sure:
        return ""
    return words.percent(confidence(photo.prediction))


def stands_in(photo: Photo) -> bool:
    """Tell whether this device answered because the cloud could not."""
    return photo.prediction is not None and is_stand_in(photo.prediction)


def spoken(photo: Photo) -> str:
    """Say all of a card in a line, for screen readers and tooltips."""
    if photo.failure is not None:
        parts = [photo.name, words.state(State.FAILED), words.failure(photo.failure)]
    elif photo.prediction is None:
        parts = [photo.name, words.state(State.WAITING)]
    else:
        parts = [photo.name, words.verdict(photo.prediction), words.source(photo.prediction)]
        if (why := words.reason(photo.prediction)) is not None:
            parts.append(why)
    if photo.correction is not None:
        parts.append(words.correction(photo.correction))
    return QCoreApplication.translate("words", "; ").join(parts)
