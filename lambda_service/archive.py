"""Answer the pictures that S3 reports, and put each answer into S3 as JSON.

Lambda runs as many of these calls at once as its concurrency allows, which is how an archive of
millions is classified. S3 reports an object at least once, and Lambda repeats a call that failed; a
picture is known by bucket, key and eTag, and its answer is written once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from lambda_service.answers import Document
from lambda_service.call import Call
from lambda_service.failures import UnsupportedEventError, failure_of
from lambda_service.locations import Location
from lambda_service.logs import log_fault
from lambda_service.notifications import Reported, read_notification
from lambda_service.service import Service
from petsight.errors import ImageError, ImageTooLargeError


class Outcome(StrEnum):
    """What became of a picture."""

    ANSWERED = "answered"
    REFUSED = "refused"
    """It cannot be answered; its result says why."""
    SKIPPED = "skipped"
    """It was answered before, is no longer there, or is a result of this service itself."""
    FAILED = "failed"
    """It has no result, for a reason that is not the picture's."""


class RetryError(Exception):
    """An event is not done, for a reason that is no picture's; Lambda shall call again."""


class Archive:
    """Answers the pictures of S3 notifications."""

    def __init__(self, service: Service) -> None:
        """Put a service behind S3.

        Args:
            service: What answers; its settings say where pictures lie and where results go.
        """
        self._service = service

    def answer(self, event: Mapping[str, Any], call: Call) -> Document:
        """Answer every picture of a notification, each on its own.

        Args:
            event: An event of kind `s3`.
            call: Is told how many pictures had which outcome.

        Returns:
            Those numbers.

        Raises:
            UnsupportedEventError: The service is not set up for S3.
            BadRequestError: The notification is damaged.
            RetryError: S3 or the model failed for some of the pictures.
        """
        output = self._service.settings.s3_output
        if output is None:
            raise UnsupportedEventError("this service is not set up for events of S3")
        call.counts = dict.fromkeys(Outcome, 0)
        for reported in read_notification(event):
            call.counts[self._handle(reported, output, call)] += 1
        if failed := call.counts[Outcome.FAILED]:
            raise RetryError(f"{failed} of the pictures in this event have no result yet")
        return {**call.counts, "request_id": call.request_id}

    def _handle(self, reported: Reported, output: Location, call: Call) -> Outcome:
        inputs = self._service.settings.s3_inputs
        if output.holds(reported.bucket, reported.key):
            return Outcome.SKIPPED
        if not any(place.holds(reported.bucket, reported.key) for place in inputs):
            log_fault(UnsupportedEventError("no input holds it"), call, "outside of the inputs")
            return Outcome.FAILED
        from lambda_service import s3

        try:
            return self._write_answer(reported, output, call)
        except s3.ObjectGoneError:
            return Outcome.SKIPPED
        # Whatever it is, the other pictures of the event still get their answer.
        except Exception as exc:  # noqa: BLE001
            log_fault(exc, call, s3.error_code(exc))
            return Outcome.FAILED

    def _write_answer(self, reported: Reported, output: Location, call: Call) -> Outcome:
        from lambda_service import s3

        result_key = f"{output.prefix}{reported.bucket}/{reported.key}.json"
        earlier = s3.find_result(output.bucket, result_key)
        if earlier is not None and earlier.source_etag == reported.etag:
            return Outcome.SKIPPED
        try:
            document, outcome = self._answer_picture(reported, call), Outcome.ANSWERED
        except ImageError as exc:
            failure = failure_of(exc)
            document = {"error": {"code": failure.code, "message": failure.message}}
            outcome = Outcome.REFUSED
        text = json.dumps({**asdict(reported), **document})
        s3.write_result(output.bucket, result_key, text, reported.etag, earlier)
        return outcome

    def _answer_picture(self, reported: Reported, call: Call) -> Document:
        from lambda_service import s3

        limit = self._service.settings.s3_max_bytes
        if reported.size > limit:
            raise ImageTooLargeError(f"the picture's file has more than {limit:,} bytes")
        with call.stage("read"):
            image = s3.read_picture(reported.bucket, reported.key, reported.etag, limit)
        return self._service.classify(image, call).to_dict()
