"""Answer a picture on this device, and what every classifier has in common."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Final, Protocol

from PIL import Image

from petsight.image import open_image
from petsight.model import Model
from petsight.prediction import Prediction, decide
from petsight.preprocess import to_input
from petsight.source import DEFAULT_LIMITS, ImageSource, Limits


class Classifier(Protocol):
    """Anything that answers an opened picture."""

    @property
    def concurrency(self) -> int:
        """How many pictures may wait for an endpoint at a time; 0 where none ever waits."""
        ...

    def classify(self, image: Image.Image) -> Prediction:
        """Answer one picture that `open_image` returned."""
        ...


class DeviceClassifier:
    """Answers with a model on this device; opens no socket. Safe to share between threads."""

    concurrency: Final = 0

    def __init__(self, model: Model | None = None) -> None:
        """Take a loaded model, or load the shipped one.

        Args:
            model: The model to use.

        Raises:
            ModelError: The shipped model cannot be used.
            RuntimeMissingError: No TFLite runtime is installed.
        """
        self.model = model if model is not None else Model()

    def classify(self, image: Image.Image) -> Prediction:
        """Answer one picture.

        Args:
            image: What `open_image` returned.

        Returns:
            The answer, with timings for resize, invoke and their total.
        """
        info = self.model.info
        start = time.perf_counter()
        pixels = to_input(image, info.width, info.height)
        resized = time.perf_counter()
        scores = self.model.scores(pixels).tolist()
        done = time.perf_counter()
        return Prediction(
            label=decide(scores, info.labels),
            scores={label.name: score for label, score in zip(info.labels, scores, strict=True)},
            source="device",
            model=f"{info.name} {info.version}",
            model_sha256=self.model.sha256,
            preprocess_id=info.preprocess_id,
            timings_ms={
                "resize": (resized - start) * 1e3,
                "invoke": (done - resized) * 1e3,
                "total": (done - start) * 1e3,
            },
        )


def classify_source(
    classifier: Classifier,
    source: ImageSource,
    limits: Limits = DEFAULT_LIMITS,
    opening: AbstractContextManager[object] | None = None,
) -> Prediction:
    """Open a picture and answer it, with the time for opening in the timings.

    Args:
        classifier: Who answers.
        source: A path, the bytes of a file, or a file open for reading bytes.
        limits: What the picture may cost.
        opening: Entered while the picture is opened; the time it waits does not count.

    Returns:
        The answer.

    Raises:
        PetsightError: The picture cannot be opened or answered.
    """
    with opening or nullcontext():
        start = time.perf_counter()
        image = open_image(source, limits)
        opened = (time.perf_counter() - start) * 1e3
    return with_opening(classifier.classify(image), opened)


def with_opening(prediction: Prediction, milliseconds: float) -> Prediction:
    """Enter into an answer's timings what opening the picture took.

    Args:
        prediction: The answer to the opened picture.
        milliseconds: Time for reading and decoding.

    Returns:
        The answer with `open` in its timings and in their total.
    """
    timings = {"open": milliseconds, **prediction.timings_ms}
    timings["total"] = milliseconds + prediction.timings_ms.get("total", 0.0)
    return replace(prediction, timings_ms=timings)
