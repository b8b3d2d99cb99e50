"""Answer what a request asks about, whichever way it came."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from lambda_service.answers import Document, information_document
from lambda_service.call import Call
from lambda_service.documents import Address, Picture, Prepared, Question
from lambda_service.failures import OtherModelError, UrlFetchingOffError
from lambda_service.settings import Settings
from petsight.classifier import DeviceClassifier, classify_source
from petsight.errors import ModelError, RuntimeMissingError
from petsight.model import Model
from petsight.prediction import Prediction
from petsight.resources import model_path
from petsight.source import Limits

RESERVE_S: Final = 1.0
"""Of a call's time, kept from fetching for the answer itself."""


class Service:
    """A loaded model and what it may be asked. Safe to share between threads."""

    def __init__(self, settings: Settings) -> None:
        """Load the model: the one that is set, else the shipped one, of tier `cloud` if there is.

        A model that cannot be used does not stop the start: Lambda would answer every request with
        a failure of its own, and start anew each time. Asking for an answer says so instead.

        Args:
            settings: How the service was set up.
        """
        self.settings = settings
        self._limits = Limits(pixels=settings.max_pixels)
        self._loaded: DeviceClassifier | ModelError | RuntimeMissingError
        try:
            model = Model(settings.model or shipped_model(), threads=settings.threads)
            self._loaded = DeviceClassifier(model)
        except (ModelError, RuntimeMissingError) as exc:
            self._loaded = exc

    @property
    def classifier(self) -> DeviceClassifier:
        """Who answers pictures.

        Raises:
            ModelError: The model cannot be used.
            RuntimeMissingError: Nothing runs it.
        """
        if isinstance(self._loaded, DeviceClassifier):
            return self._loaded
        # A new one each time: an exception that is raised again keeps every earlier traceback.
        raise type(self._loaded)(self._loaded.message)

    def information(self, call: Call) -> Document:
        """Say which model serves and what it takes; the same errors as `classifier`."""
        return information_document(self.classifier.model, self.settings, call)

    def answer(self, question: Question, call: Call) -> Prediction:
        """Answer a request.

        Args:
            question: What it asks about.
            call: Is told the label, the size of the picture and the time of each stage.

        Returns:
            The answer, with source `cloud`.

        Raises:
            PetsightError: There is none; `failures.TABLE` has every kind.
        """
        if isinstance(question, Picture):
            self._check_prepared(question.prepared)
            return self.classify(question.image, call)
        return self.classify(self._fetch(question, call), call)

    def classify(self, image: bytes, call: Call) -> Prediction:
        """Answer a picture's file, which the caller has bounded; see `answer`."""
        call.image_bytes = len(image)
        prediction = classify_source(self.classifier, image, self._limits)
        call.label = prediction.label
        call.stages |= prediction.timings_ms
        return replace(prediction, source="cloud")

    def _check_prepared(self, prepared: Prepared | None) -> None:
        model = self.classifier.model
        info = model.info
        serving = Prepared(info.preprocess_id, model.sha256, info.width, info.height)
        if prepared is not None and prepared != serving:
            raise OtherModelError(
                "the picture was prepared for another model than the one that serves now"
            )

    def _fetch(self, address: Address, call: Call) -> bytes:
        if not self.settings.url_hosts:
            raise UrlFetchingOffError("this service fetches no pictures; send the file itself")
        # Few services fetch, and what this imports takes longer than many a picture.
        from petsight.fetch import SECONDS, fetch_image

        with call.stage("fetch"):
            return fetch_image(
                address.url,
                allowed_hosts=self.settings.url_hosts,
                seconds=min(SECONDS, call.seconds_left() - RESERVE_S),
            )


def shipped_model() -> Path:
    """Return the model that serves where none is set: of tier `cloud` if there is one."""
    cloud = model_path("cloud")
    return cloud if cloud.is_file() else model_path("edge")
