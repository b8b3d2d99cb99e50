"""What the panel says about one picture, as text."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from desktop.services.photo import Photo
from desktop.widgets import words
from petsight.errors import (
    EmptyFileError,
    ImageTooLargeError,
    NoSuchFileError,
    NotAFileError,
    NotAnImageError,
    TruncatedImageError,
    UnsupportedFormatError,
)
from petsight.prediction import Prediction

translate = QCoreApplication.translate

_OF_THE_FILE: Final = frozenset(
    error.code
    for error in (
        NoSuchFileError,
        NotAFileError,
        EmptyFileError,
        NotAnImageError,
        UnsupportedFormatError,
        TruncatedImageError,
        ImageTooLargeError,
    )
)


def printable(text: str) -> str:
    """Replace what stands for bytes that are no text, which Qt cannot draw."""
    return text.encode("utf-8", "replace").decode("utf-8")


def lost(photo: Photo) -> bool:
    """Tell whether nobody can answer a picture, since there is none in its file."""
    return photo.failure is not None and photo.failure.code in _OF_THE_FILE


def headline(photo: Photo) -> str:
    """Sum up in a line what is known: a correction, the answer, the failure, or that it waits."""
    if photo.correction is not None:
        return words.correction(photo.correction)
    return _outcome(photo)


def explanation(photo: Photo) -> str:
    """Say why the answer is what it is, or what to do where there is none; may be empty."""
    said: list[str | None] = []
    if photo.correction is not None:
        before = translate("PhotoFacts", "Before the correction: {answer}")
        said.append(before.format(answer=_outcome(photo)))
    if photo.failure is not None:
        said.append(words.advice(photo.failure))
    if photo.prediction is not None:
        said.append(words.reason(photo.prediction))
    return "\n".join(sentence for sentence in said if sentence)


def facts(photo: Photo) -> list[tuple[str, str]]:
    """List what there is to know, as names and values; an empty value says nothing."""
    known = _answer_facts(photo.prediction) if photo.prediction else []
    if photo.failure is not None:
        cause = words.core(photo.failure.message)
        if cause != words.failure(photo.failure):  # which the headline says already
            known.append((translate("PhotoFacts", "Exact cause"), cause))
    known.append((translate("PhotoFacts", "File"), printable(photo.path)))
    known.append((translate("PhotoFacts", "Size"), words.file_size(photo.found.size)))
    known.append((translate("PhotoFacts", "Changed"), _changed(photo.found.mtime_ns)))
    return known


def _outcome(photo: Photo) -> str:
    if photo.failure is not None:
        return words.failure(photo.failure)
    return words.state(photo.state) if photo.prediction is None else words.verdict(photo.prediction)


def _answer_facts(prediction: Prediction) -> list[tuple[str, str]]:
    who = words.source(prediction)
    if prediction.device is not None:
        own = translate("PhotoFacts", "{who}; this device said: {verdict}")
        who = own.format(who=who, verdict=words.verdict(prediction.device))
    return [
        (translate("PhotoFacts", "Answered by"), who),
        (translate("PhotoFacts", "Time"), _timings(prediction)),
        (translate("PhotoFacts", "Model"), prediction.model),
        (translate("PhotoFacts", "Preprocessing"), prediction.preprocess_id),
    ]


def _timings(prediction: Prediction) -> str:
    names = {
        "open": translate("PhotoFacts", "open {time}"),
        "resize": translate("PhotoFacts", "resize {time}"),
        "invoke": translate("PhotoFacts", "model {time}"),
        "network": translate("PhotoFacts", "network {time}"),
    }
    stages = ", ".join(
        names[stage].format(time=words.milliseconds(value))
        for stage, value in prediction.timings_ms.items()
        if stage in names
    )
    total = prediction.timings_ms.get("total")
    if total is None:
        return stages
    return f"{words.milliseconds(total)} ({stages})" if stages else words.milliseconds(total)


def _changed(mtime_ns: int) -> str:
    if mtime_ns <= 0:
        return ""
    time = QDateTime.fromMSecsSinceEpoch(mtime_ns // 10**6)
    return QLocale().toString(time, QLocale.FormatType.ShortFormat)
