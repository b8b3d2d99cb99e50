"""What a picture shows, who says so, and why it was not somebody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.widgets.words.failures import cause
from desktop.widgets.words.numbers import former_count, percent
from petsight.labels import AND, NEITHER, NOT_SURE

if TYPE_CHECKING:
    from desktop.services.photo import Comparison
    from petsight.prediction import Prediction

translate = QCoreApplication.translate

_UNREACHABLE = frozenset({"offline", "timeout", "server", "tls", "breaker_open"})


def model_label(name: str) -> str:
    """Write a model's label: translated where petsight knows it, else as the model has it."""
    return _known().get(name, name)


def answer(label: str) -> str:
    """Write an answer or a label as a heading: "Cat", "Cat and dog", "Neither", "Not sure"."""
    if label == NEITHER:
        return translate("words", "Neither")
    if label == NOT_SURE:
        return translate("words", "Not sure")
    names = label.split(AND)
    text = _join(names)
    # A label that petsight does not know keeps the form that its maker chose.
    return text[:1].upper() + text[1:] if names[0] in _known() else text


def verdict(prediction: Prediction) -> str:
    """Sum an answer up in a line: "Cat, 99.7 %", "Not sure: looks like a cat (62 %)"."""
    if prediction.label == NEITHER:
        return answer(NEITHER)
    if prediction.label == NOT_SURE:
        return looks_like(prediction)
    # The first frame has no answers to tell, and does not wait for what they consist of.
    from desktop.services.photo import confidence

    return f"{answer(prediction.label)}, {percent(confidence(prediction))}"


def looks_like(prediction: Prediction) -> str:
    """Say what an answer that is not sure leans to: "Not sure: looks like a cat (62 %)".

    Where another label is the less certain one, it is what leaves the answer open: "Not sure: a
    cat (100 %), but a dog is not ruled out (28 %)".
    """
    from desktop.services.photo import certainty

    scores = prediction.scores
    name = max(scores, key=lambda label: scores[label])
    doubtful = min(scores, key=lambda label: certainty(scores[label]))
    # A label as certain as the leading one leaves no more open than that one does.
    if certainty(scores[doubtful]) < certainty(scores[name]):
        return translate(
            "words", "Not sure: {likely} ({percent}), but {other} is not ruled out ({doubt})"
        ).format(
            likely=_one(name),
            percent=percent(scores[name], 0),
            other=_one(doubtful),
            doubt=percent(scores[doubtful], 0),
        )
    sentences = {
        "cat": translate("words", "Not sure: looks like a cat ({percent})"),
        "dog": translate("words", "Not sure: looks like a dog ({percent})"),
    }
    sentence = sentences.get(name, translate("words", "Not sure: looks like “{label}” ({percent})"))
    return sentence.format(label=name, percent=percent(scores[name], 0))


def source(prediction: Prediction) -> str:
    """Say who answered: "This device" or "Cloud"."""
    if prediction.source == "cloud":
        return translate("words", "Cloud")
    return translate("words", "This device")


def reason(prediction: Prediction) -> str | None:
    """Say why an answer is not the plain one of the chosen mode; None where it is."""
    if prediction.reason is None:
        return None
    why = cause(prediction.detail)
    if prediction.reason == "unsure":
        return translate("words", "The device was not sure; the cloud answered")
    if prediction.reason == "device failed":
        return translate("words", "The device could not answer; the cloud did")
    if prediction.reason == "not confirmed":
        return translate("words", "Not confirmed by the cloud ({cause})").format(cause=why)
    if prediction.detail in _UNREACHABLE:
        sentence = translate("words", "Cloud unreachable ({cause}), answered on this device")
    else:
        sentence = translate("words", "The cloud gave no answer ({cause}), this device did")
    return sentence.format(cause=why)


def former(stand_in: Prediction, count: int) -> str:
    """Say how many pictures keep what the cloud had said, for this device only stood in for it."""
    return former_count(count).format(cause=cause(stand_in.detail))


def agreement(comparison: Comparison) -> str:
    """Say whether device and cloud agree."""
    if comparison.agree is None:
        return translate("words", "Nothing to compare: one side gave no answer")
    if comparison.agree:
        return translate("words", "Device and cloud agree")
    return translate("words", "Device and cloud disagree")


def correction(labels: Sequence[str]) -> str:
    """Say what a person put right: "Corrected: dog"."""
    right = _join(labels) or translate("words", "neither")
    return translate("words", "Corrected: {labels}").format(labels=right)


def _known() -> dict[str, str]:
    return {"cat": translate("words", "cat"), "dog": translate("words", "dog")}


def _one(name: str) -> str:
    nouns = {"cat": translate("words", "a cat"), "dog": translate("words", "a dog")}
    return nouns.get(name, f"“{name}”")


def _join(names: Iterable[str]) -> str:
    return translate("words", " and ").join(model_label(name) for name in names)
