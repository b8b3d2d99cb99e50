"""One line of Python from a picture to an answer."""

from __future__ import annotations

from functools import cache

from petsight.classifier import DeviceClassifier, classify_source
from petsight.prediction import Prediction
from petsight.source import ImageSource


def classify(source: ImageSource) -> Prediction:
    """Answer one picture with the shipped model on this device.

    The model is loaded at the first call and kept.

    Args:
        source: A path, the bytes of a file, or a file open for reading bytes.

    Returns:
        The answer.

    Raises:
        PetsightError: The picture or the model cannot be used.
    """
    return classify_source(_shipped(), source)


@cache
def _shipped() -> DeviceClassifier:
    return DeviceClassifier()
